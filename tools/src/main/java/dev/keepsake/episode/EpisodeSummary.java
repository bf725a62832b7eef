package dev.keepsake.episode;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.Summary;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.store.Episode;
import dev.keepsake.summary.Said;
import dev.keepsake.summary.Summarizer;
import dev.keepsake.tool.Recalled;
import java.util.List;
import java.util.Optional;

/// Makes the text of an episode: by the language model where there is one, else of the
/// conversation's own sentences, and says which. Thread-safe.
///
/// @param extractive asked where there is no model, or it does not answer
/// @param prompt by which the model is asked
public record EpisodeSummary(Summarizer extractive, Optional<ChatModel> model, Prompt prompt) {

  /// What a text is made by.
  enum By {
    /// The model, or nothing if it fails.
    MODEL,
    /// The model, and where it fails the conversation's own sentences.
    WHAT_ANSWERS
  }

  /// What was recalled from the memory is as if nobody had said it.
  ///
  /// @return empty if nothing was said that could be told
  /// @throws MemoryException with `MODEL_UNAVAILABLE` or `MODEL_FAILED` if only the model will do
  Optional<Episode.Text> of(Optional<Summary> before, List<Said> said, By by) {
    List<Said> own =
        said.stream().map(one -> new Said(one.role(), Recalled.without(one.text()))).toList();
    return byModel(before, own, by)
        .or(() ->
            extractive
                .summarize(before, own)
                .flatMap(EpisodeSummary::storable)
                .map(summary -> new Episode.Text(summary, Optional.empty())));
  }

  /// Without what no memory can hold, such as the colours of a terminal.
  private static Optional<Summary> storable(Summary summary) {
    String text = Content.withoutRefused(summary.text());
    return text.isBlank() ? Optional.empty() : Optional.of(new Summary(text, summary.kind()));
  }

  private Optional<Episode.Text> byModel(Optional<Summary> before, List<Said> own, By by) {
    if (model.isEmpty()) {
      return Optional.empty();
    }
    try {
      return new ModelSummarizer(model.get(), prompt)
          .summarize(before, own)
          .filter(summary -> summary.kind() == Summary.Kind.MODEL)
          .flatMap(EpisodeSummary::storable)
          .map(summary -> new Episode.Text(summary, Optional.of(mark())));
    } catch (MemoryException e) {
      if (by == By.MODEL || !isOfModel(e)) {
        throw e;
      }
      return Optional.empty(); // the model has its line in the log
    }
  }

  static boolean isOfModel(MemoryException failure) {
    return failure.code() == ErrorCode.MODEL_UNAVAILABLE
        || failure.code() == ErrorCode.MODEL_FAILED;
  }

  private Episode.PromptMark mark() {
    return new Episode.PromptMark(prompt.name(), prompt.version(), prompt.sha256());
  }
}
