package dev.keepsake.extract.foreign;

import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.text.Language;
import dev.keepsake.extract.text.OwnText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads messages in a language of which there is a vocabulary and no tagger. A message is cut down
/// to what its author says in their own name, that into clauses ([ClauseSplitter]); what a clause
/// states is told by its words ([KindReader]), and it is framed as it was said ([Framing]).
/// Thread-safe.
public final class ForeignRules {
  private final Map<Language, Lexicon> lexicons = new ConcurrentHashMap<>();

  /// @param conversation ends with a message of the user
  /// @param language one of [Language#FOREIGN]
  public Extraction read(List<Message> conversation, Language language) {
    Lexicon words = lexicons.computeIfAbsent(language, Lexicon::new);
    OwnText own = OwnText.of(conversation.getLast().content());
    var passedOver = new ArrayList<PassedOver>();
    own.setAside().forEach(text -> passedOver.add(new PassedOver(text, "quotation")));
    var reading =
        new MessageReading(
            new Framing(language, words), peopleOf(conversation, words, language), passedOver);
    reading.read(
        own.text().replace(OwnText.GAP, "[...]"), new AnswerReader(words).question(conversation));
    var proposals = new ArrayList<Proposal>();
    if (reading.takesBack()) {
      proposals.addAll(takenBack(conversation, language));
    }
    proposals.addAll(reading.proposals());
    return new Extraction(proposals, passedOver);
  }

  private List<Proposal> takenBack(List<Message> conversation, Language language) {
    for (int i = conversation.size() - 2; i >= 0; i--) {
      if (conversation.get(i).role() == Role.USER) {
        String evidence = conversation.getLast().content();
        return read(conversation.subList(0, i + 1), language).proposals().stream()
            .filter(Proposal.Save.class::isInstance)
            .map(Proposal.Save.class::cast)
            .<Proposal>map(
                save -> new Proposal.Forget(save.content(), false, save.confidence(), evidence))
            .toList();
      }
    }
    return List.of();
  }

  private static People peopleOf(List<Message> conversation, Lexicon words, Language language) {
    var people = new People(words);
    for (Message message : conversation.subList(0, conversation.size() - 1)) {
      if (message.role() == Role.USER) {
        String own = OwnText.of(message.content()).text();
        people.hear(own);
        if (language != Language.GERMAN) { // where every noun has a capital
          people.guess(own);
        }
      }
    }
    return people;
  }
}
