package dev.keepsake.query;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedding;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Similarity;
import dev.keepsake.store.MemoryFilter;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.StoredMemory;
import dev.keepsake.store.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One owner's active memories, searchable: vectors, and postings with that owner's own statistics.
///
/// It has the vectors of one embedding space, and is as of a revision of the user; [#refresh]
/// brings it to that of a transaction. Thread-safe.
public final class UserIndex {
  /// What an entry takes beside its text and its vectors; an estimate for the bound of
  /// [UserIndexes].
  private static final int ENTRY_BYTES = 600;

  /// Slots of removed memories that are put up with before the index is loaded anew.
  private static final int HOLES = 1_000;

  private final Owner owner;
  private final TextAnalysis analysis;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<MemoryId, Integer> slots = new HashMap<>();
  private final List<@Nullable Entry> entries = new ArrayList<>();
  private Postings postings = new Postings();
  private @Nullable Vectors vectors;
  private @Nullable UserState state;
  private long bytes;

  private record Entry(Memory memory, boolean whole, long bytes) {}

  UserIndex(Owner owner, TextAnalysis analysis) {
    this.owner = owner;
    this.analysis = analysis;
  }

  /// An index of these memories alone.
  static UserIndex of(Owner owner, TextAnalysis analysis, List<StoredMemory> memories) {
    var index = new UserIndex(owner, analysis);
    memories.forEach(index::put);
    return index;
  }

  /// Loads what is newer in `tx` than here. An index that is newer than `tx` stays as it is.
  ///
  /// @return whether anything was loaded
  public boolean refresh(ReadTx tx) {
    UserState now = tx.state();
    if (isCurrent(now)) {
      return false;
    }
    lock.writeLock().lock();
    try {
      UserState had = state;
      if (had != null && had.atLeast(now)) {
        return false;
      }
      state = null; // what is loaded in part must not be taken for the whole
      if (had == null || had.epoch() != now.epoch() || entries.size() > 2 * slots.size() + HOLES) {
        clear();
        tx.memories().active(owner, this::put);
      } else {
        tx.memories().changedSince(owner, had.revision(), this::apply);
      }
      state = now;
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Whether anything was ever loaded; waits for a load that is on its way.
  boolean isLoaded() {
    lock.readLock().lock();
    try {
      return state != null;
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Whether nothing was removed for good since it was loaded, as `now` has it.
  boolean isOfEpoch(UserState now) {
    lock.readLock().lock();
    try {
      return state != null && state.epoch() == now.epoch();
    } finally {
      lock.readLock().unlock();
    }
  }

  private boolean isCurrent(UserState now) {
    lock.readLock().lock();
    try {
      return state != null && state.atLeast(now);
    } finally {
      lock.readLock().unlock();
    }
  }

  /// Enters what a transaction of this process has changed, after its commit. Where another change
  /// came between, this does nothing: the next [#refresh] loads both.
  public void committed(UserState before, List<StoredMemory> changed) {
    lock.writeLock().lock();
    try {
      if (before.equals(state)) {
        changed.forEach(this::apply);
        state = new UserState(before.revision() + 1, before.epoch(), before.space());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /// Memories at least as close to `text` as `floor`, the closest first. Only those that were
  /// embedded as a whole.
  public List<Neighbour> neighbours(Embedding text, Similarity floor, int limit) {
    lock.readLock().lock();
    try {
      var near = new ArrayList<Neighbour>();
      double[] cosines = cosines(Optional.of(text));
      for (int slot = 0; slot < cosines.length; slot++) {
        Entry entry = entries.get(slot);
        if (entry != null && entry.whole() && cosines[slot] >= floor.value()) {
          near.add(new Neighbour(entry.memory(), Similarity.ofComputed(cosines[slot])));
        }
      }
      near.sort(Comparator.comparing(Neighbour::similarity).reversed());
      return List.copyOf(near.subList(0, Math.min(limit, near.size())));
    } finally {
      lock.readLock().unlock();
    }
  }

  /// The memories that match a query best.
  ///
  /// @param total how many there were to choose from
  public record Best(List<Found> found, int total) {}

  public record Found(Memory memory, ScoreParts parts) {}

  /// @param vector of the query; empty: by words alone
  /// @param guests memories that are not here and are searched as if they were, without a vector
  /// @param now memories expired by then are left out
  /// @param floor memories that score lower are left out
  public Best best(
      String query,
      Optional<Embedding> vector,
      List<Memory> guests,
      MemoryFilter filter,
      Instant now,
      double floor,
      int limit) {
    var terms = new LinkedHashSet<>(analysis.terms(query));
    lock.readLock().lock();
    try {
      // one may have moved in since the transaction saw it wait
      List<Memory> others =
          guests.stream().filter(guest -> !slots.containsKey(guest.id())).toList();
      Candidates candidates = candidates(terms, vector, others, filter, now);
      IntFunction<Memory> memory = candidate -> memory(candidates.slot(candidate), others);
      List<Found> found =
          Ranking.rank(candidates, floor, limit, bySeniority(memory)).stream()
              .map(i -> new Found(memory.apply(i), candidates.parts(i)))
              .toList();
      return new Best(found, candidates.size());
    } finally {
      lock.readLock().unlock();
    }
  }

  /// The same for every index of the same memories, in whatever order they were entered.
  private static Comparator<Integer> bySeniority(IntFunction<Memory> memory) {
    return Comparator.comparing(candidate -> memory.apply(candidate).id().value());
  }

  private Candidates candidates(
      Collection<String> terms,
      Optional<Embedding> vector,
      List<Memory> guests,
      MemoryFilter filter,
      Instant now) {
    double[] cosines = cosines(vector);
    List<List<String>> texts =
        guests.stream().map(guest -> analysis.terms(guest.content().text())).toList();
    Postings.Matches words = postings.match(terms, entries.size(), texts);
    var candidates = new Candidates(slots.size() + guests.size());
    for (int slot = 0; slot < words.bm25().length; slot++) {
      boolean empty = slot < entries.size() && entries.get(slot) == null;
      if (!empty && isWanted(memory(slot, guests), filter, now)) {
        double cosine = slot < cosines.length ? cosines[slot] : Double.NaN;
        candidates.add(slot, cosine, words.bm25()[slot], words.coverage()[slot]);
      }
    }
    return candidates;
  }

  private static boolean isWanted(Memory memory, MemoryFilter filter, Instant now) {
    return filter.accepts(memory) && !memory.lifetime().expiredAt(now);
  }

  /// Guests have the slots behind the last.
  private Memory memory(int slot, List<Memory> guests) {
    return slot < entries.size()
        ? Objects.requireNonNull(entries.get(slot)).memory()
        : guests.get(slot - entries.size());
  }

  private double[] cosines(Optional<Embedding> query) {
    if (query.isEmpty() || vectors == null) {
      double[] none = new double[entries.size()];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return vectors.cosines(query.get(), entries.size());
  }

  /// An estimate of what this index takes.
  long bytes() {
    lock.readLock().lock();
    try {
      return bytes;
    } finally {
      lock.readLock().unlock();
    }
  }

  private void apply(StoredMemory changed) {
    remove(changed.memory().id());
    if (changed.memory().active()) {
      put(changed);
    }
  }

  private void put(StoredMemory stored) {
    Memory memory = stored.memory();
    int slot = entries.size();
    List<Embedding> chunks = stored.vector().map(EmbeddedText::chunks).orElse(List.of());
    String text = memory.content().text();
    long size = ENTRY_BYTES + 6L * text.length();
    for (Embedding chunk : chunks) {
      if (vectors == null) {
        vectors = new Vectors(chunk.dimension());
      }
      vectors.add(slot, chunk);
      size += (long) Float.BYTES * chunk.dimension();
    }
    postings.add(slot, analysis.terms(text));
    entries.add(
        new Entry(memory, stored.vector().isPresent() && stored.vector().get().whole(), size));
    slots.put(memory.id(), slot);
    bytes += size;
  }

  private void remove(MemoryId id) {
    Integer slot = slots.remove(id);
    if (slot != null) {
      Entry entry = entries.set(slot, null);
      postings.remove(slot);
      if (vectors != null) {
        vectors.remove(slot);
      }
      bytes -= entry == null ? 0 : entry.bytes();
    }
  }

  private void clear() {
    slots.clear();
    entries.clear();
    postings = new Postings();
    vectors = null;
    bytes = 0;
  }
}
