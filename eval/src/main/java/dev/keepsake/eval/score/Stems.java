package dev.keepsake.eval.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;

/// A folded word without its inflection, as each of several languages would have it: which one a
/// text is written in is not known.
///
/// @param ofAnyWord English (Porter and its successor), German, Dutch, French; `""` where one
///   leaves too little
/// @param ofNoName Spanish, Italian, Portuguese: they take away the vowels that tell Maria from
///   Mario
record Stems(List<String> ofAnyWord, List<String> ofNoName) {
  /// Shorter stems are shared by words that have nothing to do with each other: "on" and "one".
  private static final int SHORTEST = 3;

  static final Stems NONE = new Stems(List.of(), List.of());

  private static final List<Analyzer> ANY_WORD =
      List.of(
          new OneWord(PorterStemFilter::new),
          new OneWord(in -> new SnowballFilter(in, new EnglishStemmer())),
          new OneWord(GermanLightStemFilter::new),
          new OneWord(in -> new SnowballFilter(in, new DutchStemmer())),
          new OneWord(FrenchLightStemFilter::new));
  private static final List<Analyzer> NO_NAME =
      List.of(
          new OneWord(SpanishLightStemFilter::new),
          new OneWord(ItalianLightStemFilter::new),
          new OneWord(PortugueseLightStemFilter::new));

  static Stems of(String folded) {
    return new Stems(stems(ANY_WORD, folded), stems(NO_NAME, folded));
  }

  private static List<String> stems(List<Analyzer> languages, String word) {
    return languages.stream()
        .map(language -> stem(language, word))
        .map(stem -> stem.length() < SHORTEST ? "" : stem)
        .toList();
  }

  private static String stem(Analyzer language, String word) {
    var stem = new ArrayList<String>(1);
    try (TokenStream stream = language.tokenStream("", word)) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        stem.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
    return String.join("", stem);
  }

  /// @param names whether one of the words is a name
  boolean meet(Stems other, boolean names) {
    return anyEqual(ofAnyWord, other.ofAnyWord) || (!names && anyEqual(ofNoName, other.ofNoName));
  }

  private static boolean anyEqual(List<String> some, List<String> others) {
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      if (!some.get(i).isEmpty() && some.get(i).equals(others.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static final class OneWord extends Analyzer {
    private final UnaryOperator<TokenStream> stemmer;

    OneWord(UnaryOperator<TokenStream> stemmer) {
      this.stemmer = stemmer;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      var source = new KeywordTokenizer();
      return new TokenStreamComponents(source, stemmer.apply(source));
    }
  }
}
