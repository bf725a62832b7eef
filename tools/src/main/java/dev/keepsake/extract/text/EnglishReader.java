package dev.keepsake.extract.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;

/// Splits English text into sentences and tags their words, with OpenNLP's models of the English
/// Web Treebank. Thread-safe; loading takes about half a second.
public final class EnglishReader {
  /// Longer sentences are no sentences: a list of numbers, a key, a line of a log.
  private static final int MAX_WORDS = 120;

  /// A conversation is read anew with each of its messages: so many texts are kept, and not for
  /// long.
  private static final int KEPT_TEXTS = 256;

  private static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private final Cache<String, List<Sentence>> read =
      Caffeine.newBuilder().maximumSize(KEPT_TEXTS).expireAfterWrite(KEPT_FOR).build();

  /// The models, read by the first text that needs them: immutable, and the same for every reader.
  private static final class Models {
    static final SentenceModel SENTENCES;
    static final TokenizerModel TOKENS;
    static final POSModel TAGS;

    static {
      try {
        SENTENCES = new SentenceModel(model("sentence"));
        TOKENS = new TokenizerModel(model("tokens"));
        TAGS = new POSModel(model("pos"));
      } catch (IOException e) {
        throw new UncheckedIOException("a model for English text can't be read", e);
      }
    }

    private Models() {}

    private static InputStream model(String kind) {
      String name = "/opennlp-en-ud-ewt-" + kind + "-1.3-2.5.4.bin";
      InputStream in = EnglishReader.class.getResourceAsStream(name);
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + name);
      }
      return in;
    }
  }

  /// The sentences of `text`; a line break ends one too.
  public List<Sentence> read(String text) {
    return read.get(text, this::readAnew);
  }

  private List<Sentence> readAnew(String text) {
    // one of each for every call: they keep state
    var detector = new SentenceDetectorME(Models.SENTENCES);
    var tokenizer = new TokenizerME(Models.TOKENS);
    var tagger = new POSTaggerME(Models.TAGS);
    var made = new ArrayList<Sentence>();
    for (String line : text.split("\\R")) {
      if (!line.isBlank()) {
        for (String sentence : detector.sentDetect(Spelling.writtenOut(line.strip()))) {
          made.add(sentence(sentence.strip(), tokenizer, tagger));
        }
      }
    }
    return made.stream().filter(s -> !s.words().isEmpty()).toList();
  }

  private static Sentence sentence(String text, TokenizerME tokenizer, POSTaggerME tagger) {
    Span[] spans = tokenizer.tokenizePos(text);
    if (spans.length > MAX_WORDS) {
      return new Sentence(text, List.of());
    }
    String[] words = Span.spansToStrings(spans, text);
    String[] tagged = tagger.tag(words);
    var made = new ArrayList<Word>();
    for (int i = 0; i < words.length; i++) {
      boolean spaced = i > 0 && spans[i - 1].getEnd() < spans[i].getStart();
      add(made, words[i], tagged[i], spaced);
    }
    return new Sentence(text, made);
  }

  /// The tokenizer leaves "partner's" together and the tagger calls it a noun with a particle: two
  /// words to the rules.
  private static void add(List<Word> made, String text, String tag, boolean spaced) {
    int mark = text.lastIndexOf('\'');
    if (tag.indexOf('+') > 0 && mark > 0) {
      String[] tags = tag.split("\\+", 2);
      String owner = text.substring(0, mark);
      String rest = text.substring(mark);
      made.add(new Word(owner, owner.toLowerCase(Locale.ROOT), tags[0], spaced));
      made.add(new Word(rest, rest.toLowerCase(Locale.ROOT), tags[1], false));
    } else {
      made.add(new Word(text, text.toLowerCase(Locale.ROOT), tag, spaced));
    }
  }
}
