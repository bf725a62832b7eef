package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.extract.text.Word;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a sentence says at its beginning about the rest: that it is to be remembered, forgotten, or
/// that something is taken back. Pure.
final class Leads {
  private static final Pattern FILLERS =
      Pattern.compile(
          "( (please|thanks|thank|you|ok|okay|lol|haha|for|me|now|then|too|again|will|would|sorry|cheers|thx))*");

  /// "but don't save that", "please don't remember this: ...".
  private static final Pattern KEPT_OUT =
      Pattern.compile(
          ".* (do not|never|not to) (save|remember|store|keep|record|note) (this|that|it|any of"
              + " this) .*");

  private final Vocabulary acts;

  Leads(Vocabulary acts) {
    this.acts = acts;
  }

  /// What stands at the beginning.
  sealed interface Lead {
    /// @param rest what is to be remembered; empty if it follows in the next sentence
    record Remember(List<Word> rest) implements Lead {
      public Remember {
        rest = List.copyOf(rest);
      }
    }

    /// What was said before is to be remembered.
    record RememberThat() implements Lead {}

    /// @param what is to be forgotten
    record Forget(List<Word> what) implements Lead {
      public Forget {
        what = List.copyOf(what);
      }
    }

    record TakeBack() implements Lead {}

    /// What the sentence says is not to be kept.
    record KeptOut() implements Lead {}

    record None() implements Lead {}
  }

  Lead read(Sentence sentence, String flat) {
    String bare =
        flat.replaceFirst(
            "^ ((and|oh|ok|okay|so|also|but|wait|no|actually|hey|sorry|hmm|well|please|ah|btw|anyway|lol|haha|thanks|hi|hello|yes|yeah|ps|plus|then)"
                + " )+",
            " ");
    if (isWhole("take_back", bare)
        || isWhole("take_back", flat)
        || acts.beginning("jest", bare).isPresent()) {
      return new Lead.TakeBack();
    }
    if (KEPT_OUT.matcher(flat).matches()) {
      return new Lead.KeptOut();
    }
    Optional<Lead> forget = forget(sentence, flat, bare).or(() -> forgetLater(sentence));
    if (forget.isPresent()) {
      return forget.get();
    }
    if (isWhole("remember_after", bare) || isWhole("remember_after", flat)) {
      return new Lead.RememberThat();
    }
    if (acts.occursIn("not_remember", flat)) {
      return new Lead.None();
    }
    Optional<String> remember = longest("remember_lead", flat, bare);
    return remember
        .<Lead>map(phrase -> new Lead.Remember(rest(sentence.words(), flat, phrase)))
        .orElseGet(Lead.None::new);
  }

  private Optional<String> longest(String list, String flat, String bare) {
    Optional<String> whole = acts.beginning(list, flat);
    return whole.isPresent() ? whole : acts.beginning(list, bare);
  }

  /// The phrase, with nothing behind it that says more.
  private boolean isWhole(String list, String bare) {
    return acts.beginning(list, bare)
        .filter(phrase -> FILLERS.matcher(bare.strip().substring(phrase.length())).matches())
        .isPresent();
  }

  private Optional<Lead> forget(Sentence sentence, String flat, String bare) {
    Optional<String> phrase = longest("forget_lead", flat, bare);
    if (phrase.isEmpty()) {
      return Optional.empty();
    }
    List<Word> what = rest(sentence.words(), flat, phrase.get());
    String object = Grammar.flat(what);
    boolean ours =
        acts.occursIn("memory_object", object)
            || phrase.get().contains("forget")
            || phrase.get().contains("remember")
            || phrase.get().contains("keep");
    return what.isEmpty() || !ours || acts.occursIn("forget_not", flat)
        ? Optional.empty()
        : Optional.of(new Lead.Forget(what));
  }

  /// Behind a sign or a conjunction: "I'm over him, so forget everything about him".
  private Optional<Lead> forgetLater(Sentence sentence) {
    List<Word> words = sentence.words();
    for (int i = 1; i < words.size() - 2; i++) {
      boolean begins = words.get(i).sign() || words.get(i).lower().matches("so|and|but");
      List<Word> rest = words.subList(i + 1, words.size());
      if (begins
          && rest.getFirst().lower().matches("please|forget|delete|erase|remove|take|wipe")) {
        String flat = Grammar.flat(rest);
        Optional<Lead> found = forget(new Sentence(sentence.text(), rest), flat, flat);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// The words behind `phrase`, which stands in `flat`.
  private static List<Word> rest(List<Word> words, String flat, String phrase) {
    String before = flat.substring(0, flat.indexOf(" " + phrase + " "));
    int skip =
        before.strip().split(" ").length * (before.isBlank() ? 0 : 1) + phrase.split(" ").length;
    int at = 0;
    while (at < words.size() && skip > 0) {
      skip -= words.get(at).sign() ? 0 : 1;
      at++;
    }
    while (at < words.size() && (words.get(at).sign() || words.get(at).is("that"))) {
      at++;
    }
    return words.subList(at, words.size());
  }
}
