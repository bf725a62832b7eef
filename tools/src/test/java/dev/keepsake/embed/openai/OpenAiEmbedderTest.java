package dev.keepsake.embed.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.Endpoint;
import dev.keepsake.llm.openai.Endpoint.Reply;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/// Against a real endpoint on this machine.
@Timeout(60)
final class OpenAiEmbedderTest {
  private static final String KEY = "sk-test-0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final EmbeddingSpace TOY = new EmbeddingSpace("toy", 3);

  private final RecordedLog log = new RecordedLog();

  private OpenAiEmbedder embedder(URI baseUrl, EmbeddingSpace space) {
    return new OpenAiEmbedder(
        new OpenAiEndpoint(baseUrl, Optional.of(new ApiKey(KEY))), space, log);
  }

  private MemoryException failure(URI baseUrl, Duration patience) {
    try (var embedder = embedder(baseUrl, TOY)) {
      return catchThrowableOfType(
          MemoryException.class, () -> embedder.embed("The user likes tea", patience));
    }
  }

  private MemoryException failure(Reply reply) throws IOException {
    try (var endpoint = Endpoint.replying(reply)) {
      MemoryException failure = failure(endpoint.baseUrl(), PATIENCE);
      assertThat(endpoint.sent).as("tried once").hasSize(1);
      return failure;
    }
  }

  private static Embedding lengthOf(String text) {
    return Embedding.of(new float[] {text.length(), 1, 0});
  }

  @Test
  void a_text_is_sent_with_the_model_and_the_key_and_its_vector_is_brought_to_length_1()
      throws Exception {
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.lengths(sent.body(), 3));
        var embedder = embedder(endpoint.baseUrl(), TOY)) {
      assertThat(embedder.state()).isInstanceOf(EmbedderState.Ready.class);

      EmbeddedText embedded = embedder.embed("tea", PATIENCE);

      assertThat(embedded).isEqualTo(new EmbeddedText(TOY, List.of(lengthOf("tea")), true));
      var sent = endpoint.sent.getFirst();
      assertThat(sent.path()).isEqualTo("/v1/embeddings");
      assertThat(sent.authorization()).isEqualTo("Bearer " + KEY);
      assertThat(sent.upgrade()).isEmpty();
      assertThat(sent.body().path("model").asText()).isEqualTo("toy");
      assertThat(sent.body().has("dimensions")).isFalse();
    }
  }

  @Test
  void openais_own_models_are_told_the_dimension() throws Exception {
    var space = new EmbeddingSpace("text-embedding-3-small", 256);
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.lengths(sent.body(), 256));
        var embedder = embedder(endpoint.baseUrl(), space)) {
      assertThat(embedder.embed("tea", PATIENCE).space()).isEqualTo(space);
      assertThat(endpoint.sent.getFirst().body().path("dimensions").asInt()).isEqualTo(256);
    }
  }

  @Test
  void many_texts_are_one_request_and_come_in_their_order() throws Exception {
    List<String> texts = IntStream.rangeClosed(1, 50).mapToObj("x"::repeat).toList();
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.lengths(sent.body(), 3));
        var embedder = embedder(endpoint.baseUrl(), TOY)) {
      assertThat(embedder.embedAll(texts, PATIENCE))
          .extracting(EmbeddedText::first)
          .isEqualTo(texts.stream().map(OpenAiEmbedderTest::lengthOf).toList());
      assertThat(endpoint.sent).hasSize(1);
      assertThat(embedder.embedAll(List.of(), PATIENCE)).isEmpty();
    }
  }

  /// LangChain4j takes the vectors as they come: an endpoint that answers in another order would
  /// have given every memory the vector of another one.
  @Test
  void an_answer_in_another_order_is_put_right_by_its_indexes() throws Exception {
    List<String> texts = List.of("a", "bb", "ccc");
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.backwards(sent.body(), 3));
        var embedder = embedder(endpoint.baseUrl(), TOY)) {
      assertThat(embedder.embedAll(texts, PATIENCE))
          .extracting(EmbeddedText::first)
          .isEqualTo(texts.stream().map(OpenAiEmbedderTest::lengthOf).toList());
    }
  }

  @Test
  void more_texts_than_one_request_takes_are_several() throws Exception {
    List<String> texts = IntStream.rangeClosed(1, 600).mapToObj(i -> "text " + i).toList();
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.lengths(sent.body(), 3));
        var embedder = embedder(endpoint.baseUrl(), TOY)) {
      assertThat(embedder.embedAll(texts, PATIENCE)).hasSize(600);
      assertThat(endpoint.sent)
          .extracting(sent -> sent.body().path("input").size())
          .containsExactly(512, 88);
    }
  }

  @Test
  void a_long_text_goes_in_pieces_and_is_not_whole() throws Exception {
    String text = "The user keeps a diary of what grows in the garden. ".repeat(1_000);
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.lengths(sent.body(), 3));
        var embedder = embedder(endpoint.baseUrl(), TOY)) {
      List<EmbeddedText> embedded = embedder.embedAll(List.of("tea", text, "milk"), PATIENCE);

      assertThat(embedded).extracting(EmbeddedText::whole).containsExactly(true, false, true);
      assertThat(embedded.get(1).chunks()).hasSize(TextWindows.cut(text).size());
      assertThat(embedded.get(2).first()).isEqualTo(lengthOf("milk"));
    }
  }

  @Test
  void a_vector_of_another_length_is_refused_with_both_numbers() throws Exception {
    try (var endpoint = Endpoint.answering(sent -> EmbeddingsEndpoint.lengths(sent.body(), 5))) {
      assertThat(failure(endpoint.baseUrl(), PATIENCE))
          .hasMessageContaining("5 dimensions where 3 are expected")
          .returns(ErrorCode.EMBEDDER_UNAVAILABLE, MemoryException::code);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, OPENAI_API_KEY",
    "403, OPENAI_API_KEY",
    "404, embedding_model_name",
    "400, embedding_dimension",
    "429, try again later",
    "500, try again later",
    "503, try again later"
  })
  void a_refusal_says_what_to_do_and_is_not_tried_again_here(int status, String advice)
      throws Exception {
    assertThat(failure(new Reply(status, "{\"error\": {\"message\": \"no\"}}")))
        .hasMessageContaining("HTTP " + status)
        .hasMessageContaining(advice)
        .returns(ErrorCode.EMBEDDER_UNAVAILABLE, MemoryException::code);
  }

  @Test
  void what_is_no_embedding_is_refused() throws Exception {
    assertThat(failure(new Reply(200, "<html>welcome</html>")))
        .hasMessageContaining("no embeddings");
    assertThat(failure(new Reply(200, "{\"data\": []}"))).hasMessageContaining("no embeddings");
    assertThat(failure(new Reply(200, "{\"data\": [{\"index\": 0, \"embedding\": [0, 0, 0]}]}")))
        .hasMessageContaining("no embeddings");
  }

  @Test
  void an_endpoint_that_keeps_silent_costs_no_more_than_the_patience() throws Exception {
    try (var endpoint = Endpoint.silent()) {
      assertThat(failure(endpoint.baseUrl(), Duration.ofMillis(200)))
          .hasMessageContaining("did not answer within 200 ms")
          .returns(ErrorCode.EMBEDDER_UNAVAILABLE, MemoryException::code);
    }
  }

  @Test
  void where_nobody_listens_the_message_names_the_setting() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(failure(URI.create("http://127.0.0.1:" + port + "/v1"), PATIENCE))
        .hasMessageContaining("OPENAI_BASE_URL")
        .returns(ErrorCode.EMBEDDER_UNAVAILABLE, MemoryException::code);
  }

  @Test
  void closing_ends_the_calls_that_are_under_way() throws Exception {
    var entered = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    try (var endpoint =
            Endpoint.answering(sent -> {
              entered.countDown();
              await(never);
              return EmbeddingsEndpoint.lengths(sent.body(), 3);
            });
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var embedder = embedder(endpoint.baseUrl(), TOY);
      Future<EmbeddedText> call = callers.submit(() -> embedder.embed("tea", PATIENCE));
      entered.await();
      embedder.close();
      assertThat(call)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .havingCause()
          .withMessageContaining("shutting down");
      assertThat(catchThrowableOfType(MemoryException.class, () -> embedder.embed("tea", PATIENCE)))
          .hasMessageContaining("shutting down");
      never.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void blank_texts_are_no_texts() {
    try (var embedder = embedder(URI.create("http://127.0.0.1:1/v1"), TOY)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> embedder.embedAll(List.of("tea", " \n"), PATIENCE));
    }
  }

  @Test
  void an_outage_is_told_once_and_its_end_too() throws Exception {
    var down = new AtomicBoolean(true);
    try (var endpoint =
            Endpoint.answering(sent ->
                down.get()
                    ? new Reply(503, "{\"error\": \"too hot\"}")
                    : EmbeddingsEndpoint.lengths(sent.body(), 3));
        var embedder = embedder(endpoint.baseUrl(), TOY)) {
      for (int i = 0; i < 5; i++) {
        assertThatExceptionOfType(MemoryException.class)
            .isThrownBy(() -> embedder.embed("tea", PATIENCE));
      }
      assertThat(log.of(Level.WARN)).singleElement().asString().contains("503", "too hot");
      down.set(false);
      embedder.embed("tea", PATIENCE);
      embedder.embed("tea", PATIENCE);
      assertThat(log.of(Level.INFO)).hasSize(2).last().asString().contains("answers again");
    }
  }

  /// OpenAI answers a wrong key with that key.
  @Test
  void neither_the_message_nor_the_log_has_the_key_or_the_text() throws Exception {
    String echo = "{\"error\": {\"message\": \"bad key " + KEY + " for The user likes tea\"}}";
    assertThat(failure(new Reply(401, echo))).message().doesNotContain(KEY, "tea", "127.0.0.1");
    assertThat(failure(new Reply(400, echo))).message().doesNotContain(KEY, "tea");
    assertThat(String.join("\n", log.of(Level.TRACE))).contains("***").doesNotContain(KEY);
    assertThat(log.of(Level.WARN))
        .filteredOn(line -> line.contains("400"))
        .noneMatch(line -> line.contains("tea"));
  }
}
