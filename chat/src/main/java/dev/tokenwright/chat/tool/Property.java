package dev.tokenwright.chat.tool;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** A parameter of a tool or a component of a record. */
record Property(String name, AnnotatedType type, Optional<Described> described) {
    static Property of(RecordComponent component) {
        Optional<Described> described = ToolSchema.described(component);
        String name =
                described.map(Described::name).filter(given -> !given.isEmpty()).orElse(component.getName());
        return new Property(name, component.getAnnotatedType(), described);
    }
}
