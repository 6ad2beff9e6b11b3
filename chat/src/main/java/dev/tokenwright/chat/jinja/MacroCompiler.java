package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.jinja.Execution.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes executions of macros, and of the blocks that the reference runs as macros. */
final class MacroCompiler {
    private final StatementCompiler compiler;

    MacroCompiler(StatementCompiler compiler) {
        this.compiler = compiler;
    }

    Execution macro(Stmt.Macro macro) {
        Evaluation made = macroValue(macro.name(), macro.parameters(), macro.body(), macro.at());
        Variables.Assignment target = compiler.assignment(new Stmt.Target.Variable(macro.name(), macro.at()));
        return frame -> {
            target.set(frame, made.in(frame));
            return Flow.NEXT;
        };
    }

    Execution callBlock(Stmt.CallBlock block) {
        Evaluation body = macroValue("", block.parameters(), block.body(), block.at());
        Evaluation call = compiler.expressions().calls().call(block.call(), body);
        return frame -> {
            frame.render.write(call.in(frame));
            return Flow.NEXT;
        };
    }

    Execution generation(Stmt.Generation generation) {
        compiler.scope().survey().addGeneration(generation.at());
        Evaluation body = macroValue("", List.of(), generation.body(), generation.at());
        return frame -> {
            Value text = ((MacroValue) body.in(frame)).call(frame.render, Arguments.NONE);
            frame.render.writeGenerated(text);
            return Flow.NEXT;
        };
    }

    private Evaluation macroValue(String name, List<Stmt.Parameter> parameters, List<Stmt> body, int at) {
        Set<String> used = FreeNames.of(body, Set.of("caller", "kwargs", "varargs"));
        Scope function = compiler.scope().function();
        List<String> names = new ArrayList<>();
        for (Stmt.Parameter parameter : parameters) {
            function.declare(parameter.name());
            function.readAll(parameter.otherwise());
            names.add(parameter.name());
        }
        checkCaller(parameters, used, at);
        MacroValue.Signature signature = new MacroValue.Signature(
                name,
                names,
                used.contains("caller") && !names.contains("caller"),
                used.contains("varargs") && !names.contains("varargs"),
                used.contains("kwargs") && !names.contains("kwargs"));
        List<Variables.Assignment> places = new ArrayList<>();
        names.forEach(parameter -> places.add(Variables.assignment(function, parameter)));
        declareExtras(signature, function, places);
        function.analyze(body);
        MacroValue.Body compiled = macroBody(function, parameters, body, places);
        return frame -> new MacroValue(signature, compiled, frame);
    }

    private static void checkCaller(List<Stmt.Parameter> parameters, Set<String> used, int at) {
        for (Stmt.Parameter parameter : parameters) {
            if (used.contains("caller") && parameter.name().equals("caller") && parameter.otherwise() == null) {
                throw Failure.assertion(
                        "When defining macros or call blocks the special \"caller\" argument must be omitted or be "
                                + "given a default.",
                        at);
            }
        }
    }

    private static void declareExtras(
            MacroValue.Signature signature, Scope function, List<Variables.Assignment> places) {
        if (signature.caller()) {
            function.declare("caller");
            places.add(Variables.assignment(function, "caller"));
        }
        if (signature.kwargs()) {
            function.declare("kwargs");
            places.add(Variables.assignment(function, "kwargs"));
        }
        if (signature.varargs()) {
            function.declare("varargs");
            places.add(Variables.assignment(function, "varargs"));
        }
    }

    private MacroValue.Body macroBody(
            Scope function, List<Stmt.Parameter> parameters, List<Stmt> body, List<Variables.Assignment> places) {
        StatementCompiler inner = compiler.body(function);
        List<Evaluation> defaults = new ArrayList<>();
        for (Stmt.Parameter parameter : parameters) {
            String missing = "parameter " + PythonText.quoted(parameter.name()) + " was not provided";
            defaults.add(
                    parameter.otherwise() == null
                            ? frame -> Undefined.of(missing)
                            : inner.expressions().compile(parameter.otherwise()));
        }
        Execution statements = inner.all(body);
        Variables.Preparation entry = Variables.entry(function);
        Scope.Layout layout = function.layout();
        return (outer, arguments) -> {
            Frame frame = new Frame(outer.render, outer, layout.size());
            entry.in(frame);
            for (int index = 0; index < places.size(); index++) {
                Value given = arguments[index];
                if (given != null) {
                    places.get(index).set(frame, given);
                }
            }
            for (int index = 0; index < defaults.size(); index++) {
                if (arguments[index] == null) {
                    places.get(index).set(frame, defaults.get(index).in(frame));
                }
            }
            StrBuilder before = outer.render.capture();
            statements.in(frame);
            return outer.render.safe(outer.render.captured(before));
        };
    }
}
