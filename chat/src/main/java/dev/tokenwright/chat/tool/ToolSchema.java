package dev.tokenwright.chat.tool;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tools as JSON Schema in plain data, made of a method or a record as the reference makes it of a function of Python: each
 * parameter becomes a property of its type, those that must be given are required. Whole numbers are {@code integer}, others
 * {@code number}; enums list their constants; lists, sets and arrays are {@code array}; maps with string keys are
 * {@code object} with the type of their values; {@code Object} is anything; {@code Optional} and what is annotated
 * {@code @Nullable} may be null and need not be given; records are {@code object} with their components.
 */
public final class ToolSchema {
    private ToolSchema() {}

    /**
     * A method as a tool. It and its parameters need {@link Described}.
     *
     * @throws IllegalArgumentException when a description or a name is missing, or a type has no schema
     */
    public static Map<String, @Nullable Object> method(Method method) {
        List<Property> properties = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            Optional<Described> described = described(parameter);
            String name = described
                    .map(Described::name)
                    .filter(given -> !given.isEmpty())
                    .orElse("");
            if (name.isEmpty() && !parameter.isNamePresent()) {
                throw new IllegalArgumentException("a parameter of " + method.getName()
                        + " has no name; compile with -parameters or name it with @Described");
            }
            properties.add(
                    new Property(name.isEmpty() ? parameter.getName() : name, parameter.getAnnotatedType(), described));
        }
        Map<String, @Nullable Object> tool = function(method.getName(), method, properties);
        if (method.getReturnType() != void.class) {
            TypeSchemas.answer(method.getAnnotatedReturnType()).ifPresent(schema -> tool.put("return", schema));
        }
        return wrapped(tool);
    }

    /**
     * A record as a tool whose parameters are its components. It and its components need {@link Described}.
     *
     * @throws IllegalArgumentException when a description is missing, or a type has no schema
     */
    public static Map<String, @Nullable Object> record(Class<? extends Record> type) {
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.add(Property.of(component));
        }
        return wrapped(function(type.getSimpleName(), type, properties));
    }

    private static Map<String, @Nullable Object> function(
            String javaName, AnnotatedElement tool, List<Property> properties) {
        Described described = described(tool)
                .orElseThrow(() ->
                        new IllegalArgumentException("the tool " + javaName + " has no description; add @Described"));
        for (Property property : properties) {
            if (property.described().isEmpty()) {
                throw new IllegalArgumentException(
                        "parameter " + property.name() + " of " + javaName + " has no description; add @Described");
            }
        }
        Map<String, @Nullable Object> function = new LinkedHashMap<>();
        function.put("name", described.name().isEmpty() ? javaName : described.name());
        function.put("description", described.value());
        function.put("parameters", new TypeSchemas(javaName).object(properties));
        return function;
    }

    private static Map<String, @Nullable Object> wrapped(Map<String, @Nullable Object> function) {
        Map<String, @Nullable Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    static Optional<Described> described(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Described.class));
    }
}
