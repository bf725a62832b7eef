package dev.keepsake.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a developer is told of an operation (at its input record), or of one field of what it takes
/// or answers. What a model is told stands in the prompts instead.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Doc {
  /// Of an operation: its name in a list, in a few words.
  String title() default "";

  String value();
}
