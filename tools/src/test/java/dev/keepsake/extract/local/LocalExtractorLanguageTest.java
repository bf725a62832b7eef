package dev.keepsake.extract.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocalExtractorLanguageTest {
  private final LocalExtractor extractor = new LocalExtractor(TestMemory.model());

  @Test
  void a_message_is_read_by_the_rules_of_its_language() {
    assertThat(contents("Vivo en Ávila y soy fontanero."))
        .containsExactly(
            "The user said in Spanish: \"Vivo en Ávila.\"",
            "The user said in Spanish: \"Soy fontanero.\"");
  }

  @Test
  void sentences_of_two_languages_are_read_by_the_rules_of_each() {
    assertThat(contents("Danke dir! Ich wohne übrigens in Celle. I have two cats and a dog."))
        .anyMatch(content -> content.contains("Celle"))
        .anyMatch(content -> content.contains("two cats"));
  }

  @Test
  void a_language_without_rules_proposes_nothing() {
    Extraction read = extractor.extract(List.of(user("Jag bor i Göteborg och har två barn.")));
    assertThat(read.proposals()).isEmpty();
    assertThat(read.passedOver())
        .extracting(Extraction.PassedOver::reason)
        .containsExactly("unknown_language");
  }

  private List<String> contents(String message) {
    return extractor.extract(List.of(user(message))).proposals().stream()
        .map(Proposal.Save.class::cast)
        .map(Proposal.Save::content)
        .toList();
  }

  private static Message user(String content) {
    return new Message(Role.USER, content, Optional.empty());
  }
}
