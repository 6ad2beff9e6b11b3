package dev.tokenwright.chat.tool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a model is told about a tool, about a parameter of one, or about a part of a parameter. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Described {
    /** The description. */
    String value();

    /** The name that the model uses, where it is not the one in Java. */
    String name() default "";
}
