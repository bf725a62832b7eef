package dev.keepsake.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// With the real model.
final class ExtractiveSummarizerTest {
  private static final ExtractiveSummarizer SUMMARIZER =
      new ExtractiveSummarizer(TestMemory.model(), Duration.ofMinutes(1));

  private static Said user(String text) {
    return new Said(MessageRole.USER, text);
  }

  private static Said assistant(String text) {
    return new Said(MessageRole.ASSISTANT, text);
  }

  private static List<String> lines(Optional<Summary> before, List<Said> said) {
    return SUMMARIZER.summarize(before, said).orElseThrow().text().lines().toList();
  }

  private static List<String> lines(List<Said> said) {
    return lines(Optional.empty(), said);
  }

  @Test
  void a_short_conversation_is_its_own_summary() {
    assertThat(
            lines(
                List.of(
                    new Said(MessageRole.SYSTEM, "You are a helpful assistant of the shop."),
                    user("I moved to Porto in May. My flat has two rooms."),
                    assistant("Congratulations on the new flat!"),
                    new Said(MessageRole.TOOL, "{\"weather\": \"it is raining in Porto\"}"))))
        .containsExactly(
            "I moved to Porto in May.",
            "My flat has two rooms.",
            "Congratulations on the new flat!");
  }

  @Test
  void nothing_that_is_said_in_sentences_has_no_summary() {
    assertThat(
            SUMMARIZER.summarize(
                Optional.empty(), List.of(user("ok"), user("```\nx = 1 + 2\n```"))))
        .isEmpty();
    var before = new Summary("The user lives in Porto.", Summary.Kind.MODEL);
    assertThat(SUMMARIZER.summarize(Optional.of(before), List.of(user("ok")))).contains(before);
  }

  private static final List<Said> MOVE =
      List.of(
          user("Hi there, how are you today?"),
          assistant("I'm fine, thanks! What can I do for you?"),
          user("I'm moving from Berlin to Lisbon in September. Nice weather, by the way."),
          assistant("How exciting! Is there anything that you want me to plan for the move?"),
          user(
              "The moving company comes on the 3rd of September and takes the furniture to"
                  + " Lisbon."),
          assistant("Noted: the movers come on the 3rd of September."),
          user("My new flat in Lisbon is in Alfama and is on the fourth floor without a lift."),
          assistant("Then the movers should know about the stairs."),
          user("Right. The landlord is called Senhor Almeida, he gives me the keys to the flat."),
          assistant("Shall I write to Senhor Almeida about the keys?"),
          user("Yes, please. Haha, great joke yesterday."),
          user("And cancel the electricity of the flat in Berlin for the end of August."),
          assistant("I'll draft the cancellation of the electricity contract."),
          user("Thanks a lot, that was it!"));

  @Test
  void at_most_five_sentences_in_their_order_the_same_each_time() {
    List<String> summary = lines(MOVE);
    assertThat(summary).hasSize(5).doesNotHaveDuplicates();
    String all = String.join("\n", MOVE.stream().map(Said::text).toList());
    assertThat(summary.stream().map(all::indexOf)).isSorted().allMatch(at -> at >= 0);
    assertThat(lines(MOVE)).isEqualTo(summary);
    assertThat(String.join(" ", summary))
        .contains("Lisbon", "3rd of September", "Senhor Almeida", "electricity")
        .doesNotContain("how are you", "Nice weather", "Thanks a lot");
    assertThat(summary).isNotEqualTo(lines(MOVE.subList(0, 5)));
  }

  /// Words are found without spaces between them too.
  @Test
  void what_tells_little_is_left_out_in_scripts_without_spaces() {
    List<String> summary =
        lines(
            List.of(
                user("我下个月从北京搬到上海。"),
                assistant("太好了，需要帮忙吗？"),
                user("今天天气真不错。"),
                user("新公寓在浦东，六楼没有电梯。"),
                user("搬家公司九月三号来搬家具。"),
                user("房东叫王先生，他会给我钥匙。"),
                user("北京公寓的电费八月底要停。")));
    assertThat(summary).hasSize(5).doesNotContain("今天天气真不错。", "太好了，需要帮忙吗？");
  }

  @Test
  void what_was_summarised_before_is_part_of_it() {
    Optional<Summary> before =
        Optional.of(
            new Summary("My cat is called Zorro.\nI work as a nurse.", Summary.Kind.EXTRACTIVE));
    assertThat(lines(before, List.of(user("I live in Porto now."))))
        .containsExactly("My cat is called Zorro.", "I work as a nurse.", "I live in Porto now.");
    assertThat(lines(before, MOVE)).hasSize(5);
  }

  @Test
  void what_is_said_again_is_said_once() {
    List<Said> said =
        Stream.concat(
                IntStream.range(0, 6).mapToObj(i -> user("My train to Porto leaves at nine.")),
                Stream.of(
                    user("The dog has to see the vet on Monday."),
                    user("My sister studies law in Vienna."),
                    user("The kitchen needs a new sink before winter."),
                    user("I play the cello in an orchestra."),
                    user("My boss has approved two weeks of leave.")))
            .toList();
    assertThat(lines(said)).hasSize(5).doesNotHaveDuplicates();
  }

  /// The sentences that are considered have an end, and are of the whole conversation.
  @Test
  void of_a_very_long_conversation_some_sentences_are_considered() {
    var said = new ArrayList<Said>();
    for (int i = 0; i < 3_000; i++) {
      said.add(user("In the year %d the village had %d houses and a mill.".formatted(i, 3 * i)));
      said.add(assistant("That is %d houses more than the year before it had.".formatted(i)));
    }
    said.add(user("!".repeat(200_000) + "x"));
    said.add(user("1. ".repeat(100_000)));
    List<Candidate> considered =
        Candidate.of(Optional.empty(), said, ExtractiveSummarizer.MOST_CONSIDERED);
    assertThat(considered).hasSize(ExtractiveSummarizer.MOST_CONSIDERED);
    assertThat(considered.getFirst().text()).contains("year 0 ");
    assertThat(considered.getLast().text()).contains("year 298");
    assertThat(considered).allMatch(one -> one.text().startsWith("In the year"));
  }
}
