package dev.keepsake.write.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The vocabularies, read once from the `.txt` files beside this class. Where two files list one
/// phrase, the file that is read first wins; of several phrases that begin at one word, the
/// longest.
final class Lexicon {
  static final Lexicon SHIPPED = new Lexicon();

  /// What a phrase is to the reader.
  enum Sense {
    FUNCTION,
    FOREIGN,
    SELF,
    VERB,
    FILLER,
    ENDED,
    HARD_CLAUSE,
    SOFT_CLAUSE,
    NEGATION,
    MODALITY,
    SLOT,
    ROLE,
    WORD,
    NUMBER,
    ORDINAL,
    CALENDAR
  }

  /// Whether a word turns its clause round, as "dislikes" does, or has an opposite that would.
  enum Polarity {
    NONE,
    POSITIVE,
    NEGATIVE
  }

  /// @param length how many tokens the phrase took
  record Entry(Sense sense, String key, Polarity polarity, int length) {}

  private record Side(int set, int side) {}

  private final Map<String, Entry> exact = new HashMap<>();
  private final Map<String, Entry> byStem = new HashMap<>();

  /// The length of the longest phrase by its first word, or by its stem: most words begin none.
  private final Map<String, Integer> longestExact = new HashMap<>();

  private final Map<String, Integer> longestByStem = new HashMap<>();
  private final Map<String, Set<Side>> sides = new HashMap<>();
  private final NearSynonyms nearSynonyms = new NearSynonyms();
  private final Set<String> singleValued = new HashSet<>();
  private final Set<String> limiting = new HashSet<>();
  private final Set<String> imperatives = new HashSet<>();
  private final Set<String> light = new HashSet<>();

  private Lexicon() {
    keyed("calendar", Sense.CALENDAR);
    keyed("numbers", Sense.NUMBER);
    keyed("ordinals", Sense.ORDINAL);
    keyed("negations", Sense.NEGATION);
    keyed("modality", Sense.MODALITY);
    keyed("fillers", Sense.FILLER);
    keyed("clauses", Sense.HARD_CLAUSE);
    keyed("slots", Sense.SLOT);
    keyed("function-words", Sense.FUNCTION);
    meanings("roles", Sense.ROLE);
    meanings("synonyms", Sense.WORD);
    opposites();
    irregularVerbs();
    nearSynonyms();
    lines("single-valued").forEach(line -> singleValued.add(wordKey(line)));
    lines("limiting").forEach(line -> limiting.add(wordKey(line)));
    lines("light")
        .forEach(line -> {
          String key = wordKey(line);
          light.add(key);
          list(line, Sense.WORD, key, Polarity.NONE, true);
        });
    lines("imperatives").forEach(line -> imperatives.add(line.strip()));
  }

  /// The longest phrase that begins at `from`, if any is listed.
  @Nullable Entry find(List<Token> tokens, int from) {
    String first = tokens.get(from).folded();
    int exactly = longestExact.getOrDefault(first, 0);
    int stems = longestByStem.getOrDefault(Stem.of(first), 0);
    for (int length = Math.min(Math.max(exactly, stems), tokens.size() - from);
        length > 0;
        length--) {
      List<Token> phrase = tokens.subList(from, from + length);
      Entry entry = length <= exactly ? exact.get(joined(phrase)) : null;
      if (entry == null && length <= stems) {
        entry = byStem.get(stemmed(phrase));
      }
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  @Nullable Entry find(Token token) {
    return exact.get(token.folded());
  }

  /// Whether both are in one set of opposites, on different sides.
  boolean opposed(String key, String other) {
    for (Side side : sides.getOrDefault(key, Set.of())) {
      for (Side opposite : sides.getOrDefault(other, Set.of())) {
        if (side.set() == opposite.set() && side.side() != opposite.side()) {
          return true;
        }
      }
    }
    return false;
  }

  boolean hasOpposites(String key) {
    return sides.containsKey(key);
  }

  /// Whether a set of near synonyms has both, and no set of opposites.
  boolean isNear(String key, String other) {
    return nearSynonyms.isNear(key, other) && !opposed(key, other);
  }

  boolean isSingleValued(String key) {
    return singleValued.contains(key);
  }

  /// Whether leaving it out says more, as with "most" and "decaf".
  boolean isLimiting(String key) {
    return limiting.contains(key);
  }

  boolean isImperative(String folded) {
    return imperatives.contains(folded);
  }

  boolean isLight(String key) {
    return light.contains(key);
  }

  private void keyed(String file, Sense sense) {
    for (String line : lines(file)) {
      int equals = line.indexOf('=');
      String key = line.substring(0, equals).strip();
      Sense own = own(key, sense);
      for (String phrase : line.substring(equals + 1).split(",", -1)) {
        list(phrase, own, key, Polarity.NONE, false);
      }
    }
  }

  private static Sense own(String key, Sense sense) {
    return switch (key) {
      case "self" -> Sense.SELF;
      case "verb" -> Sense.VERB;
      case "foreign" -> Sense.FOREIGN;
      case "ended" -> Sense.ENDED;
      case "soft" -> Sense.SOFT_CLAUSE;
      default -> sense;
    };
  }

  private void meanings(String file, Sense sense) {
    for (String line : lines(file)) {
      String[] phrases = line.split(",", -1);
      String key = stemmed(Tokenizer.tokens(phrases[0]));
      for (String phrase : phrases) {
        list(phrase, sense, key, Polarity.NONE, true);
      }
    }
  }

  private void opposites() {
    int set = 0;
    for (String line : lines("opposites")) {
      String[] parts = line.split("\\|", -1);
      String positive = wordKey(parts[0].split(",", -1)[0]);
      boolean polar = parts[1].strip().startsWith("!");
      for (int side = 0; side < parts.length; side++) {
        String[] phrases = parts[side].replace("!", "").split(",", -1);
        String key = polar ? positive : wordKey(phrases[0]);
        Polarity polarity =
            !polar ? Polarity.NONE : side == 0 ? Polarity.POSITIVE : Polarity.NEGATIVE;
        sides.computeIfAbsent(key, _ -> new HashSet<>()).add(new Side(set, side));
        for (String phrase : phrases) {
          list(phrase, Sense.WORD, key, polarity, true);
        }
      }
      set++;
    }
  }

  private void irregularVerbs() {
    IrregularVerbs.ENGLISH
        .basesByForm()
        .forEach((form, base) -> list(form, Sense.WORD, wordKey(base), Polarity.NONE, false));
  }

  private void nearSynonyms() {
    int set = 0;
    for (String line : lines("near-synonyms")) {
      for (String phrase : line.split(",", -1)) {
        String key = wordKey(phrase);
        nearSynonyms.put(set, key);
        if (phrase.strip().indexOf(' ') > 0) {
          list(phrase, Sense.WORD, key, Polarity.NONE, true);
        }
      }
      set++;
    }
  }

  private String wordKey(String phrase) {
    List<Token> tokens = Tokenizer.tokens(phrase);
    Entry entry = find(tokens, 0);
    return entry != null && entry.sense() == Sense.WORD && entry.length() == tokens.size()
        ? entry.key()
        : stemmed(tokens);
  }

  private void list(String phrase, Sense sense, String key, Polarity polarity, boolean inflected) {
    List<Token> tokens = Tokenizer.tokens(phrase);
    Entry entry = new Entry(sense, key, polarity, tokens.size());
    String first = tokens.getFirst().folded();
    exact.putIfAbsent(joined(tokens), entry);
    longestExact.merge(first, tokens.size(), Math::max);
    if (inflected) {
      byStem.putIfAbsent(stemmed(tokens), entry);
      longestByStem.merge(Stem.of(first), tokens.size(), Math::max);
    }
  }

  private static String joined(List<Token> tokens) {
    return join(tokens, false);
  }

  private static String stemmed(List<Token> tokens) {
    return join(tokens, true);
  }

  private static String join(List<Token> tokens, boolean stems) {
    StringBuilder joined = new StringBuilder();
    for (Token token : tokens) {
      joined.append(joined.isEmpty() ? "" : " ");
      joined.append(stems ? Stem.of(token.folded()) : token.folded());
    }
    return joined.toString();
  }

  /// The lines of a vocabulary, without comments.
  static List<String> lines(String vocabulary) {
    String name = vocabulary + ".txt";
    try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
