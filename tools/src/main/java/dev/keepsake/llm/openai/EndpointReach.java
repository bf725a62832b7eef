package dev.keepsake.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.llm.ModelReach;
import dev.keepsake.llm.ModelReach.Models;
import dev.keepsake.tool.WireJson;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks whether a model could be asked, by the list of models of its endpoint: no model is asked,
/// and nothing is paid.
public final class EndpointReach {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 16L << 20;
  private static final Set<Integer> KEY = Set.of(401, 403);

  private EndpointReach() {}

  public static ModelReach of(OpenAiSettings settings) {
    String place = settings.baseUrl().toString();
    var request =
        HttpRequest.newBuilder(URI.create(place + "/models")).header("Accept", "application/json");
    settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key.value()));
    try (var client = EndpointHttp.client().connectTimeout(PATIENCE).build()) {
      var asked =
          client.sendAsync(
              request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
      try {
        HttpResponse<String> answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return KEY.contains(answer.statusCode())
            ? new ModelReach.RefusesKey(settings.model(), place, answer.statusCode())
            : new ModelReach.Answers(settings.model(), place, models(answer, settings.model()));
      } finally {
        asked.cancel(true); // or the client would wait for it
        client.shutdownNow();
      }
    } catch (ExecutionException | TimeoutException e) {
      return new ModelReach.Away(settings.model(), place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ModelReach.Away(settings.model(), place);
    }
  }

  private static Models models(HttpResponse<String> answer, String model) {
    try {
      JsonNode listed = WireJson.MAPPER.readTree(answer.body()).path("data");
      if (answer.statusCode() != 200 || !listed.isArray() || listed.isEmpty()) {
        return Models.UNTOLD;
      }
      return listed.valueStream().anyMatch(one -> one.path("id").asText().equals(model))
          ? Models.NAMED
          : Models.OTHERS;
    } catch (JsonProcessingException e) {
      return Models.UNTOLD;
    }
  }
}
