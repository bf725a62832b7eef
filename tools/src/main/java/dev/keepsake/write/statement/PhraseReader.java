package dev.keepsake.write.statement;

import dev.keepsake.write.statement.Lexicon.Entry;
import dev.keepsake.write.statement.Lexicon.Sense;
import dev.keepsake.write.statement.Token.Start;
import java.util.List;
import java.util.Set;

/// Tells whether a word stands before another one of its phrase: "a red car".
final class PhraseReader {
  private static final Set<String> DETERMINERS =
      Set.of("a", "an", "the", "this", "that", "their", "his", "her", "its", "my", "our", "your");
  private static final int LONGEST_PHRASE = 4;

  private final List<Token> tokens;
  private final Lexicon lexicon;

  PhraseReader(List<Token> tokens, Lexicon lexicon) {
    this.tokens = tokens;
    this.lexicon = lexicon;
  }

  /// Whether it stands right before a word, and behind an article or the like with nothing but
  /// words between.
  boolean isModifier(int from, int to) {
    if (to >= tokens.size() || !isPlainWord(to)) {
      return false;
    }
    int at = from - 1;
    while (at >= 0 && from - at <= LONGEST_PHRASE && isPlainWord(at) && !tokens.get(at).owner()) {
      at--;
    }
    return at >= 0 && (tokens.get(at).owner() || DETERMINERS.contains(tokens.get(at).folded()));
  }

  private boolean isPlainWord(int at) {
    Entry entry = lexicon.find(tokens.get(at));
    return tokens.get(at).start() == Start.NOTHING
        && tokens.get(at).isWord()
        && (entry == null || entry.sense() == Sense.WORD || entry.sense() == Sense.ORDINAL);
  }
}
