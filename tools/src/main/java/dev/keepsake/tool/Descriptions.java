package dev.keepsake.tool;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is said of each field that a tool takes or answers.
interface Descriptions {
  /// @throws IllegalStateException if nothing is said: whoever reads it would have to guess
  String of(RecordComponent field);

  /// What the schema of a record is called, for those who share it between operations.
  default Optional<String> name(Class<?> type) {
    return Optional.empty();
  }

  /// Those of annotations, for developers.
  static Descriptions docs() {
    return new Descriptions() {
      @Override
      public String of(RecordComponent field) {
        @Nullable Doc doc = field.getAnnotation(Doc.class);
        if (doc == null) {
          throw new IllegalStateException(
              field.getDeclaringRecord() + " does not describe " + field);
        }
        return doc.value();
      }

      @Override
      public Optional<String> name(Class<?> type) {
        return Optional.of(fullName(type));
      }

      /// With the name of the record that it is a part of, which need not be said twice.
      private static String fullName(Class<?> type) {
        @Nullable Class<?> around = type.getEnclosingClass();
        return around == null
                || !around.isRecord()
                || type.getSimpleName().endsWith(around.getSimpleName())
            ? type.getSimpleName()
            : around.getSimpleName() + type.getSimpleName();
      }
    };
  }

  /// Those of a prompt, for models, by the names on the wire.
  static Descriptions of(String tool, Map<String, String> prompt) {
    return field -> {
      String name = WireJson.snakeCase(field.getName());
      String description = prompt.get(name);
      if (description == null) {
        throw new IllegalStateException(
            "the prompt of " + tool + " does not describe `" + name + "`");
      }
      return description;
    };
  }
}
