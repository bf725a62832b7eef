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
import org.jspecify.annotations.Nullable;

/// Proposes by local rules, without network: what users say of themselves and of those near them,
/// what they prefer and decide, what they ask to have remembered and forgotten. Thread-safe; loads
/// the models for English with the first message that has some.
public final class LocalExtractor implements Extractor {
  /// What is longer is no message but a document.
  static final int MAX_CHARACTERS = 20_000;

  private final Embedder embedder;
  private final LanguageTeller teller = new LanguageTeller();
  private final ForeignRules foreign = new ForeignRules(teller);
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
    Language language = languageOf(conversation);
    return switch (language) {
      case ENGLISH -> english().read(conversation);
      case UNKNOWN ->
          new Extraction(
              List.of(), List.of(new Extraction.PassedOver(last.content(), "unknown_language")));
      case GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH ->
          mixed(conversation, language);
    };
  }

  private Language languageOf(List<Message> conversation) {
    return teller.tellLast(
        conversation.stream()
            .filter(message -> message.role() == Role.USER || message.role() == Role.ASSISTANT)
            .map(message -> OwnText.of(message.content()).text())
            .toList());
  }

  /// People fall into English and back: its sentences are read as such.
  private Extraction mixed(List<Message> conversation, Language language) {
    Extraction said = foreign.read(conversation, language);
    String own = OwnText.of(conversation.getLast().content()).text();
    String inEnglish = teller.sentencesIn(Language.ENGLISH, language, own);
    if (inEnglish.isBlank()) {
      return said;
    }
    var before = new ArrayList<>(conversation.subList(0, conversation.size() - 1));
    before.add(new Message(Role.USER, inEnglish, conversation.getLast().at()));
    Extraction english = english().read(before);
    var proposals = new ArrayList<>(said.proposals());
    proposals.addAll(english.proposals());
    var passedOver = new ArrayList<>(said.passedOver());
    passedOver.addAll(english.passedOver());
    return new Extraction(proposals, passedOver);
  }

  private synchronized EnglishRules english() {
    if (english == null) {
      english = new EnglishRules(embedder);
    }
    return english;
  }
}
