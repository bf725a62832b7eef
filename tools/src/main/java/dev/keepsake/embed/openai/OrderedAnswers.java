package dev.keepsake.embed.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Puts the vectors of an answer into the order of their texts. LangChain4j takes them as they
/// come, though each says by its `index` whose it is: an endpoint that answers in another order
/// would give memories each other's vectors.
record OrderedAnswers(HttpClient inner) implements HttpClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern INDEX = Pattern.compile("\"index\"\\s*:\\s*(\\d{1,6})");

  /// Clients of `inner`, with their answers put in order.
  record Builder(HttpClientBuilder inner) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return inner.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      return new Builder(inner.connectTimeout(timeout));
    }

    @Override
    public Duration readTimeout() {
      return inner.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      return new Builder(inner.readTimeout(timeout));
    }

    @Override
    public HttpClient build() {
      return new OrderedAnswers(inner.build());
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    SuccessfulHttpResponse response = inner.execute(request);
    return isOrdered(response.body())
        ? response
        : SuccessfulHttpResponse.builder()
            .statusCode(response.statusCode())
            .headers(response.headers())
            .body(ordered(response.body()))
            .build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    inner.execute(request, parser, listener);
  }

  /// By a look at the text: to read it twice would cost more than the call's other work here.
  private static boolean isOrdered(String body) {
    int last = -1;
    var indexes = INDEX.matcher(body);
    while (indexes.find()) {
      int index = Integer.parseInt(indexes.group(1));
      if (index < last) {
        return false;
      }
      last = index;
    }
    return true;
  }

  /// What can't be read stays as it is, for the reader to refuse.
  private static String ordered(String body) {
    try {
      JsonNode answer = JSON.readTree(body);
      if (!(answer.path("data") instanceof ArrayNode data)) {
        return body;
      }
      List<JsonNode> sorted =
          data.valueStream()
              .sorted(Comparator.comparingInt(one -> one.path("index").asInt()))
              .toList();
      data.removeAll().addAll(sorted);
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
