package dev.tokenwright.chat.tool;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of types. */
final class TypeSchemas {
    private static final Map<Class<?>, String> SCALARS = Map.ofEntries(
            Map.entry(byte.class, "integer"),
            Map.entry(short.class, "integer"),
            Map.entry(int.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Byte.class, "integer"),
            Map.entry(Short.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(BigInteger.class, "integer"),
            Map.entry(OptionalInt.class, "integer"),
            Map.entry(OptionalLong.class, "integer"),
            Map.entry(float.class, "number"),
            Map.entry(double.class, "number"),
            Map.entry(Float.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(BigDecimal.class, "number"),
            Map.entry(OptionalDouble.class, "number"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(char.class, "string"),
            Map.entry(Character.class, "string"),
            Map.entry(String.class, "string"),
            Map.entry(CharSequence.class, "string"));

    /** Where in the tool a type stands, for messages. */
    private final Deque<String> path = new ArrayDeque<>();

    /** The records that a type stands inside. */
    private final Deque<Class<?>> records = new ArrayDeque<>();

    TypeSchemas(String tool) {
        path.addLast(tool);
    }

    /** The schema of what a tool answers; what has none is left out, because no model writes it. */
    static Optional<Map<String, @Nullable Object>> answer(AnnotatedType type) {
        try {
            return Optional.of(new TypeSchemas("return").schema(type));
        } catch (IllegalArgumentException withoutSchema) {
            return Optional.empty();
        }
    }

    Map<String, @Nullable Object> object(List<Property> properties) {
        Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Property property : properties) {
            path.addLast(property.name());
            Map<String, @Nullable Object> schema = schema(property.type());
            path.removeLast();
            if (!isOptional(property.type())) {
                required.add(property.name());
            }
            property.described().ifPresent(described -> schema.put("description", described.value()));
            if (schemas.put(property.name(), schema) != null) {
                throw refusal("has two parts named " + property.name());
            }
        }
        Map<String, @Nullable Object> object = of("object");
        object.put("properties", schemas);
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        return object;
    }

    private Map<String, @Nullable Object> schema(AnnotatedType annotated) {
        Map<String, @Nullable Object> schema = ofType(annotated);
        if (isOptional(annotated)) {
            schema.put("nullable", true);
        }
        return schema;
    }

    private Map<String, @Nullable Object> ofType(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedArrayType array) {
            return array(array.getAnnotatedGenericComponentType());
        }
        Class<?> type = rawType(annotated.getType());
        AnnotatedType[] arguments = annotated instanceof AnnotatedParameterizedType parameterized
                ? parameterized.getAnnotatedActualTypeArguments()
                : new AnnotatedType[0];
        String scalar = SCALARS.get(type);
        if (scalar != null) {
            return of(scalar);
        }
        if (type == Object.class) {
            return new LinkedHashMap<>();
        }
        if (type.isEnum()) {
            return enumeration(type);
        }
        if (type == Optional.class && arguments.length == 1) {
            return schema(arguments[0]);
        }
        if (Collection.class.isAssignableFrom(type) || type == Iterable.class) {
            return arguments.length == 1 ? array(arguments[0]) : of("array");
        }
        if (Map.class.isAssignableFrom(type)) {
            return map(arguments);
        }
        if (type.isRecord()) {
            return record(type);
        }
        throw refusal("is a " + annotated.getType().getTypeName() + ", which has no JSON Schema; use numbers, booleans,"
                + " strings, enums, lists, maps, records and optional ones of these");
    }

    private Class<?> rawType(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        throw refusal("is a " + type.getTypeName() + "; name the type");
    }

    private Map<String, @Nullable Object> array(AnnotatedType items) {
        Map<String, @Nullable Object> array = of("array");
        array.put("items", schema(items));
        return array;
    }

    private Map<String, @Nullable Object> map(AnnotatedType[] arguments) {
        Map<String, @Nullable Object> map = of("object");
        if (arguments.length == 2) {
            if (arguments[0].getType() != String.class) {
                throw refusal("is a map whose keys are no strings");
            }
            map.put("additionalProperties", schema(arguments[1]));
        }
        return map;
    }

    private static Map<String, @Nullable Object> enumeration(Class<?> type) {
        Map<String, @Nullable Object> enumeration = of("string");
        enumeration.put(
                "enum",
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList());
        return enumeration;
    }

    private Map<String, @Nullable Object> record(Class<?> type) {
        if (records.contains(type)) {
            throw refusal("is a " + type.getSimpleName() + " inside another one, which has no end");
        }
        records.addLast(type);
        List<Property> properties = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.add(Property.of(component));
        }
        Map<String, @Nullable Object> object = object(properties);
        records.removeLast();
        return object;
    }

    /** Whether a value may be missing. */
    private static boolean isOptional(AnnotatedType annotated) {
        Type type = annotated.getType();
        boolean isOptional = type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class
                || type instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class;
        return isOptional
                || Arrays.stream(annotated.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static Map<String, @Nullable Object> of(String type) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }

    private IllegalArgumentException refusal(String problem) {
        return new IllegalArgumentException(String.join(".", path) + " " + problem);
    }
}
