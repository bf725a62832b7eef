package dev.keepsake.extract.local;

import dev.keepsake.embed.Embedder;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extractor;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.extract.english.EnglishRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Proposes by local rules, without network: what users say of themselves and of those near them,
/// what they prefer and decide, what they ask to have remembered and forgotten. Thread-safe; loads
/// its models with the first message.
public final class LocalExtractor implements Extractor {
  /// What is longer is no message but a document.
  static final int MAX_CHARACTERS = 20_000;

  private final Embedder embedder;
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
    return english().read(conversation);
  }

  private synchronized EnglishRules english() {
    if (english == null) {
      english = new EnglishRules(embedder);
    }
    return english;
  }
}
