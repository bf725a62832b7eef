package dev.keepsake.eval.run;

import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.recording.CaseDigest;
import dev.keepsake.eval.recording.RecordedCase;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps what a model answers in one case. Not thread-safe.
final class RecordedModel implements ChatModel {
  private final ChatModel model;
  private final List<ChatAnswer> answers = new ArrayList<>();
  private Optional<RecordedCase.Failure> failure = Optional.empty();

  RecordedModel(ChatModel model) {
    this.model = model;
  }

  @Override
  public ChatAnswer ask(ChatRequest request) {
    try {
      ChatAnswer answer = model.ask(request);
      answers.add(answer);
      return answer;
    } catch (MemoryException e) {
      failure = Optional.of(new RecordedCase.Failure(e.code(), String.valueOf(e.getMessage())));
      throw e;
    }
  }

  RecordedCase of(WriteCase one) {
    return new RecordedCase(one.id(), CaseDigest.of(one), answers, failure);
  }
}
