package dev.keepsake.eval.run;

import dev.keepsake.eval.dataset.MarkedConversation;
import dev.keepsake.eval.score.JudgedSummary;
import dev.keepsake.eval.score.SummaryScore;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Summary;
import dev.keepsake.summary.Said;
import dev.keepsake.summary.Summarizer;
import java.util.List;
import java.util.Optional;

/// Has marked conversations summarised as episodes are.
public final class SummaryRun {
  private final Summarizer summarizer;

  /// @param summarizer one that writes a sentence a line
  public SummaryRun(Summarizer summarizer) {
    this.summarizer = summarizer;
  }

  /// @throws dev.keepsake.error.MemoryException if the model that is needed does not answer
  public SummaryScore score(List<MarkedConversation> conversations) {
    return new SummaryScore(
        conversations.stream().map(each -> new JudgedSummary(each, sentences(each))).toList());
  }

  private List<String> sentences(MarkedConversation conversation) {
    List<Said> said = conversation.messages().stream().map(SummaryRun::said).toList();
    return summarizer.summarize(Optional.empty(), said).map(Summary::text).stream()
        .flatMap(String::lines)
        .toList();
  }

  private static Said said(Message message) {
    return new Said(role(message.role()), message.content());
  }

  private static MessageRole role(Role role) {
    return switch (role) {
      case USER -> MessageRole.USER;
      case ASSISTANT -> MessageRole.ASSISTANT;
      case SYSTEM -> MessageRole.SYSTEM;
      case TOOL -> MessageRole.TOOL;
    };
  }
}
