package dev.keepsake.extract.local;

import dev.keepsake.embed.Embedder;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extractor;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.english.EnglishRules;
import dev.keepsake.extract.foreign.ForeignRules;
import dev.keepsake.extract.text.Language;
import dev.keepsake.extract.text.LanguageTeller;
import dev.keepsake.extract.text.OwnText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proposes by local rules, without network: what users say of themselves and of those near them,
/// what they prefer and decide, what they ask to have remembered and forgotten. Thread-safe; loads
/// the models for English with the first message that has some.
public final class LocalExtractor implements Extractor {
  /// What is longer is no message but a document.
  static final int MAX_CHARACTERS = 20_000;

  private static final LanguageTeller TELLER = new LanguageTeller();

  private final Embedder embedder;
  private final ForeignRules foreign = new ForeignRules();
  private @Nullable EnglishRules english;

  public LocalExtractor(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public Extraction extract(List<Message> conversation) {
    Message last = conversation.getLast();
    if (last.role() != Role.USER || last.content().isBlank()) {
      return Extraction.NOTHING;
    }
    if (last.content().length() > MAX_CHARACTERS) {
      return new Extraction(
          List.of(),
          List.of(new Extraction.PassedOver(last.content().substring(0, 200), "too_long")));
    }
    Language main = languageOf(conversation);
    Set<Language> all = TELLER.parts(OwnText.of(last.content()).text(), main).keySet();
    return all.size() <= 1 ? read(conversation, main) : readMixed(conversation, main);
  }

  private Extraction read(List<Message> conversation, Language language) {
    return switch (language) {
      case ENGLISH -> english().read(conversation);
      case UNKNOWN ->
          new Extraction(
              List.of(),
              List.of(
                  new Extraction.PassedOver(conversation.getLast().content(), "unknown_language")));
      case GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH ->
          foreign.read(conversation, language);
    };
  }

  /// People fall from one language into another: the sentences of each are read by its rules.
  private Extraction readMixed(List<Message> conversation, Language main) {
    OwnText own = OwnText.of(conversation.getLast().content());
    var proposals = new ArrayList<Extraction.Proposal>();
    var passedOver = new ArrayList<Extraction.PassedOver>();
    own.setAside().forEach(text -> passedOver.add(new Extraction.PassedOver(text, "quotation")));
    TELLER
        .parts(own.text(), main)
        .forEach((language, said) -> {
          var part = new ArrayList<>(conversation.subList(0, conversation.size() - 1));
          part.add(new Message(Role.USER, said, conversation.getLast().at()));
          Extraction read = read(part, language);
          proposals.addAll(read.proposals());
          passedOver.addAll(read.passedOver());
        });
    return new Extraction(proposals, passedOver);
  }

  private Language languageOf(List<Message> conversation) {
    return TELLER.tellLast(
        conversation.stream()
            .filter(message -> message.role() == Role.USER || message.role() == Role.ASSISTANT)
            .map(message -> OwnText.of(message.content()).text())
            .toList());
  }

  private synchronized EnglishRules english() {
    if (english == null) {
      english = new EnglishRules(embedder);
    }
    return english;
  }
}
