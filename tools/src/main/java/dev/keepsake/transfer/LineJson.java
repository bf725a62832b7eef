package dev.keepsake.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The JSON of one line. Strict: one object, no key twice, nothing behind it. Numbers in metadata
/// keep every digit.
final class LineJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(SourceLines.MAX_LINE_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8) // as it is, not escaped
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private LineJson() {}

  /// What writes the one value of a line.
  interface Value {
    void write(JsonGenerator json) throws IOException;
  }

  /// The line without its end.
  static byte[] bytes(Value value) {
    var bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of bytes takes everything", e);
    }
    return bytes.toByteArray();
  }

  /// @throws IllegalArgumentException saying why it is no JSON object
  static ObjectNode object(byte[] line) {
    JsonNode node;
    try {
      node = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalArgumentException(
          at == null ? "it is no JSON" : "it is no JSON at byte " + at.getByteOffset(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is no text in UTF-8", e);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("it is no JSON object");
  }

  /// Whether two texts are the same JSON, in whatever order an object's fields are.
  static boolean isSame(String one, String other) {
    return tree(one).equals(tree(other));
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON can be written", e);
    }
  }

  /// The same JSON without white space.
  static String compact(String json) {
    return text(tree(json));
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored metadata is JSON", e);
    }
  }
}
