package dev.keepsake.llm.openai;

import dev.keepsake.llm.AnswerListener;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.llm.ModelAccount;
import dev.keepsake.metric.Metrics;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/// A chat model behind an endpoint like OpenAI's. Thread-safe.
public final class OpenAiModel implements ChatModel {
  private final OpenAiChatModel model;
  private final OpenAiStreamingChatModel streaming;
  private final ModelFailures failures;
  private final Attempts attempts;

  /// One whose calls are counted nowhere.
  public OpenAiModel(OpenAiSettings settings) {
    this(settings, Metrics.NONE);
  }

  public OpenAiModel(OpenAiSettings settings, Metrics metrics) {
    this.failures = new ModelFailures(settings);
    this.attempts =
        new Attempts(settings.retries(), failures, new ModelAccount(settings.model(), metrics));
    HttpClientBuilder http = new PatientHttp.Builder(settings.timeout(), settings.timeout());
    this.model = whole(settings, http);
    this.streaming = streaming(settings, http);
  }

  private static OpenAiChatModel whole(OpenAiSettings settings, HttpClientBuilder http) {
    var builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(settings.baseUrl().toString())
            .modelName(settings.model())
            .timeout(settings.timeout())
            .strictJsonSchema(true)
            .maxRetries(0); // its own would also repeat what can't get better, and log it
    settings.key().ifPresent(key -> builder.apiKey(key.value()));
    settings.temperature().ifPresent(builder::temperature);
    return builder.build();
  }

  private static OpenAiStreamingChatModel streaming(
      OpenAiSettings settings, HttpClientBuilder http) {
    var builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http)
            .baseUrl(settings.baseUrl().toString())
            .modelName(settings.model())
            .timeout(settings.timeout())
            .strictJsonSchema(true);
    settings.key().ifPresent(key -> builder.apiKey(key.value()));
    settings.temperature().ifPresent(builder::temperature);
    return builder.build();
  }

  @Override
  public ChatAnswer ask(ChatRequest request) {
    return attempts.run(
        () -> LangChainMessages.answer(model.chat(LangChainMessages.request(request)), request));
  }

  /// Tools that it calls are told of when it has said everything.
  @Override
  public ChatAnswer ask(ChatRequest request, AnswerListener listener) {
    ChatAnswer answer = attempts.run(() -> stream(request, listener));
    answer.toolRequests().forEach(listener::toolRequest);
    return answer;
  }

  private ChatAnswer stream(ChatRequest request, AnswerListener listener) {
    var streamed = new StreamedAnswer(listener);
    try {
      streaming.chat(LangChainMessages.request(request), streamed);
      return LangChainMessages.answer(streamed.response(), request);
    } catch (StreamedAnswer.Unwanted e) {
      throw e;
    } catch (RuntimeException e) {
      throw streamed.begun() ? failures.told(e) : e;
    }
  }
}
