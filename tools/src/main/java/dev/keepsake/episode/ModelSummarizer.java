package dev.keepsake.episode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Summary;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.summary.Said;
import dev.keepsake.summary.Summarizer;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was said, in the words of a language model. Thread-safe.
///
/// @param prompt with the variable `conversation`
record ModelSummarizer(ChatModel model, Prompt prompt) implements Summarizer {
  /// Of the conversation that a model is shown, in UTF-16 units: about 20,000 tokens. Of a longer
  /// one the end is shown.
  static final int MOST_CHARACTERS = 80_000;

  /// Of one message; what is longer was pasted.
  private static final int MOST_OF_MESSAGE = 4_000;

  /// @throws MemoryException with `MODEL_UNAVAILABLE` or `MODEL_FAILED`, the latter also if the
  ///   model answers nothing
  @Override
  public Optional<Summary> summarize(Optional<Summary> before, List<Said> said) {
    String conversation = lines(before, said);
    if (conversation.isEmpty()) {
      return before;
    }
    String asked = prompt.fill(Map.of("conversation", conversation));
    String answer =
        model.ask(new ChatRequest(List.of(new ChatMessage.User(asked)), List.of())).text().strip();
    if (answer.isEmpty()) {
      throw new MemoryException(ErrorCode.MODEL_FAILED, "The model summarised nothing.");
    }
    return Optional.of(new Summary(answer, Summary.Kind.MODEL));
  }

  /// One message a line as JSON, so that none can pass itself off as another, nor as the end.
  private static String lines(Optional<Summary> before, List<Said> said) {
    var lines = new ArrayList<String>();
    int left = MOST_CHARACTERS;
    for (Said one : said.reversed()) {
      if (isSpoken(one)) {
        String line = line(one.role().wireName(), one.text());
        if (line.length() > left) {
          break;
        }
        lines.add(line);
        left -= line.length();
      }
    }
    before.ifPresent(summary -> lines.add(line("summary of what was said before", summary.text())));
    Collections.reverse(lines);
    return String.join("\n", lines);
  }

  private static boolean isSpoken(Said said) {
    return (said.role() == MessageRole.USER || said.role() == MessageRole.ASSISTANT)
        && !said.text().isBlank();
  }

  private static String line(String role, String text) {
    ObjectNode json = WireJson.MAPPER.createObjectNode().put("role", role);
    return json.put("content", Cut.to(text, MOST_OF_MESSAGE)).toString().replace("<", "\\u003c");
  }
}
