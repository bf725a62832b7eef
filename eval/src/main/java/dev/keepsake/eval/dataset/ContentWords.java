package dev.keepsake.eval.dataset;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.IOUtils;

/// The words of an English text that mean something by themselves: without those on the Snowball
/// project's list of English stop words. Thread-safe.
final class ContentWords {
  private static final Pattern POSSESSIVE = Pattern.compile("['’][sS]$");

  private final Analyzer english = new EnglishAnalyzer(stopWords());

  /// @param stem the same for every inflection (Porter)
  /// @param surface as it is written, without a final `'s`
  /// @param opening whether it begins its text, where every word has a capital
  record Word(String stem, String surface, boolean opening) {
    boolean hasDigit() {
      return surface.codePoints().anyMatch(Character::isDigit);
    }

    boolean isName() {
      return !opening && Character.isUpperCase(surface.codePointAt(0));
    }
  }

  private static CharArraySet stopWords() {
    try (var words =
        new InputStreamReader(
            IOUtils.requireResourceNonNull(
                SnowballFilter.class.getResourceAsStream("english_stop.txt"), "english_stop.txt"),
            StandardCharsets.UTF_8)) {
      return WordlistLoader.getSnowballWordSet(words);
    } catch (IOException e) {
      throw new UncheckedIOException("Lucene's stop words can't be read", e);
    }
  }

  /// In the order of the text.
  List<Word> of(String text) {
    var words = new ArrayList<Word>();
    try (TokenStream stream = english.tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      var offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        String surface = text.substring(offset.startOffset(), offset.endOffset());
        words.add(
            new Word(
                term.toString(),
                POSSESSIVE.matcher(surface).replaceFirst(""),
                text.substring(0, offset.startOffset()).isBlank()));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return words;
  }

  /// Of all its words.
  Set<String> stems(String text) {
    var stems = new HashSet<String>();
    try (TokenStream stream = english.tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        stems.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return stems;
  }
}
