package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A file that is one JSON value as a whole: an object with `cases`, or the list of them.
final class JsonFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION) // the first would vanish
          .build();

  private JsonFile() {}

  /// @param name what messages call it
  /// @throws DatasetException if it is not UTF-8, not JSON, or neither object nor list
  static JsonNode parse(String name, byte... bytes) {
    try {
      JsonNode json = JSON.readTree(text(name, bytes));
      if (json.isObject() || json.isArray()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
      throw new DatasetException(name, where + "not JSON: " + e.getOriginalMessage(), e);
    }
    throw new DatasetException(name, List.of("must be an object with `cases`, or a list of cases"));
  }

  private static String text(String name, byte... bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DatasetException(name, "is not written in UTF-8", e);
    }
  }
}
