package dev.keepsake.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.WireName;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/// How records are written as JSON: snake_case, values as the plain thing they stand for, what is
/// absent left out.
public final class WireJson {
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(values())
          .build();

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private WireJson() {}

  private static SimpleModule values() {
    var module = new SimpleModule("keepsake");
    module.addSerializer(WireName.class, text(WireName::wireName));
    module.addSerializer(MemoryId.class, text(MemoryId::toString));
    module.addSerializer(PendingId.class, text(PendingId::toString));
    module.addSerializer(RawMemoryId.class, text(RawMemoryId::toString));
    module.addSerializer(Content.class, text(Content::text));
    module.addSerializer(ConversationId.class, text(ConversationId::value));
    module.addSerializer(JsonObject.class, object());
    module.addSerializer(Confidence.class, number(Confidence::value));
    module.addSerializer(Importance.class, number(Importance::value));
    return module;
  }

  private static <T> JsonSerializer<T> text(java.util.function.Function<T, String> form) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeString(form.apply(value));
      }
    };
  }

  private static <T> JsonSerializer<T> number(java.util.function.ToDoubleFunction<T> form) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeNumber(form.applyAsDouble(value));
      }
    };
  }

  private static JsonSerializer<JsonObject> object() {
    return new JsonSerializer<>() {
      @Override
      public void serialize(JsonObject value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeTree(value.json()); // no raw value: where a tree is made, that stays opaque
      }
    };
  }

  /// For records of this program, which can always be written.
  public static String write(Record value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(
          value.getClass().getSimpleName() + " cannot be written as JSON", e);
    }
  }

  /// `json` without white space; Postgres gives JSON back in a form of its own.
  ///
  /// @throws IllegalStateException if it is no JSON
  public static String compact(String json) {
    try {
      return MAPPER.writeValueAsString(MAPPER.readTree(json));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a kept object is no JSON", e);
    }
  }

  static String snakeCase(String camelCase) {
    return CAPITAL.matcher(camelCase).replaceAll("_$0").toLowerCase(Locale.ROOT);
  }
}
