package dev.keepsake.summary;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.IOUtils;

/// Finds the words of a text that tell something by themselves, whatever its language is: words by
/// Unicode's rules for word borders (UAX 29), pairs of characters where a script has no spaces,
/// without what is short or on the Snowball project's lists of stop words. Thread-safe.
final class Words {
  private static final int SHORTEST = 4;
  private static final int SHORTEST_NAME = 3;

  /// Of the languages that have few words in common with one another's stop words.
  private static final List<String> LANGUAGES =
      List.of("english", "german", "french", "spanish", "italian", "portuguese", "dutch");

  private static final Set<String> STOP_WORDS = stopWords();
  private static final Pattern ENDING = Pattern.compile("(['’]s|es|s|ed|ing|en|e)$");
  private static final Analyzer TOKENS = new Tokens();

  private static final class Tokens extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      var source = new StandardTokenizer();
      return new TokenStreamComponents(source, new CJKBigramFilter(source));
    }
  }

  private Words() {}

  /// In the order of the text, repeated as there.
  static List<Word> of(String text) {
    var words = new ArrayList<Word>();
    try (TokenStream stream = TOKENS.tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        String written = term.toString();
        if (tells(written)) {
          words.add(new Word(stem(written), kind(written, text, offset.startOffset())));
        }
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return words;
  }

  private static boolean tells(String written) {
    int first = written.codePointAt(0);
    if (Character.isDigit(first)) {
      return true;
    }
    int shortest = Character.isIdeographic(first) ? 2 : isCapital(first) ? SHORTEST_NAME : SHORTEST;
    return written.length() >= shortest
        && !STOP_WORDS.contains(written.toLowerCase(Locale.ROOT).replace('’', '\''));
  }

  private static boolean isCapital(int character) {
    return Character.isUpperCase(character) || Character.isTitleCase(character);
  }

  private static String stem(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return lower.length() > SHORTEST ? ENDING.matcher(lower).replaceFirst("") : lower;
  }

  private static Word.Kind kind(String written, String text, int at) {
    if (Character.isDigit(written.codePointAt(0))) {
      return Word.Kind.NUMBER;
    }
    if (!isCapital(written.codePointAt(0))) {
      return Word.Kind.PLAIN;
    }
    return isWithin(text, at) ? Word.Kind.CAPITAL : Word.Kind.OPENING;
  }

  /// Whether what stands before does not end a sentence.
  private static boolean isWithin(String text, int at) {
    if (at < 2 || text.charAt(at - 1) != ' ') {
      return false;
    }
    char before = text.charAt(at - 2);
    return Character.isLetterOrDigit(before) || ",;:)".indexOf(before) >= 0;
  }

  private static Set<String> stopWords() {
    var all = new HashSet<String>();
    for (String language : LANGUAGES) {
      String file = language + "_stop.txt";
      try (var words =
          new InputStreamReader(
              IOUtils.requireResourceNonNull(SnowballFilter.class.getResourceAsStream(file), file),
              StandardCharsets.UTF_8)) {
        for (Object word : WordlistLoader.getSnowballWordSet(words)) {
          all.add(new String((char[]) word));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Lucene's stop words can't be read", e);
      }
    }
    return Set.copyOf(all);
  }
}
