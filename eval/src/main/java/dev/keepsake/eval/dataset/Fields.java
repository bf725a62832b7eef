package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.WireName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The fields of one JSON object of a dataset. What is wrong with them goes to the [Findings], and
/// something harmless is answered instead, so that reading goes on.
///
/// @param place in the file, such as `case berlin`; empty for the file itself
/// @param path of the object within its place, with a final dot; empty for the place itself
record Fields(JsonNode json, String place, String path, Findings findings) {
  /// Says of every field that is not `known` what it may have been meant to be.
  Fields only(List<String> known, Set<String> alsoHarmless) {
    for (String name : (Iterable<String>) json::fieldNames) {
      if (known.contains(name) || alsoHarmless.contains(name)) {
        continue;
      }
      Misspelling.of(name, known)
          .ifPresentOrElse(
              meant -> problem(name, "unknown; did you mean `" + meant + "`?"),
              () -> findings.ignored(place, path + name));
    }
    return this;
  }

  void problem(String field, String what) {
    findings.problem(place, path + field, what);
  }

  /// A text that is not blank.
  String text(String field) {
    JsonNode value = json.path(field);
    if (value.isTextual() && !value.textValue().isBlank()) {
      return value.textValue();
    }
    problem(field, "must be a text that is not blank" + was(value));
    return "";
  }

  /// @return `otherwise` if it is left out or null
  String text(String field, String otherwise) {
    return isAbsent(field) ? otherwise : text(field);
  }

  /// A text that may be blank; `""` if it is left out or null.
  String anyText(String field) {
    JsonNode value = json.path(field);
    if (!isAbsent(field) && !value.isTextual()) {
      problem(field, "must be a text" + was(value));
    }
    return value.asText("");
  }

  boolean flag(String field, boolean otherwise) {
    JsonNode value = json.path(field);
    if (!isAbsent(field) && !value.isBoolean()) {
      problem(field, "must be true or false" + was(value));
    }
    return value.asBoolean(otherwise);
  }

  boolean isAbsent(String field) {
    return json.path(field).isMissingNode() || json.path(field).isNull();
  }

  /// The elements of a list, none if it is left out or null.
  List<JsonNode> list(String field) {
    JsonNode value = json.path(field);
    if (!isAbsent(field) && !value.isArray()) {
      problem(field, "must be a list" + was(value));
      return List.of();
    }
    var elements = new ArrayList<JsonNode>();
    value.forEach(elements::add);
    return elements;
  }

  /// The objects of a list, each as fields of its own.
  List<Fields> objects(String field) {
    var objects = new ArrayList<Fields>();
    List<JsonNode> elements = list(field);
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).isObject()) {
        objects.add(inside(elements.get(i), field + "[" + i + "]"));
      } else {
        problem(field + "[" + i + "]", "must be an object" + was(elements.get(i)));
      }
    }
    return objects;
  }

  Fields inside(JsonNode object, String field) {
    return new Fields(object, place, path + field + ".", findings);
  }

  /// One word of a closed vocabulary.
  <E extends Enum<E> & WireName> Optional<E> word(String field, Class<E> type) {
    String given = text(field);
    Optional<E> found = WireName.find(type, given.strip().toLowerCase(Locale.ROOT));
    if (found.isEmpty() && !given.isEmpty()) {
      problem(field, "\"" + given + "\" is none of " + WireName.words(type));
    }
    return found;
  }

  /// One type, or a list of them; empty if it is left out.
  Set<MemoryType> types(String field) {
    var types = EnumSet.noneOf(MemoryType.class);
    JsonNode value = json.path(field);
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        type(field + "[" + i + "]", value.get(i)).ifPresent(types::add);
      }
    } else if (!isAbsent(field)) {
      type(field, value).ifPresent(types::add);
    }
    return types;
  }

  /// @param value of the field, which may be an element of a list
  Optional<MemoryType> type(String field, JsonNode value) {
    if (!value.isTextual()) {
      problem(field, "must be a memory type" + was(value));
      return Optional.empty();
    }
    String word = value.textValue().strip().toLowerCase(Locale.ROOT);
    Optional<MemoryType> type =
        WireName.find(MemoryType.class, word.equals("meeting_note") ? "meeting" : word);
    if (type.isEmpty()) {
      problem(
          field,
          "\"%s\" is no memory type; they are %s"
              .formatted(value.textValue(), String.join(", ", WireName.words(MemoryType.class))));
    }
    return type;
  }

  static String was(JsonNode value) {
    return value.isMissingNode()
        ? "; it is missing"
        : "; it was " + (value.isTextual() && value.textValue().isBlank() ? "blank" : kind(value));
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a text";
      case NUMBER -> "the number " + value.asText();
      case BOOLEAN -> value.asText();
      case NULL -> "null";
      case MISSING -> "missing";
    };
  }
}
