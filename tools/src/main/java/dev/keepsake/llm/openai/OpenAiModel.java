package dev.keepsake.llm.openai;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;

/// A chat model behind an endpoint like OpenAI's. Thread-safe.
public final class OpenAiModel implements ChatModel {
  private final OpenAiChatModel model;
  private final RetryPolicy<ChatResponse> retries;
  private final ModelFailures failures;

  public OpenAiModel(OpenAiSettings settings) {
    this.failures = new ModelFailures(settings);
    this.retries = retries(settings.retries(), failures);
    var builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(EndpointHttp.builder())
            .baseUrl(settings.baseUrl().toString())
            .modelName(settings.model())
            .timeout(settings.timeout())
            .maxRetries(0); // its own would also repeat what can't get better, and log it
    settings.key().ifPresent(key -> builder.apiKey(key.value()));
    settings.temperature().ifPresent(builder::temperature);
    this.model = builder.build();
  }

  private static RetryPolicy<ChatResponse> retries(Retries settings, ModelFailures failures) {
    return RetryPolicy.<ChatResponse>builder()
        .handleIf(failures::passes)
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
