package dev.keepsake.embed.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.llm.openai.Endpoint.Reply;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What an endpoint of embeddings answers.
final class EmbeddingsEndpoint {
  private EmbeddingsEndpoint() {}

  /// For each text its length and 1, and zeros.
  static Reply lengths(JsonNode request, int dimension) {
    return reply(items(request, dimension));
  }

  /// The same, the last text's vector first, as its `index` says.
  static Reply backwards(JsonNode request, int dimension) {
    List<JsonNode> items = items(request, dimension);
    Collections.reverse(items);
    return reply(items);
  }

  private static List<JsonNode> items(JsonNode request, int dimension) {
    var items = new ArrayList<JsonNode>();
    request
        .path("input")
        .forEach(text -> {
          var item = WireJson.MAPPER.createObjectNode().put("object", "embedding");
          var vector = item.putArray("embedding").add(text.asText().length()).add(1);
          for (int i = 2; i < dimension; i++) {
            vector.add(0);
          }
          items.add(item.put("index", items.size()));
        });
    return items;
  }

  private static Reply reply(List<JsonNode> items) {
    var answer = WireJson.MAPPER.createObjectNode().put("object", "list").put("model", "toy");
    answer.putArray("data").addAll(items);
    answer.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
    return new Reply(200, answer.toString());
  }
}
