package dev.keepsake.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.score.JudgedSummary;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The shipped conversations, and what a file of them must look like.
final class MarkedConversationsTest {
  private static final List<MarkedConversation> SHIPPED = MarkedConversations.shipped();

  private static List<MarkedConversation> parse(String cases) {
    String json = "{\"version\": \"1\", \"cases\": [%s]}".formatted(cases);
    return MarkedConversations.parse("mine.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void twenty_conversations_are_long_enough_for_an_episode_and_have_three_to_five_facts() {
    assertThat(SHIPPED)
        .hasSize(20)
        .allSatisfy(one -> {
          assertThat(one.messages()).as(one.id()).hasSizeBetween(16, 30);
          assertThat(one.messages())
              .as(one.id())
              .filteredOn(message -> message.role() == Role.USER)
              .hasSizeGreaterThanOrEqualTo(8);
          assertThat(one.facts()).as(one.id()).hasSizeBetween(3, 5);
        });
    assertThat(SHIPPED).filteredOn(one -> one.language().equals("de")).hasSize(2);
    assertThat(SHIPPED).filteredOn(one -> one.language().equals("fr")).hasSize(1);
  }

  @Test
  void every_third_is_held_out_by_its_place() {
    for (int i = 0; i < SHIPPED.size(); i++) {
      Split split = (i + 1) % 3 == 0 ? Split.HELD_OUT : Split.TUNE;
      assertThat(SHIPPED.get(i).split()).as(SHIPPED.get(i).id()).isEqualTo(split);
    }
  }

  /// A check that nothing could pass would measure nothing, nor would one that everything passes.
  @Test
  void what_leaves_nothing_out_tells_every_fact_and_what_says_nothing_tells_none() {
    assertThat(SHIPPED)
        .allSatisfy(one -> {
          List<String> all = one.messages().stream().map(Message::content).toList();
          assertThat(new JudgedSummary(one, all).missed()).as(one.id()).isEmpty();
          assertThat(new JudgedSummary(one, all.subList(0, 1)).found())
              .as(one.id())
              .isLessThanOrEqualTo(2);
          assertThat(new JudgedSummary(one, List.of()).missed()).isEqualTo(one.facts());
        });
  }

  @Test
  void everything_that_does_not_fit_is_said_with_its_place() {
    assertThatThrownBy(() ->
            parse(
                """
                {"id": "a", "language": "en", "split": "some",
                 "conversation": [{"role": "user", "content": "Hi"}],
                 "facts": [{"id": "f", "fact": "x", "keyword": ["y"]}]}\
                """))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("case a, field split")
        .hasMessageContaining("did you mean `keywords`?")
        .hasMessageContaining("facts[0].keywords");
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("at least one case");
  }

  @Test
  void an_id_is_used_once() {
    String one =
        """
        {"id": "a", "language": "en", "split": "tune",
         "conversation": [{"role": "user", "content": "Hi"}],
         "facts": [{"id": "f", "fact": "x", "keywords": ["y", ["z", "v"]]}]}\
        """;
    assertThat(parse(one))
        .singleElement()
        .satisfies(read ->
            assertThat(read.facts().getFirst().keywords())
                .containsExactly(Keyword.of("y"), Keyword.of("z", "v")));
    assertThatThrownBy(() -> parse(one + ", " + one))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("\"a\" is used twice");
  }
}
