package dev.keepsake.extract.english;

import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.clause.SubjectWords;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Word;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a statement of an elliptical answer and the question before it: "Do you have pets?", "yes,
/// two cats" becomes "The user has two cats". Pure.
final class AnswerReader {
  private static final int LONGEST = 14;
  private static final int LONGEST_QUESTION = 120;
  private static final Pattern DO_YOU =
      Pattern.compile(
          ".* do you (still |also |currently |usually |normally |actually )*(\\w+)( any| a| an|"
              + " some)?( .*)? ");
  private static final Pattern ARE_YOU =
      Pattern.compile(
          ".* are you"
              + " ((?!looking|planning|trying|going|sure|thinking|after|ready|asking|using|referring|open|interested|okay|ok).*)"
              + " ");
  private static final Pattern WHAT_IS = Pattern.compile(".* what (?:is|are) your ([\\w' -]+?) ");
  private static final Pattern WHERE =
      Pattern.compile(
          ".* where (?:do|are) you (live|work|study|based|from|located|living|working)\\b.*");
  private static final Pattern HOW_MANY = Pattern.compile(".* how many ([\\w ]+) do you have.*");
  private static final Pattern HOW_OLD =
      Pattern.compile(".* how old (?:is|are) (you|your [\\w ]+?) ");
  private static final Pattern WHICH =
      Pattern.compile(
          ".* (?:what|which) (?:kind of |type of |sort of )?([\\w ]+?) do you"
              + " (prefer|like|use|speak|drive|play|have|own|teach|study|work in|work"
              + " with|read|drink|eat) .*");

  private AnswerReader() {}

  static Optional<String> read(Sentence question, Sentence answer) {
    if (answer.asks()
        || answer.words().size() > LONGEST
        || SubjectWords.hasSubject(answer.words())) {
      return Optional.empty();
    }
    String asked = Grammar.flat(question.words());
    boolean no = answer.words().getFirst().lower().matches("no|nope|nah|none");
    String rest = rest(answer.words());
    if (rest.isEmpty()
        && !no
        && !answer.words().getFirst().lower().matches("yes|yeah|yep|yup|sure|correct|indeed")) {
      return Optional.empty();
    }
    boolean refused = no && !rest.isEmpty();
    return (refused ? Optional.<String>empty() : statement(asked, rest, no))
        .or(() -> quoted(question, asked, rest));
  }

  /// Where nothing better can be made of it: the question and the answer.
  private static Optional<String> quoted(Sentence question, String asked, String rest) {
    boolean personal = asked.matches(".* (you|your|any|anything|who|there) .*");
    String about = question.text().replace('"', '\'').replaceFirst("\\?+$", "");
    return personal && !rest.isEmpty() && about.length() <= LONGEST_QUESTION
        ? Optional.of("Asked \"" + about + "?\" the user said: " + rest + ".")
        : Optional.empty();
  }

  /// Without the yes, the no, and what is said to soften them.
  private static String rest(List<Word> words) {
    int at = 0;
    while (at < words.size()
        && (words.get(at).sign()
            || words
                .get(at)
                .lower()
                .matches(
                    "yes|yeah|yep|yup|no|nope|nah|sure|correct|indeed|well|oh|ok|okay|actually|just|um|uh|hmm|haha|only|so|ah|mostly|usually"))) {
      at++;
    }
    var text = new StringBuilder();
    for (Word word : words.subList(at, words.size())) {
      if (word.lower().matches("[.!]+")) {
        break;
      }
      text.append(word.spaced() && !text.isEmpty() ? " " : "").append(word.text());
    }
    return text.toString().strip();
  }

  private static Optional<String> statement(String asked, String rest, boolean no) {
    Matcher where = WHERE.matcher(asked);
    if (where.matches() && !rest.isEmpty()) {
      String verb =
          switch (where.group(1)) {
            case "work", "working" -> "works";
            case "study" -> "studies";
            case "from" -> "is from";
            default -> "lives";
          };
      String place =
          rest.matches("(?i)(in|at|near|on|for) .*") || verb.endsWith("from") ? rest : "in " + rest;
      return Optional.of("The user " + verb + " " + place.replaceFirst("^(?i)from ", "") + ".");
    }
    Matcher age = HOW_OLD.matcher(asked);
    if (age.matches()
        && rest.matches(
            ".*\\b(\\d+|\\w+teen|\\w+ty|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve).*")) {
      String who =
          age.group(1).equals("you")
              ? "The user is "
              : "The user's " + age.group(1).substring(5) + " is ";
      return Optional.of(who + rest + (rest.matches("\\d+") ? " years old." : "."));
    }
    Matcher many = HOW_MANY.matcher(asked);
    if (many.matches() && !rest.isEmpty()) {
      return Optional.of(
          "The user has " + rest + (rest.matches("\\w+") ? " " + many.group(1).strip() : "") + ".");
    }
    Matcher which = WHICH.matcher(asked);
    if (which.matches() && !rest.isEmpty()) {
      return Optional.of(
          "The user " + Grammar.thirdPerson(which.group(2).strip()) + " " + rest + ".");
    }
    Matcher what = WHAT_IS.matcher(asked);
    boolean ofNow =
        what.matches()
            && what.group(1)
                .matches(
                    ".*(feelings?|thoughts?|opinion|question|plan|idea|take|budget|price|goal|preference).*");
    if (what.matches() && !rest.isEmpty() && !ofNow) {
      return Optional.of("The user's " + what.group(1).strip() + " is " + rest + ".");
    }
    return yesOrNo(asked, rest, no);
  }

  private static Optional<String> yesOrNo(String asked, String rest, boolean no) {
    Matcher does = DO_YOU.matcher(asked);
    if (does.matches()
        && !does.group(2)
            .matches(
                "do|want|need|think|mean|know|feel|mind|see|remember|happen|plan|get|say|expect|hope")
        && (!does.group(2).equals("prefer")
            || rest.matches("(?i).*\\b(always|usually|generally|never|mostly)\\b.*"))) {
      String object = does.group(4) == null ? "" : does.group(4).strip();
      if (no) {
        return rest.isEmpty()
            ? Optional.of(
                "The user does not "
                    + does.group(2)
                    + " "
                    + (does.group(3) == null ? "" : "any ")
                    + object
                    + ".")
            : Optional.empty();
      }
      String said = rest.isEmpty() ? object : rest;
      return Optional.of("The user " + Grammar.thirdPerson(does.group(2)) + " " + said + ".");
    }
    Matcher is = ARE_YOU.matcher(asked);
    if (is.matches() && rest.isEmpty()) {
      return Optional.of("The user is " + (no ? "not " : "") + is.group(1).strip() + ".");
    }
    boolean any =
        asked.matches(
            ".* any"
                + " .*\\b(allerg\\w+|pets?|animals?|kids|children|siblings|intolerances?|restrictions|preferences|injur\\w+|conditions?|experience|hobbies|medications?)\\b.*");
    if (any && !rest.isEmpty()) {
      boolean owns = asked.matches(".*\\b(pets?|animals?|kids|children|siblings)\\b.*");
      return Optional.of(
          owns
              ? "The user has " + rest + "."
              : "Asked about "
                  + asked.replaceFirst(".* any ", "").strip()
                  + ", the user said: "
                  + rest
                  + ".");
    }
    return Optional.empty();
  }
}
