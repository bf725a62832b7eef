package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two memories on one data folder, as when every client starts its own process.
class SharedFolderTest extends RuleTest {
  private TestMemory other;

  @BeforeEach
  void openTheOther() {
    other = openAnother();
  }

  @AfterEach
  void closeTheOther() {
    other.close();
  }

  @Test
  void what_one_writes_corrects_and_deletes_the_other_sees_at_once() {
    assertThat(other.found("where does the user live?")).isEmpty();
    String berlin = memory.saved("The user lives in Berlin");
    assertThat(other.found("where does the user live?"))
        .containsExactly("The user lives in Berlin");
    String lisbon = other.saved("The user lives in Lisbon", "supersedes", berlin);
    assertThat(memory.found("where does the user live?"))
        .containsExactly("The user lives in Lisbon");
    delete(lisbon);
    assertThat(other.found("where does the user live?")).isEmpty();
  }

  @Test
  void duplicates_are_seen_across_processes() {
    memory.saved("The user has two cats");
    other.saved("The user likes tea");
    assertThat(action(other.save("The user has two cats."))).isEqualTo("duplicate_skipped");
    assertThat(other.save("The user has 2 cats").get("rule").asText())
        .isEqualTo("semantic_duplicate");
    assertThat(action(memory.save("the user likes tea"))).isEqualTo("duplicate_skipped");
  }

  @Test
  void of_fifty_racers_with_one_statement_one_creates_and_49_are_told_of_it() {
    List<ObjectNode> answers =
        Racers.race(50, i -> (i % 2 == 0 ? memory : other).save("The user likes tea"));
    assertThat(
            answers.stream().collect(Collectors.groupingBy(a -> action(a), Collectors.counting())))
        .containsOnly(
            java.util.Map.entry("created", 1L), java.util.Map.entry("duplicate_skipped", 49L));
    assertThat(answers.stream().map(a -> id(a)).distinct()).hasSize(1);
    assertThat(memories()).isOne();
    assertThat(events()).isEqualTo(50);
    assertThat(other.keepsake.history().check(other.caller()).whole()).isTrue();
  }

  @Test
  void of_racers_with_the_same_in_other_words_one_creates() {
    List<ObjectNode> answers =
        Racers.race(
            20,
            i ->
                (i % 2 == 0 ? memory : other)
                    .save(i % 4 < 2 ? "The user has two cats" : "The user has 2 cats"));
    assertThat(answers.stream().filter(a -> action(a).equals("created"))).hasSize(1);
    assertThat(memories()).isOne();
  }

  @Test
  void both_writing_at_once_lose_and_double_nothing() {
    List<String> ids =
        Racers.race(
            40, i -> (i % 2 == 0 ? memory : other).saved("The locker number " + i + " is taken"));
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(memories()).isEqualTo(40);
    assertThat(memory.keepsake.history().check(memory.caller()).whole()).isTrue();
    for (TestMemory one : List.of(memory, other)) {
      assertThat(one.done("query_memory", "query", "locker", "limit", 50).get("memories"))
          .hasSize(40);
    }
  }
}
