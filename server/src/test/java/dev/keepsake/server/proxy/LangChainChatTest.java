package dev.keepsake.server.proxy;

import static dev.keepsake.server.proxy.ScriptedUpstream.calls;
import static dev.keepsake.server.proxy.ScriptedUpstream.delta;
import static dev.keepsake.server.proxy.ScriptedUpstream.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.proxy.ScriptedUpstream.Call;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// LangChain4j's client of OpenAI, which is told another URL.
@Timeout(120)
final class LangChainChatTest {
  private static final Call SAVE =
      new Call(
          "call_1", "save_memory", "{\"content\":\"The user rows.\",\"memory_type\":\"fact\"}");

  private static final ToolSpecification WEATHER =
      ToolSpecification.builder()
          .name("weather")
          .description("The weather in a city.")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
          .build();

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static ChatDoor door;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void open() throws IOException {
    door = new ChatDoor(home);
    upstream = door.upstream;
  }

  @AfterAll
  static void close() throws IOException {
    door.close();
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  @AfterEach
  void openai_would_have_taken_everything() {
    assertThat(upstream.faults).isEmpty();
  }

  private static OpenAiChatModel model(String user) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(JdkHttpClient.builder())
        .baseUrl(door.uri("/v1").toString())
        .apiKey("none")
        .modelName("toy")
        .customHeaders(Map.of("X-User-Id", user))
        .maxRetries(0)
        .build();
  }

  private static OpenAiStreamingChatModel streaming(String user) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(JdkHttpClient.builder())
        .baseUrl(door.uri("/v1").toString())
        .apiKey("none")
        .modelName("toy")
        .customHeaders(Map.of("X-User-Id", user))
        .build();
  }

  /// What came of a stream.
  private static final class Parts implements StreamingChatResponseHandler {
    final List<String> texts = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String text) {
      texts.add(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      whole.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      whole.completeExceptionally(error);
    }
  }

  private static Parts stream(String user, ChatRequest request) {
    var parts = new Parts();
    streaming(user).chat(request, parts);
    return parts;
  }

  private static ChatRequest asking(String text, ToolSpecification... tools) {
    return ChatRequest.builder().messages(UserMessage.from(text)).toolSpecifications(tools).build();
  }

  @Test
  void an_answer_with_a_memory_saved_on_the_way() {
    upstream.then(calls(SAVE), says("I will remember that."));
    ChatResponse answer = model("bea").chat(asking("I row."));
    assertThat(answer.aiMessage().text()).isEqualTo("I will remember that.");
    assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(24);
    assertThat(door.remembered("bea")).containsExactly("The user rows.");
  }

  @Test
  void the_same_in_parts() throws Exception {
    upstream.then(calls(SAVE), says("I will remember that."));
    Parts parts = stream("cleo", asking("I row."));
    ChatResponse answer = parts.whole.get(30, TimeUnit.SECONDS);
    assertThat(answer.aiMessage().text()).isEqualTo("I will remember that.");
    assertThat(String.join("", parts.texts)).isEqualTo("I will remember that.");
    assertThat(answer.aiMessage().hasToolExecutionRequests()).isFalse();
    assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(24);
    assertThat(door.remembered("cleo")).containsExactly("The user rows.");
  }

  @Test
  void its_own_tools_beside_ours_whole_and_in_parts() throws Exception {
    for (boolean inParts : new boolean[] {false, true}) {
      String user = inParts ? "dora" : "eve";
      upstream.then(
          calls(SAVE, new Call("call_2", "weather", "{\"city\":\"Bergen\"}")), says("It rains."));
      ChatResponse handed =
          inParts
              ? stream(user, asking("I row. Weather?", WEATHER)).whole.get(30, TimeUnit.SECONDS)
              : model(user).chat(asking("I row. Weather?", WEATHER));

      AiMessage calling = handed.aiMessage();
      assertThat(calling.toolExecutionRequests())
          .extracting(ToolExecutionRequest::name)
          .containsExactly("weather");
      assertThat(calling.toolExecutionRequests().getFirst().arguments())
          .isEqualTo("{\"city\":\"Bergen\"}");

      ChatRequest again =
          ChatRequest.builder()
              .messages(
                  UserMessage.from("I row. Weather?"),
                  calling,
                  ToolExecutionResultMessage.from(
                      calling.toolExecutionRequests().getFirst(), "rain"))
              .toolSpecifications(WEATHER)
              .build();
      assertThat(model(user).chat(again).aiMessage().text()).isEqualTo("It rains.");
      assertThat(upstream.last().json().at("/messages").findValuesAsText("tool_call_id"))
          .containsExactly("call_1", "call_2");
      assertThat(door.remembered(user)).containsExactly("The user rows.");
    }
  }

  @Test
  void failures_are_what_it_knows_of_openai() {
    upstream.then((_, reply) ->
        reply.whole(429, "application/json", "{\"error\":{\"message\":\"Slow down.\"}}"));
    assertThatThrownBy(() -> model("fay").chat(asking("Hello")))
        .isInstanceOf(RateLimitException.class);
    upstream.then((_, reply) -> reply.cut());
    assertThatThrownBy(() -> model("fay").chat(asking("Hello")))
        .rootCause()
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(502);
              assertThat(e).hasMessageContaining("upstream_unavailable");
            });
  }

  @Test
  void a_stream_that_is_cut_does_not_hang() {
    upstream.then((_, reply) -> reply.stream().event(delta("{\"content\":\"one\"}")).cut());
    Parts parts = stream("gus", asking("Hello"));
    assertThat(parts.whole)
        .satisfiesAnyOf(
            whole -> assertThat(whole).failsWithin(java.time.Duration.ofSeconds(30)),
            whole -> assertThat(whole).succeedsWithin(java.time.Duration.ofSeconds(30)));
    assertThat(parts.texts).containsExactly("one");
  }
}
