package dev.tokenwright.chat.jinja;

/** Something that can be called. */
abstract sealed class CallableValue extends Value permits FunctionValue, MethodValue, MacroValue, JoinerValue {
    abstract Value call(Render render, Arguments arguments);
}
