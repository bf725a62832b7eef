package dev.keepsake.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.WireName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The kinds of argument, by the type and the annotations of a record component.
final class Arguments {
  /// A text that nothing is said of, such as an entry of a list.
  private static final Text ENTRY = new Text(1, 255);

  /// What some callers write for it.
  private static final Map<String, WireName> MEETING_NOTE =
      Map.of("meeting_note", MemoryType.MEETING);

  private Arguments() {}

  static Argument of(RecordComponent component, Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Length length = annotation(component, Length.class);
      Type entry = list.getActualTypeArguments()[0];
      Argument each = entry == Unread.class ? unread(component) : one(component, entry, ENTRY);
      return new Many(each, length.min(), length.max());
    }
    Length length = component.getAnnotation(Length.class);
    return one(component, type, length == null ? ENTRY : new Text(length.min(), length.max()));
  }

  private static Later unread(RecordComponent component) {
    return new Later(component.getName(), annotation(component, Each.class).value());
  }

  private static Argument one(RecordComponent component, Type type, Text text) {
    if (!(type instanceof Class<?> raw)) {
      throw new IllegalArgumentException("no kind of argument for " + type);
    }
    if (raw.isEnum()) {
      return word(component, raw);
    }
    return switch (raw.getSimpleName()) {
      case "String" -> text;
      case "Content" -> new Made(text, value -> new Content((String) value));
      case "ConversationId" -> new Made(text, value -> new ConversationId((String) value));
      case "JsonObject" -> new Free();
      case "Unread" -> new Anything();
      case "Confidence" -> new Decimal(0, 1, Confidence::new);
      case "Importance" -> new Decimal(0, 1, Importance::new);
      case "Double" -> decimal(component);
      case "int", "Integer" -> whole(component);
      case "boolean" -> new Flag();
      case "MemoryId" -> new Id("a memory", MemoryId::new);
      case "PendingId" -> new Id("what waits", PendingId::new);
      case "RawMemoryId" -> new RawId();
      case "Instant" -> new Moment();
      default -> throw new IllegalArgumentException("no kind of argument for " + raw);
    };
  }

  private static Decimal decimal(RecordComponent component) {
    Range range = annotation(component, Range.class);
    return new Decimal(range.min(), range.max(), Double::valueOf);
  }

  private static Whole whole(RecordComponent component) {
    Range range = annotation(component, Range.class);
    return new Whole((int) range.min(), (int) range.max());
  }

  private static Word word(RecordComponent component, Class<?> type) {
    OneOf some = component.getAnnotation(OneOf.class);
    List<WireName> all = Arrays.stream(type.getEnumConstants()).map(WireName.class::cast).toList();
    List<WireName> words =
        some == null
            ? all
            : all.stream().filter(w -> List.of(some.value()).contains(w.wireName())).toList();
    return new Word(words, words.contains(MemoryType.MEETING) ? MEETING_NOTE : Map.of());
  }

  private static <A extends java.lang.annotation.Annotation> A annotation(
      RecordComponent component, Class<A> type) {
    @Nullable A found = component.getAnnotation(type);
    if (found == null) {
      throw new IllegalArgumentException(component + " needs @" + type.getSimpleName());
    }
    return found;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private record Text(int min, int max) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "string").put("minLength", min).put("maxLength", max);
      schema.put("pattern", "\\S");
    }

    @Override
    public String accepted() {
      return "text of " + min + " to " + grouped(max) + " characters";
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      if (!value.isTextual()) {
        throw Unacceptable.given(value);
      }
      String text = value.textValue();
      int length = text.codePointCount(0, text.length());
      if (length < min || length > max) {
        throw new Unacceptable(grouped(length) + " characters long");
      }
      if (text.codePoints().allMatch(Content::isSpace)) {
        throw new Unacceptable("blank");
      }
      var refused = Content.findRefused(text);
      if (refused.isPresent()) {
        throw new Unacceptable(
            "text with the character U+%04X, which cannot be stored".formatted(refused.getAsInt()));
      }
      return text;
    }
  }

  /// A value that is made of another one, and may refuse it in its own words.
  private record Made(Argument from, Function<Object, Object> make) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      from.describe(schema);
    }

    @Override
    public String accepted() {
      return from.accepted();
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      try {
        return make.apply(from.read(value));
      } catch (IllegalArgumentException e) {
        throw new Unacceptable("refused: " + e.getMessage());
      }
    }
  }

  private record Decimal(double min, double max, DoubleFunction<Object> make) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "number").put("minimum", min).put("maximum", max);
    }

    @Override
    public String accepted() {
      return "a number from " + plain(min) + " to " + plain(max);
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
        throw Unacceptable.given(value);
      }
      return make.apply(value.doubleValue());
    }
  }

  private record Whole(int min, int max) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "integer").put("minimum", min).put("maximum", max);
    }

    @Override
    public String accepted() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
      if (!whole || value.doubleValue() < min || value.doubleValue() > max) {
        throw Unacceptable.given(value);
      }
      return value.intValue();
    }
  }

  private record Flag() implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "boolean");
    }

    @Override
    public String accepted() {
      return "true or false";
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      if (!value.isBoolean()) {
        throw Unacceptable.given(value);
      }
      return value.booleanValue();
    }
  }

  /// @param others further spellings
  private record Word(List<WireName> words, Map<String, WireName> others) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      ArrayNode accepted = schema.put("type", "string").putArray("enum");
      words.forEach(w -> accepted.add(w.wireName()));
      others.keySet().forEach(accepted::add);
    }

    @Override
    public String accepted() {
      return "one of " + String.join(", ", words.stream().map(WireName::wireName).toList());
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      return words.stream()
          .filter(w -> value.isTextual() && w.wireName().equals(value.textValue()))
          .findFirst()
          .or(() -> Optional.ofNullable(others.get(value.asText())).filter(_ -> value.isTextual()))
          .orElseThrow(() -> Unacceptable.given(value));
    }
  }

  /// Any object within the bounds of [JsonObject].
  private record Free() implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "object").put("additionalProperties", true);
    }

    @Override
    public String accepted() {
      return "a JSON object of at most %,d bytes, nested at most %d deep"
          .formatted(JsonObject.MAX_BYTES, JsonObject.MAX_DEPTH);
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      if (!(value instanceof ObjectNode object)) {
        throw Unacceptable.given(value);
      }
      try {
        return JsonObject.of(object);
      } catch (IllegalArgumentException e) {
        throw new Unacceptable(String.valueOf(e.getMessage()));
      }
    }
  }

  /// Described as what it is read as later, and taken as it is.
  private record Later(String of, Class<? extends Record> type) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.setAll(new InputShape<>(of, type).schema(Descriptions.docs()));
      if (type.isAnnotationPresent(Open.class)) {
        schema.put("additionalProperties", true);
      }
    }

    @Override
    public String accepted() {
      return "a JSON object";
    }

    @Override
    public Object read(JsonNode value) {
      return new Unread(value);
    }
  }

  /// Any JSON but null; whoever takes it says what it must be.
  private record Anything() implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      // everything is valid by a schema without keywords
    }

    @Override
    public String accepted() {
      return "JSON";
    }

    @Override
    public Object read(JsonNode value) {
      return new Unread(value);
    }
  }

  private record Id(String of, Function<UUID, Object> type) implements Argument {
    private static final Pattern FORM =
        Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "string").put("format", "uuid");
    }

    @Override
    public String accepted() {
      return "the id of " + of + ", a UUID such as 0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      // UUID.fromString takes shortened forms too
      if (!value.isTextual() || !FORM.matcher(value.textValue()).matches()) {
        throw Unacceptable.given(value);
      }
      return type.apply(UUID.fromString(value.textValue()));
    }
  }

  /// Shown with a prefix, and accepted without it.
  private record RawId() implements Argument {
    private static final Id BARE = new Id("a raw memory", RawMemoryId::new);

    @Override
    public void describe(ObjectNode schema) {
      schema
          .put("type", "string")
          .put(
              "pattern",
              "^("
                  + RawMemoryId.PREFIX
                  + ")?"
                  + Id.FORM.pattern().replace("\\p{XDigit}", "[0-9A-Fa-f]")
                  + "$");
    }

    @Override
    public String accepted() {
      return BARE.accepted() + ", with or without " + RawMemoryId.PREFIX + " before it";
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      if (!value.isTextual()) {
        throw Unacceptable.given(value);
      }
      String text = value.textValue();
      return BARE.read(
          text.startsWith(RawMemoryId.PREFIX)
              ? TextNode.valueOf(text.substring(RawMemoryId.PREFIX.length()))
              : value);
    }
  }

  private record Moment() implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "string").put("format", "date-time");
    }

    @Override
    public String accepted() {
      return Rfc3339.ACCEPTED;
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      return Optional.ofNullable(value.textValue())
          .flatMap(Rfc3339::read)
          .orElseThrow(() -> Unacceptable.given(value));
    }
  }

  private record Many(Argument each, int min, int max) implements Argument {
    @Override
    public void describe(ObjectNode schema) {
      schema.put("type", "array").put("minItems", min).put("maxItems", max);
      each.describe(schema.putObject("items"));
    }

    @Override
    public String accepted() {
      return "a list of " + min + " to " + max + ", each " + each.accepted();
    }

    @Override
    public Object read(JsonNode value) throws Unacceptable {
      if (!value.isArray()) {
        throw Unacceptable.given(value);
      }
      if (value.size() < min || value.size() > max) {
        throw new Unacceptable("a list of " + value.size());
      }
      var list = new ArrayList<Object>(value.size());
      for (JsonNode entry : value) {
        list.add(each.read(entry));
      }
      return List.copyOf(list);
    }
  }
}
