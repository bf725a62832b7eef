package dev.keepsake.transfer;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ContentHash;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.store.Message;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.TransferReads.Said;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.store.WriteTx;
import dev.keepsake.transfer.ImportDecision.Create;
import dev.keepsake.transfer.MemoryFile.Visitor;
import dev.keepsake.write.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The second reading of a file: memories are decided on and stored batch by batch, each batch in a
/// transaction that looks at everything again.
final class ImportRun implements Visitor {
  /// Some tens of milliseconds under the lock, so that other writers are hardly kept waiting.
  private static final int BATCH = 250;

  private final Transactions transactions;
  private final EmbeddingSpace space;
  private final InstantSource clock;
  private final Owner owner;
  private final ImportEvents events;
  private final Landings landings;
  private final ImportPolicy policy;
  private final boolean dryRun;
  private final TransferWatch watch;
  private final BesideImport beside;

  private final ImportTally tally = new ImportTally();
  private final List<NumberedMemory> batch = new ArrayList<>(BATCH);
  private Instant batchBegunAt = Instant.EPOCH;

  /// What a dry run would have stored by now.
  private final Map<ContentHash, MemoryId> planned = new HashMap<>();

  ImportRun(
      Transactions transactions,
      EmbeddingSpace space,
      InstantSource clock,
      Owner owner,
      ImportEvents events,
      Landings landings,
      ImportPolicy policy,
      boolean dryRun,
      TransferWatch watch,
      BesideImport beside) {
    this.transactions = transactions;
    this.space = space;
    this.clock = clock;
    this.owner = owner;
    this.events = events;
    this.landings = landings;
    this.policy = policy;
    this.dryRun = dryRun;
    this.watch = watch;
    this.beside = beside;
  }

  @Override
  public void header(FileHeader header) {
    // known from the first reading
  }

  @Override
  public void memory(long line, WholeMemory memory) {
    if (batch.isEmpty()) {
      batchBegunAt = clock.instant();
    }
    batch.add(new NumberedMemory(line, usable(memory, space), policy.forbids(memory)));
    if (batch.size() == BATCH) {
      carryOut();
    }
  }

  /// A vector that is missing, or that another model than this store's has made, is made anew; why
  /// it is missing there says nothing about the model here.
  private static WholeMemory usable(WholeMemory memory, EmbeddingSpace space) {
    return memory.vector().filter(v -> v.space().equals(space)).isPresent()
        ? memory
        : memory.with(Optional.empty()).with(memory.memory().with(EmbeddingStatus.PENDING));
  }

  @Override
  public void raw(RawMemory raw) {
    endMemories();
    carryingOut(() -> beside.raw(raw));
  }

  @Override
  public void conversation(Talk talk) {
    endMemories();
    Talk now = talk.becoming(talk.memory().flatMap(landings::episode));
    carryingOut(() -> beside.conversation(now));
  }

  @Override
  public void message(ConversationId of, Message message) {
    carryingOut(() -> beside.message(message));
  }

  /// What conversations have become is known then.
  private void endMemories() {
    if (!batch.isEmpty()) {
      carryOut();
    }
  }

  @Override
  public void reached(long bytes) {
    watch.reached(bytes);
  }

  ImportTally end() {
    endMemories();
    carryingOut(beside::end);
    tally.beside(beside.summary());
    return tally;
  }

  private void carryOut() {
    var decisions = new ArrayList<ImportDecision>(batch.size());
    carryingOut(() -> {
      Instant wall = clock.instant();
      decisions.addAll(
          dryRun ? transactions.read(owner.user(), tx -> decide(tx, wall)) : write(wall));
    });
    for (int i = 0; i < batch.size(); i++) {
      settle(batch.get(i), decisions.get(i));
    }
    batch.clear();
  }

  private void carryingOut(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("the store refuses what was checked", e); // not the file's
    } catch (MemoryException e) {
      throw tally.created() == 0 ? e : interrupted(e);
    }
  }

  private MemoryException interrupted(MemoryException e) {
    return new MemoryException(
        e.code(),
        "The import stopped after %d memories, which are stored; import the same file again to go on. The reason: %s"
            .formatted(tally.created(), e.getMessage()),
        e);
  }

  private List<ImportDecision> write(Instant wall) {
    Instant exported = events.header().exportedAt();
    Instant now = wall.isBefore(exported) ? exported : wall; // never before what is imported
    return transactions.write(
        owner.user(),
        now,
        tx -> {
          List<ImportDecision> decisions = decide(tx, tx.at());
          store(tx, decisions, Duration.between(batchBegunAt, wall));
          return decisions;
        });
  }

  private void store(WriteTx tx, List<ImportDecision> decisions, Duration took) {
    var memories = new ArrayList<WholeMemory>();
    var created = new ArrayList<AuditEvent>();
    var expiry = new Expiry(owner, events.caller(), policy.policy().version(), events.ofFile());
    for (int i = 0; i < batch.size(); i++) {
      if (decisions.get(i) instanceof Create create) {
        if (create.expires()) {
          expiry.carryOut(tx, create.memory().memory().content().hash());
        }
        memories.add(usable(create.memory(), tx.state().space())); // it may have changed
        created.add(events.created(batch.get(i), create, took));
      }
    }
    if (!memories.isEmpty()) {
      tx.transfer().insert(memories, events.caller().tenant().client());
      tx.audit().append(created);
    }
  }

  private List<ImportDecision> decide(ReadTx tx, Instant at) {
    List<Memory> read = batch.stream().map(one -> one.memory().memory()).toList();
    var active = new HashMap<ContentHash, MemoryId>();
    var expired = new HashSet<ContentHash>();
    said(tx, read)
        .forEach((hash, said) -> {
          if (said.expiredAt(at)) {
            expired.add(hash);
          } else {
            active.put(hash, said.id());
          }
        });
    active.putAll(planned);
    var here = new HashMap<MemoryId, MemoryId>();
    var decider =
        new ImportDecider(
            stored(tx, read),
            active,
            expired,
            id -> Optional.ofNullable(here.get(id)).or(() -> landings.successor(id)));
    var decisions = new ArrayList<ImportDecision>(batch.size());
    for (NumberedMemory one : batch) {
      ImportDecision decision = decider.decide(one);
      decisions.add(decision);
      decision.place().ifPresent(id -> here.put(one.memory().memory().id(), id));
      if (decision instanceof Create(var memory, var _, var _) && memory.memory().active()) {
        active.put(memory.memory().content().hash(), memory.memory().id());
      }
    }
    return decisions;
  }

  private Map<ContentHash, Said> said(ReadTx tx, List<Memory> read) {
    return tx.transfer()
        .active(owner, read.stream().filter(Memory::active).map(m -> m.content().hash()).toList());
  }

  private Map<MemoryId, WholeMemory> stored(ReadTx tx, List<Memory> read) {
    var stored =
        new HashMap<>(tx.transfer().find(owner.user(), read.stream().map(Memory::id).toList()));
    List<MemoryId> exchanged =
        read.stream()
            .filter(memory -> ImportDecider.takenElsewhere(memory, stored))
            .map(memory -> ImportDecider.exchanged(memory.id(), owner.scope()))
            .toList();
    stored.putAll(tx.transfer().find(owner.user(), exchanged));
    return stored;
  }

  private void settle(NumberedMemory read, ImportDecision decision) {
    tally.add(read, decision);
    landings.settle(read.memory().memory().id(), decision);
    if (dryRun
        && decision instanceof Create(var memory, var _, var _)
        && memory.memory().active()) {
      planned.put(memory.memory().content().hash(), memory.memory().id());
    }
  }
}
