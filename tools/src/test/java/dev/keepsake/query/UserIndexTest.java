package dev.keepsake.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.Lifetime;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserId;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.MemoryReads;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// What a database that is fine does not show: a connection that breaks while an index is loaded,
/// and transactions that come to it in another order than they began.
final class UserIndexTest {
  private static final Owner OWNER = new Owner(new UserId(new UUID(1, 1)), new Scope("local"));
  private static final EmbeddingSpace SPACE = new EmbeddingSpace("none", 2);

  private final UserIndex index = new UserIndex(OWNER, new TextAnalysis());
  private final List<Memory> stored = new ArrayList<>();

  private static Memory memory(int number, Status status, long revision) {
    return new Memory(
        new MemoryId(new UUID(2, number)),
        OWNER,
        new Statement(
            MemoryType.FACT,
            new Content("Locker " + number + " is taken"),
            new Confidence(0.9),
            new Importance(0.5),
            List.of()),
        new Origin(
            Source.CHAT,
            Provenance.MODEL,
            Trust.MEDIUM,
            ExtractionType.TOOL,
            new ClientId(new UUID(3, 3)),
            Optional.empty(),
            Optional.empty()),
        Lifetime.from(Instant.EPOCH),
        status,
        Optional.empty(),
        EmbeddingStatus.PENDING,
        revision);
  }

  /// A transaction that sees what is stored now.
  ///
  /// @param breaksAfter so many memories
  private ReadTx sees(UserState state, int breaksAfter) {
    var all = List.copyOf(stored);
    MemoryReads memories = mock();
    doAnswer(call -> read(all, 0, breaksAfter, call.getArgument(1)))
        .when(memories)
        .active(any(), any());
    doAnswer(call -> read(all, call.getArgument(1), breaksAfter, call.getArgument(2)))
        .when(memories)
        .changedSince(any(), anyLong(), any());
    ReadTx tx = mock();
    when(tx.state()).thenReturn(state);
    when(tx.memories()).thenReturn(memories);
    return tx;
  }

  private static Object read(
      List<Memory> all, long since, int breaksAfter, Consumer<StoredMemory> each) {
    int read = 0;
    for (Memory memory : all) {
      if (memory.revision() > since) {
        if (read++ == breaksAfter) {
          throw new IllegalStateException("the connection is gone");
        }
        each.accept(new StoredMemory(memory, Optional.empty()));
      }
    }
    return read;
  }

  private static UserState state(long revision, long epoch) {
    return new UserState(revision, epoch, SPACE);
  }

  private List<Memory> found(List<Memory> guests) {
    return index
        .best("locker", Optional.empty(), guests, MemoryFilter.ALL, Instant.EPOCH, 0, 50)
        .found()
        .stream()
        .map(UserIndex.Found::memory)
        .toList();
  }

  @Test
  void a_load_that_broke_is_begun_anew() {
    for (int i = 0; i < 5; i++) {
      stored.add(memory(i, Status.ACTIVE, i + 1));
    }
    index.refresh(sees(state(5, 0), 99));
    assertThat(found(List.of())).hasSize(5);

    assertThatIllegalStateException().isThrownBy(() -> index.refresh(sees(state(5, 1), 2)));
    index.refresh(sees(state(5, 1), 99));
    assertThat(found(List.of())).as("after a purge").hasSize(5);

    stored.add(memory(5, Status.ACTIVE, 6));
    stored.add(memory(6, Status.ACTIVE, 7));
    assertThatIllegalStateException().isThrownBy(() -> index.refresh(sees(state(7, 1), 1)));
    index.refresh(sees(state(7, 1), 99));
    assertThat(found(List.of())).as("after two more").hasSize(7);
  }

  @Test
  void an_index_of_many_holes_whose_reload_broke_lacks_nothing() {
    stored.add(memory(0, Status.ACTIVE, 1));
    long revision = 1;
    for (int i = 1; i <= 1_100; i++) {
      stored.add(memory(i, Status.ACTIVE, ++revision));
    }
    index.refresh(sees(state(revision, 0), 9_999));
    for (int i = 1; i <= 1_100; i++) {
      stored.set(i, memory(i, Status.DELETED, ++revision));
    }
    index.refresh(sees(state(revision, 0), 9_999));
    assertThat(found(List.of())).hasSize(1);

    stored.removeIf(memory -> !memory.active());
    stored.add(memory(2_000, Status.ACTIVE, ++revision));
    UserState now = state(revision, 0);
    assertThatIllegalStateException().isThrownBy(() -> index.refresh(sees(now, 0)));
    index.refresh(sees(now, 99));
    assertThat(found(List.of())).hasSize(2);
  }

  @Test
  void a_transaction_that_began_before_a_purge_does_not_turn_back_what_a_later_one_has_loaded() {
    stored.add(memory(0, Status.ACTIVE, 1));
    ReadTx old = sees(state(1, 0), 99);
    stored.add(memory(1, Status.ACTIVE, 2));
    index.refresh(sees(state(2, 1), 99));
    assertThat(index.refresh(old)).isFalse();
    assertThat(found(List.of())).hasSize(2);
  }

  @Test
  void a_write_that_was_decided_after_the_transaction_saw_it_wait_is_found_once() {
    stored.add(memory(0, Status.ACTIVE, 1));
    index.refresh(sees(state(1, 0), 99));
    assertThat(found(List.of(memory(0, Status.ACTIVE, 0), memory(1, Status.ACTIVE, 0))))
        .extracting(memory -> memory.id().value().getLeastSignificantBits())
        .containsExactlyInAnyOrder(0L, 1L);
  }
}
