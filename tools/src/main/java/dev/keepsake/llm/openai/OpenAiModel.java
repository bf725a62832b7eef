package dev.keepsake.llm.openai;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.http.HttpClient;

/// A chat model behind an endpoint like OpenAI's. Thread-safe.
public final class OpenAiModel implements ChatModel {
  private final OpenAiChatModel model;
  private final RetryPolicy<ChatResponse> retries;
  private final ModelFailures failures;

  public OpenAiModel(OpenAiSettings settings) {
    this.failures = new ModelFailures(settings);
    this.retries = retries(settings.retries());
    // HTTP/1.1: servers of local models stall at the offer to go on in HTTP/2
    var http =
        JdkHttpClient.builder()
            .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    var builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(settings.baseUrl().toString())
            .modelName(settings.model())
            .timeout(settings.timeout())
            .maxRetries(0); // its own would also repeat what can't get better, and log it
    settings.key().ifPresent(key -> builder.apiKey(key.value()));
    settings.temperature().ifPresent(builder::temperature);
    this.model = builder.build();
  }

  private static RetryPolicy<ChatResponse> retries(Retries settings) {
    return RetryPolicy.<ChatResponse>builder()
        .handleIf(ModelFailures::passes)
        .withMaxRetries(settings.most())
        .withBackoff(settings.first(), settings.longest())
        .withJitter(0.2)
        .build();
  }

  @Override
  public ChatAnswer ask(ChatRequest request) {
    try {
      ChatResponse response =
          Failsafe.with(retries).get(() -> model.chat(LangChainMessages.request(request)));
      return LangChainMessages.answer(response, request);
    } catch (RuntimeException e) { // the library's word for everything, an answer without a message
      throw failures.told(e);
    }
  }
}
