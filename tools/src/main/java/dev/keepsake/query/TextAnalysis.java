package dev.keepsake.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// A text as the terms by which it is found: words by Unicode's rules for word borders (UAX 29),
/// folded for case, accents and English inflection, without the commonest English words.
///
/// What a person would search for to the letter (`QX-48213`, `ada@example.org`, `v3.11`) is a term
/// as a whole too, marked with a leading `=`: its parts may be common, the whole is not.
/// Thread-safe.
final class TextAnalysis {
  private final Analyzer words = new Words();

  private static final class Words extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      var source = new StandardTokenizer();
      TokenStream folded =
          new ASCIIFoldingFilter(new LowerCaseFilter(new EnglishPossessiveFilter(source)));
      TokenStream kept = new StopFilter(folded, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
      return new TokenStreamComponents(source, new PorterStemFilter(kept));
    }
  }

  /// The terms in the order of the text, repeated as there.
  List<String> terms(String text) {
    var terms = new ArrayList<String>();
    try (TokenStream stream = words.tokenStream("", text)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    addWholeTokens(text, terms);
    return terms;
  }

  private static void addWholeTokens(String text, List<String> terms) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    for (String token : folded.split("[\\s\\p{Z}]+")) {
      String bare = trimmed(token);
      if (bare.chars().anyMatch(c -> !Character.isLetter(c))) {
        terms.add("=" + bare);
      }
    }
  }

  /// Without punctuation at either end.
  private static String trimmed(String token) {
    int start = 0;
    int end = token.length();
    while (start < end && !Character.isLetterOrDigit(token.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(token.charAt(end - 1))) {
      end--;
    }
    return token.substring(start, end);
  }
}
