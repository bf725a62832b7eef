package dev.keepsake.extract.english;

import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.clause.Grammar;
import dev.keepsake.extract.text.EnglishReader;
import dev.keepsake.extract.text.OwnText;
import dev.keepsake.extract.text.Sentence;
import dev.keepsake.extract.text.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the messages before the last one leave behind: who was named, whether a game or a story is
/// being played, and what the assistant has just asked.
///
/// @param fiction whether what is said now is said in a part
/// @param question the last sentence of the assistant's last message, if that asks something
record Discourse(People people, boolean fiction, Optional<Sentence> question) {
  /// Older messages say little about the last one, and every one costs time.
  private static final int REACH = 30;

  /// "you are the interviewer and I am a candidate": parts are given out.
  private static final Pattern PARTS =
      Pattern.compile(
          ".* you are (the|a|an|my) (?!best|great|good|life|star|genius|legend)(\\S+ ){1,8}(and )?i"
              + " am (?!so|very|really|not|just|going|trying|looking|glad|happy|sorry)\\S+ .*");

  static Discourse before(
      List<Message> conversation, EnglishReader reader, Vocabulary worth, Vocabulary acts) {
    var people = new People(worth);
    boolean fiction = false;
    List<Message> earlier = conversation.subList(0, conversation.size() - 1);
    for (Message message : earlier.subList(Math.max(0, earlier.size() - REACH), earlier.size())) {
      if (message.role() == Role.USER) {
        for (Sentence sentence : reader.read(OwnText.of(message.content()).text())) {
          people.meet(sentence.words());
          fiction = fiction(fiction, Grammar.flat(sentence.words()), acts);
        }
      }
    }
    return new Discourse(people, fiction, question(earlier, reader));
  }

  static boolean fiction(boolean before, String flat, Vocabulary acts) {
    if (acts.occursIn("fiction_end", flat)) {
      return false;
    }
    boolean inPerson = acts.occursIn("fiction_person", flat) && acts.occursIn("fiction_make", flat);
    boolean play = flat.contains(" let us play ") && flat.contains(" you are ");
    return play
        || before
        || inPerson
        || acts.occursIn("fiction_lead", flat)
        || PARTS.matcher(flat).matches();
  }

  private static Optional<Sentence> question(List<Message> earlier, EnglishReader reader) {
    if (earlier.isEmpty() || earlier.getLast().role() != Role.ASSISTANT) {
      return Optional.empty();
    }
    List<Sentence> said = reader.read(earlier.getLast().content());
    return said.stream().filter(Sentence::asks).reduce((_, last) -> last);
  }
}
