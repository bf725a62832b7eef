package dev.keepsake.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.proxy.Recall.Found;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Operation;
import dev.keepsake.tool.Range;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.ToolCatalog;
import dev.keepsake.tool.ToolDispatcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A memory that fails is not waited for until it answers again, and is asked by one at a time.
final class RecallTest {
  private static final Caller CALLER =
      new Caller(
          new Tenant(
              new OrganizationId(new UUID(0, 1)), new ClientId(new UUID(0, 2)), new Scope("local")),
          Set.of(Right.READ),
          Optional.of(new UserName("ada")),
          Optional.empty(),
          "test",
          Entry.PROXY);

  @Doc(title = "Search", value = "Finds.")
  record Question(
      @Doc("What is looked for.") @Length(max = 2_000) String query,
      @Doc("How many.") @Range(min = 1, max = 100) Integer limit,
      @Doc("How near.") @Range(min = 0, max = 1) Double minScore) {}

  record Memories(@Doc("Those found.") List<String> memories) {}

  private boolean broken;
  private int asked;
  private long nanos = Long.MAX_VALUE - 7; // such a clock may turn over any time

  private final Recall recall =
      new Recall(
          new ToolDispatcher(
              new ToolCatalog(
                  List.of(
                      Operation.reading(
                          "query_memory",
                          Question.class,
                          Memories.class,
                          (_, question) -> search(question))))),
          Runnable::run,
          () -> nanos);

  private Memories search(Question question) {
    asked++;
    if (broken) {
      throw new MemoryException(ErrorCode.STORE_UNAVAILABLE, "The store does not answer.");
    }
    return new Memories(List.of(question.query()));
  }

  private Found ask() {
    return recall.find(CALLER, "tea");
  }

  @Test
  void one_that_failed_is_asked_again_after_a_rest_and_counts_once_it_has_answered() {
    assertThat(ask()).isInstanceOf(Found.Some.class);
    broken = true;
    for (int i = 0; i < 3; i++) {
      assertThat(ask()).isInstanceOf(Found.Unavailable.class);
    }
    assertThat(asked).isEqualTo(2);

    nanos += Duration.ofSeconds(5).toNanos();
    for (int i = 0; i < 3; i++) {
      assertThat(ask()).isInstanceOf(Found.Unavailable.class);
    }
    assertThat(asked).isEqualTo(3);

    broken = false;
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(ask()).isInstanceOf(Found.Unavailable.class);
    assertThat(ask()).isInstanceOf(Found.Some.class);
  }

  @Test
  void a_question_that_is_refused_is_no_failure_of_memory() {
    Caller nobody =
        new Caller(CALLER.tenant(), Set.of(), CALLER.user(), Optional.empty(), "test", Entry.PROXY);
    assertThat(recall.find(nobody, "tea")).isInstanceOf(Found.Nothing.class);
    assertThat(ask()).isInstanceOf(Found.Some.class);
  }
}
