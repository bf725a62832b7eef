package dev.keepsake.extract.english;

import dev.keepsake.embed.Embedder;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.text.EnglishReader;
import dev.keepsake.extract.text.OwnText;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.memory.Confidence;
import java.util.ArrayList;
import java.util.List;

/// Reads English messages. A message is cut down to what its author says in their own name, that
/// into clauses, each clause is told by what is done with it ([ActReader]), what is told becomes a
/// statement in the third person, and every statement is judged ([Judge]). Thread-safe.
public final class EnglishRules {
  /// Proposals that are less sure are not even made: the policy discards from 0.5 down.
  private static final Confidence LEAST = new Confidence(0.3);

  private final EnglishReader reader = new EnglishReader();
  private final Vocabulary acts = Vocabulary.load("acts");
  private final Vocabulary worth = Vocabulary.load("worth");
  private final Judge judge;

  public EnglishRules(Embedder embedder) {
    this.judge = new Judge(new Prototypes(embedder), worth, acts);
  }

  /// @param conversation ends with a message of the user
  public Extraction read(List<Message> conversation) {
    OwnText own = OwnText.of(conversation.getLast().content());
    var passedOver = new ArrayList<PassedOver>();
    own.setAside().forEach(text -> passedOver.add(new PassedOver(text, "quotation")));
    Discourse discourse = Discourse.before(conversation, reader, worth, acts);
    MessageReading reading =
        new MessageReading(acts, worth, discourse, passedOver).read(reader.read(own.text()));
    var proposals = new ArrayList<Proposal>();
    if (reading.takesBack()) {
      List<Message> before = upToLastOfUser(conversation);
      if (!before.isEmpty()) {
        for (Proposal earlier : read(before).proposals()) {
          if (earlier instanceof Proposal.Save save) {
            proposals.add(
                new Proposal.Forget(save.content(), save.confidence(), reading.lastSentence()));
          }
        }
      }
    }
    reading.forgets().forEach(proposals::add);
    for (Candidate candidate : reading.candidates()) {
      Proposal.Save save = judged(candidate);
      if (save.confidence().atLeast(LEAST)) {
        proposals.add(save);
      } else {
        passedOver.add(new PassedOver(candidate.statement(), "passing"));
      }
    }
    return new Extraction(proposals, passedOver);
  }

  /// With its reason if it is worth remembering, else the reason alone if that is.
  private Proposal.Save judged(Candidate candidate) {
    Proposal.Save whole = judge.judge(candidate);
    return candidate
        .reason()
        .map(judge::judge)
        .filter(reason -> reason.confidence().compareTo(whole.confidence()) > 0)
        .orElse(whole);
  }

  private static List<Message> upToLastOfUser(List<Message> conversation) {
    for (int i = conversation.size() - 2; i >= 0; i--) {
      if (conversation.get(i).role() == Role.USER) {
        return conversation.subList(0, i + 1);
      }
    }
    return List.of();
  }
}
