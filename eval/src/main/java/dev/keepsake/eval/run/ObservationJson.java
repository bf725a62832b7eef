package dev.keepsake.eval.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.util.Arrays;

/// Observations as JSON, one a line, and back.
final class ObservationJson {
  private static final ObjectMapper MAPPER = WireJson.MAPPER.copy().registerModule(words());

  private ObservationJson() {}

  static String write(Record value) {
    try {
      // a message may hold half a surrogate pair, which no file in UTF-8 can
      return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours cannot be written as JSON", e);
    }
  }

  /// @throws JsonProcessingException if `json` was not written by this class
  static <R extends Record> R read(String json, Class<R> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  private static SimpleModule words() {
    var module = new SimpleModule("observations");
    module.addDeserializer(
        MemoryType.class,
        new JsonDeserializer<>() {
          @Override
          public MemoryType deserialize(JsonParser json, DeserializationContext context)
              throws IOException {
            return WireName.require(MemoryType.class, json.getText());
          }
        });
    module.addDeserializer(
        Fate.class,
        new JsonDeserializer<>() {
          @Override
          public Fate deserialize(JsonParser json, DeserializationContext context)
              throws IOException {
            String word = json.getText();
            return Arrays.stream(Fate.values())
                .filter(fate -> fate.wireName().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fate is written " + word));
          }
        });
    module.addSerializer(
        Fate.class,
        new JsonSerializer<>() {
          @Override
          public void serialize(Fate fate, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(fate.wireName());
          }
        });
    return module;
  }
}
