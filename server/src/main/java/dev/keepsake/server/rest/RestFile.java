package dev.keepsake.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// JSON that lies beside the classes.
final class RestFile {
  private RestFile() {}

  static JsonNode read(String name) {
    try (InputStream in = RestFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the file " + name + " is missing");
      }
      return WireJson.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  static ObjectNode object() {
    return WireJson.MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return WireJson.MAPPER.createArrayNode();
  }
}
