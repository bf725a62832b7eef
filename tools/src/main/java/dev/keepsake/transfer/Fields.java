package dev.keepsake.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.WireName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The fields of one JSON object, each read as what it must be. Every fault is an
/// `IllegalArgumentException` that names the field and never repeats its value, which may be text
/// of a memory.
final class Fields {
  private final ObjectNode object;
  private final Set<String> asked = new HashSet<>();

  Fields(ObjectNode object) {
    this.object = object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  String text(String name) {
    return findText(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<String> findText(String name) {
    return find(name)
        .map(value -> {
          require(value.isTextual(), name, "is no text");
          require(
              Content.findRefused(value.textValue()).isEmpty(),
              name,
              "holds a character that cannot be stored as text");
          return value.textValue();
        });
  }

  /// As it was said: of what is no text to us only that is refused which no database stores.
  Optional<String> findWords(String name) {
    return find(name)
        .map(value -> {
          require(value.isTextual(), name, "is no text");
          require(isStorable(value.textValue()), name, "holds a character that cannot be stored");
          return value.textValue();
        });
  }

  private static boolean isStorable(String text) {
    int at = 0;
    while (at < text.length()) { // no stream: this sees every text of a file of many messages
      int character = text.codePointAt(at);
      if (character == 0 || Character.getType(character) == Character.SURROGATE) {
        return false;
      }
      at += Character.charCount(character);
    }
    return true;
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    find(name)
        .ifPresent(list -> {
          require(list.isArray(), name, "is no list");
          for (JsonNode value : list) {
            require(value.isTextual(), name, "holds what is no text");
            require(
                Content.findRefused(value.textValue()).isEmpty(),
                name,
                "holds a character that cannot be stored as text");
            texts.add(value.textValue());
          }
        });
    return texts;
  }

  double decimal(String name) {
    return findDecimal(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<Double> findDecimal(String name) {
    return find(name)
        .map(value -> {
          require(value.isNumber() && Double.isFinite(value.doubleValue()), name, "is no number");
          return value.doubleValue();
        });
  }

  /// A whole number from 0 on.
  long count(String name) {
    JsonNode value = find(name).orElseThrow(() -> wrong(name, "is missing"));
    require(
        value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0,
        name,
        "is no whole number from 0 on");
    return value.longValue();
  }

  boolean flag(String name) {
    JsonNode value = find(name).orElseThrow(() -> wrong(name, "is missing"));
    require(value.isBoolean(), name, "is neither true nor false");
    return value.booleanValue();
  }

  Instant moment(String name) {
    return findMoment(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<Instant> findMoment(String name) {
    return findText(name).map(text -> read(name, text, Times::moment));
  }

  UUID id(String name) {
    return findId(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  /// In the one form in which ids are written: the form is what they are found by.
  Optional<UUID> findId(String name) {
    return findText(name)
        .map(text -> {
          UUID id = read(name, text, Fields::uuid);
          require(id.toString().equals(text), name, "is no id");
          return id;
        });
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no id", e);
    }
  }

  <E extends Enum<E> & WireName> E word(String name, Class<E> type) {
    String text = text(name);
    return WireName.find(type, text)
        .orElseThrow(() -> wrong(name, "is none of " + String.join(", ", WireName.words(type))));
  }

  Fields object(String name) {
    return new Fields(requireObject(name));
  }

  ObjectNode requireObject(String name) {
    return findObject(name).orElseThrow(() -> wrong(name, "is missing"));
  }

  Optional<ObjectNode> findObject(String name) {
    return find(name)
        .map(value -> {
          require(value.isObject(), name, "is no object");
          return (ObjectNode) value;
        });
  }

  /// @throws IllegalArgumentException if there is a field that was not asked for: what is not
  ///   understood would be lost
  void requireNothingElse() {
    for (var field : object.properties()) {
      require(asked.contains(field.getKey()), field.getKey(), "is not known in this version");
    }
  }

  /// What `reading` makes of a value, its complaint with the field's name before it.
  static <A, B> B read(String name, A value, Function<A, B> reading) {
    try {
      return reading.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("`" + name + "` " + e.getMessage(), e);
    }
  }

  private Optional<JsonNode> find(String name) {
    asked.add(name);
    return Optional.ofNullable(object.get(name));
  }

  private static void require(boolean fine, String name, String complaint) {
    if (!fine) {
      throw wrong(name, complaint);
    }
  }

  private static IllegalArgumentException wrong(String name, String complaint) {
    String shown = name.matches("[a-z_0-9]{1,40}") ? name : "a field";
    return new IllegalArgumentException("`" + shown + "` " + complaint);
  }
}
