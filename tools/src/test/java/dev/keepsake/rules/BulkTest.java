package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.limit.RateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Many memories that a program creates at once.
class BulkTest extends RuleTest {
  private static final String POLICY =
      """
      version: mine
      rules:
        - {name: keys, when: "'secret' in sensitive", outcome: reject}
        - {name: hide_mail, redact: [email]}
        - {name: sure, when: confidence >= confidence_auto, outcome: accept}
        - {name: rest, outcome: discard}
      """;

  private static final String KEY = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

  private final HeldEmbedder model = new HeldEmbedder();

  private JsonNode bulk(String key, String... contents) {
    return RawCalls.of(memory, "ada")
        .done(
            "create_memories",
            "idempotency_key",
            key,
            "memories",
            Arrays.stream(contents).map(content -> Map.of("content", content)).toList());
  }

  @Test
  void the_model_sees_what_is_stored_and_sees_it_once() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    reopen(settings -> settings, model);
    bulk("first", "The user likes tea");
    assertThat(model.asked()).containsExactly("The user likes tea");
    String[] many = {
      "The token is " + KEY,
      "Write to grace.hopper@gmail.com about the ship",
      "the user likes TEA.",
      "The user plays the cello",
      "The user has a boat"
    };
    JsonNode answer = bulk("second", many);
    assertThat(answer.path("errors").findValuesAsText("index")).containsExactly("0");
    assertThat(answer.path("created").asInt()).isEqualTo(3);
    List<String> asked = model.asked();
    assertThat(asked).hasSize(4).doesNotHaveDuplicates();
    assertThat(asked.toString()).contains("cello", "boat").doesNotContain(KEY, "grace.hopper");
    assertThat(bulk("second", many)).isEqualTo(answer);
    assertThat(model.asked()).hasSize(4);
  }

  @Test
  void no_more_is_embedded_than_may_be_stored() {
    reopen(settings -> settings.with(new RateLimits(0, 0, 2)), model);
    JsonNode answer =
        bulk("k", "The user likes tea", "The user plays the cello", "The user has a boat");
    assertThat(answer.path("created").asInt()).isEqualTo(2);
    assertThat(answer.at("/errors/0/code").asText()).isEqualTo("rate_limited");
    assertThat(model.asked()).containsExactly("The user likes tea", "The user plays the cello");
  }
}
