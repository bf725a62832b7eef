package dev.keepsake.eval.score;

import dev.keepsake.eval.dataset.Keyword;
import dev.keepsake.eval.dataset.MarkedConversation;
import dev.keepsake.eval.dataset.MarkedConversation.Fact;
import java.util.List;

/// A conversation and the sentences of its summary. A fact is found if each of its keywords occurs
/// in one of the sentences.
///
/// @param sentences none, where the conversation has no summary
public record JudgedSummary(MarkedConversation conversation, List<String> sentences) {
  public JudgedSummary {
    sentences = List.copyOf(sentences);
  }

  public List<Fact> missed() {
    List<Words> read = sentences.stream().map(Words::of).toList();
    return conversation.facts().stream()
        .filter(fact -> !fact.keywords().stream().allMatch(keyword -> occurs(keyword, read)))
        .toList();
  }

  private static boolean occurs(Keyword keyword, List<Words> sentences) {
    return sentences.stream().anyMatch(sentence -> Keywords.find(keyword, sentence).isPresent());
  }

  public int facts() {
    return conversation.facts().size();
  }

  public int found() {
    return facts() - missed().size();
  }
}
