package dev.keepsake.llm.scripted;

import dev.keepsake.llm.AnswerListener;
import dev.keepsake.llm.ChatAnswer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells an answer word by word, as models do.
final class Pieces {
  private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+$");

  private Pieces() {}

  static void tell(ChatAnswer answer, AnswerListener listener) {
    Matcher words = WORD.matcher(answer.text());
    while (words.find()) {
      listener.text(words.group());
    }
    answer.toolRequests().forEach(listener::toolRequest);
  }
}
