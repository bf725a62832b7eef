package dev.keepsake.llm.openai;

import static dev.keepsake.llm.openai.StreamEndpoint.delta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.AnswerListener;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.FinishReason;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.llm.ToolRequest;
import dev.keepsake.llm.openai.StreamEndpoint.Part;
import dev.keepsake.metric.Metrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streamed answers of a real endpoint on this machine, good ones and broken ones.
@Timeout(60)
final class OpenAiStreamTest {
  private static final String KEY = "sk-test-0123456789";
  private static final Retries QUICK = new Retries(2, Duration.ofMillis(1), Duration.ofMillis(5));
  private static final ChatRequest HELLO =
      new ChatRequest(List.of(new ChatMessage.User("Hello")), List.of());
  private static final Part HI =
      line -> {
        line.begin();
        line.event(delta("{\"role\": \"assistant\", \"content\": \"\"}", "null"));
        line.text("Hi ");
        line.text("there");
        line.finish("stop");
      };

  private final Heard heard = new Heard();

  /// Everything that a listener was told, in order.
  private static class Heard implements AnswerListener {
    final List<Object> all = new ArrayList<>();

    @Override
    public void text(String more) {
      all.add(more);
    }

    @Override
    public void toolRequest(ToolRequest request) {
      all.add(request);
    }
  }

  private static OpenAiModel model(URI baseUrl, Duration timeout) {
    return new OpenAiModel(
        new OpenAiSettings(
            baseUrl, Optional.of(new ApiKey(KEY)), "toy", Optional.empty(), timeout, QUICK),
        Metrics.NONE);
  }

  private ChatAnswer ask(StreamEndpoint endpoint) {
    return model(endpoint.baseUrl(), Duration.ofSeconds(20)).ask(HELLO, heard);
  }

  private MemoryException failure(StreamEndpoint endpoint, Duration timeout) {
    var model = model(endpoint.baseUrl(), timeout);
    return catchThrowableOfType(MemoryException.class, () -> model.ask(HELLO, heard));
  }

  private MemoryException failure(StreamEndpoint endpoint) {
    return failure(endpoint, Duration.ofSeconds(20));
  }

  @Test
  void the_text_is_told_as_it_comes_and_answered_whole() throws Exception {
    try (var endpoint = new StreamEndpoint(HI)) {
      ChatAnswer answer = ask(endpoint);

      assertThat(heard.all).containsExactly("Hi ", "there");
      assertThat(answer)
          .isEqualTo(
              new ChatAnswer("Hi there", List.of(), new TokenCount(12, 3), FinishReason.STOP));
      assertThat(endpoint.asked.getFirst().path("stream").asBoolean()).isTrue();
      assertThat(endpoint.asked.getFirst().at("/stream_options/include_usage").asBoolean())
          .isTrue();
    }
  }

  /// The listener hears a piece while the endpoint has not said the next one.
  @Test
  void a_piece_is_told_before_the_next_one_is_said() throws Exception {
    var told = new CountDownLatch(1);
    Part patient =
        line -> {
          line.begin();
          line.text("Hi ");
          told.await();
          line.text("there");
          line.finish("stop");
        };
    try (var endpoint = new StreamEndpoint(patient)) {
      var listener =
          new Heard() {
            @Override
            public void text(String more) {
              super.text(more);
              told.countDown();
            }
          };
      model(endpoint.baseUrl(), Duration.ofSeconds(20)).ask(HELLO, listener);

      assertThat(listener.all).containsExactly("Hi ", "there");
    }
  }

  @Test
  void calls_of_tools_are_put_together_and_told_behind_the_text() throws Exception {
    String first =
        """
        {"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "save_memory", "arguments": "{\\"x\\""}}]}\
        """;
    String rest = "{\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \": 1}\"}}]}";
    String second =
        "{\"tool_calls\": [{\"index\": 1, \"type\": \"function\", \"function\": {\"name\":"
            + " \"query_memory\", \"arguments\": \"\"}}]}";
    Part calling =
        line -> {
          line.begin();
          line.text("Let me see.");
          line.event(delta(first, "null"));
          line.event(delta(rest, "null"));
          line.event(delta(second, "null"));
          line.finish("tool_calls");
        };
    try (var endpoint = new StreamEndpoint(calling)) {
      ChatAnswer answer = ask(endpoint);

      var save = new ToolRequest("a", "save_memory", "{\"x\": 1}");
      var query = new ToolRequest("call_1_1", "query_memory", "");
      assertThat(heard.all).containsExactly("Let me see.", save, query);
      assertThat(answer.toolRequests()).containsExactly(save, query);
      assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }
  }

  @Test
  void what_passes_is_asked_again_before_anything_was_told() throws Exception {
    Part busy = line -> StreamEndpoint.refuse(line, 429, "{\"error\": \"busy\"}");
    Part cut =
        line -> {
          line.begin();
          line.event(delta("{\"role\": \"assistant\"}", "null"));
        };
    try (var endpoint = new StreamEndpoint(busy, cut, HI)) {
      assertThat(ask(endpoint).text()).isEqualTo("Hi there");
      assertThat(heard.all).containsExactly("Hi ", "there");
      assertThat(endpoint.asked).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_answer_that_stops_in_the_middle_is_no_answer_and_is_not_asked_for_again(boolean bounded)
      throws Exception {
    Part cut =
        line -> {
          if (bounded) {
            line.begin();
            line.text("Hi ");
          } else {
            line.beginUnbounded();
            line.say("data: " + delta("{\"content\": \"Hi \"}", "null") + "\n\n");
          }
        };
    try (var endpoint = new StreamEndpoint(cut)) {
      MemoryException failure = failure(endpoint);

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("stopped in the middle of an answer");
      assertThat(heard.all).containsExactly("Hi ");
      assertThat(endpoint.asked).hasSize(1);
    }
  }

  @Test
  void an_answer_that_stalls_is_given_up_and_its_connection_closed() throws Exception {
    Part stalling =
        line -> {
          line.begin();
          line.text("Hi ");
          line.stall();
        };
    try (var endpoint = new StreamEndpoint(stalling)) {
      MemoryException failure = failure(endpoint, Duration.ofMillis(300));

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("did not answer within 300 ms");
      assertThat(endpoint.isLeft()).isTrue();
      assertThat(endpoint.asked).hasSize(1);
    }
  }

  /// A slow answer is a good one while it goes on.
  @Test
  void an_answer_may_take_longer_than_the_patience_between_two_pieces() throws Exception {
    Part slow =
        line -> {
          line.begin();
          for (int i = 0; i < 8; i++) {
            line.text("a");
            new CountDownLatch(1).await(60, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
          line.finish("stop");
        };
    try (var endpoint = new StreamEndpoint(slow)) {
      ChatAnswer answer = model(endpoint.baseUrl(), Duration.ofMillis(350)).ask(HELLO, heard);

      assertThat(answer.text()).isEqualTo("aaaaaaaa");
    }
  }

  @Test
  void a_listener_may_take_longer_than_the_patience() throws Exception {
    try (var endpoint = new StreamEndpoint(HI)) {
      var slow =
          new Heard() {
            @Override
            public void text(String more) {
              super.text(more);
              LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            }
          };
      ChatAnswer answer = model(endpoint.baseUrl(), Duration.ofMillis(200)).ask(HELLO, slow);

      assertThat(answer.text()).isEqualTo("Hi there");
    }
  }

  /// Not streamed: LangChain4j's client looks at no clock any more once it has the headers.
  @Test
  void a_whole_answer_of_which_only_the_headers_come_is_given_up() throws Exception {
    Part stalling =
        line -> {
          line.say(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{");
          line.stall();
        };
    try (var endpoint = new StreamEndpoint(stalling)) {
      var model = model(endpoint.baseUrl(), Duration.ofMillis(300));
      MemoryException failure = catchThrowableOfType(MemoryException.class, () -> model.ask(HELLO));

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(endpoint.isLeft()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\": {\"message\": \"No quota for %s\", \"code\": 429}}",
        "event: error\ndata: {\"message\": \"No quota for %s\"}"
      })
  void a_failure_that_is_told_in_the_stream_is_one_and_holds_no_key(String event) throws Exception {
    Part failing =
        line -> {
          line.begin();
          line.text("Hi ");
          line.chunk(event.formatted(KEY) + "\n\n");
          line.stall();
        };
    try (var endpoint = new StreamEndpoint(failing)) {
      MemoryException failure = failure(endpoint);

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("No quota for ***");
      var stack = new StringWriter();
      failure.printStackTrace(new PrintWriter(stack));
      assertThat(stack.toString()).doesNotContain(KEY);
    }
  }

  @Test
  void a_refusal_by_status_is_asked_for_once_and_holds_no_key() throws Exception {
    Part refusing = line -> StreamEndpoint.refuse(line, 401, "Incorrect key: " + KEY);
    try (var endpoint = new StreamEndpoint(refusing)) {
      MemoryException failure = failure(endpoint);

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
      assertThat(failure).hasMessageContaining("HTTP 401: Incorrect key: ***");
      assertThat(endpoint.asked).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>It works!</html>",
        "data: <html>\n\n",
        "data: [1]\n\n",
        "{\"choices\": []}",
        ""
      })
  void what_is_no_stream_is_told_to_be_none(String body) throws Exception {
    Part nonsense =
        line -> {
          line.begin();
          if (!body.isEmpty()) {
            line.chunk(body);
          }
          line.say("0\r\n\r\n");
        };
    try (var endpoint = new StreamEndpoint(nonsense)) {
      MemoryException failure = failure(endpoint);

      assertThat(failure.code()).isEqualTo(ErrorCode.MODEL_FAILED);
      assertThat(failure).hasMessageContaining("answered what is no chat completion");
      assertThat(heard.all).isEmpty();
    }
  }

  @Test
  void whoever_wants_no_more_ends_it() throws Exception {
    Part endless =
        line -> {
          line.begin();
          line.text("Hi ");
          line.stall();
        };
    try (var endpoint = new StreamEndpoint(endless)) {
      var enough =
          new Heard() {
            @Override
            public void text(String more) {
              throw new IllegalStateException("enough");
            }
          };
      var model = model(endpoint.baseUrl(), Duration.ofSeconds(20));

      assertThatThrownBy(() -> model.ask(HELLO, enough))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough");
      assertThat(endpoint.isLeft()).isTrue();
    }
  }

  @Test
  void an_interrupted_thread_waits_no_longer() throws Exception {
    Part endless =
        line -> {
          line.begin();
          line.text("Hi ");
          line.stall();
        };
    try (var endpoint = new StreamEndpoint(endless);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = new CountDownLatch(1);
      var failure = new CompletableFuture<MemoryException>();
      var listener =
          new Heard() {
            @Override
            public void text(String more) {
              told.countDown();
            }
          };
      var model = model(endpoint.baseUrl(), Duration.ofSeconds(20));
      var call =
          threads.submit(() ->
              failure.complete(
                  catchThrowableOfType(MemoryException.class, () -> model.ask(HELLO, listener))));
      told.await();
      call.cancel(true);

      assertThat(failure.get().code()).isEqualTo(ErrorCode.CANCELLED);
      assertThat(endpoint.isLeft()).isTrue();
    }
  }
}
