package dev.keepsake.records;

import dev.keepsake.cache.ListCache;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.fetch.FetchMemory;
import dev.keepsake.forget.DeleteMemory;
import dev.keepsake.forget.RestoreMemory;
import dev.keepsake.history.HistoryView;
import dev.keepsake.history.MemoryViews;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Status;
import dev.keepsake.query.QueryInput;
import dev.keepsake.query.QueryMemory;
import dev.keepsake.query.QueryOutput;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Operation;
import dev.keepsake.tool.Tool;
import dev.keepsake.write.ConfirmInput;
import dev.keepsake.write.ConfirmMemory;
import dev.keepsake.write.ConfirmOutput;
import dev.keepsake.write.CreateInput;
import dev.keepsake.write.Creations;
import dev.keepsake.write.Edit;
import dev.keepsake.write.EditMemory;
import dev.keepsake.write.QueuedMemories;
import dev.keepsake.write.SaveOutput;
import dev.keepsake.write.WriteReceipt;
import dev.keepsake.write.WriteReceipts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The operations over memories. Thread-safe.
///
/// @param log of what is handed out
public record RecordOperations(
    Users users,
    Transactions transactions,
    Creations creations,
    EditMemory edit,
    FetchMemory fetch,
    DeleteMemory delete,
    RestoreMemory restore,
    MemoryViews views,
    QueryMemory query,
    ConfirmMemory confirm,
    WriteReceipts receipts,
    ListCache lists,
    ReadLog log,
    InstantSource clock) {
  public static final String CREATE = "create_memory";

  /// Each is described by its records.
  public List<Tool<?, ?>> all() {
    var bulk = new BulkCreation(creations);
    var listings = new Listings(users, transactions, lists, log, clock);
    return List.of(
        Operation.writing(CREATE, CreateInput.class, Answers.CreatedMemory.class, this::create),
        Operation.writing(
            BulkCreation.NAME, Inputs.Bulk.class, Answers.BulkResult.class, bulk::run),
        Operation.reading(
            "list_memories", Inputs.Listing.class, Answers.MemoryPage.class, listings::run),
        Operation.reading("get_memory", Inputs.One.class, MemoryRecord.class, this::get),
        Operation.writing(
            "update_memory", Inputs.Change.class, Answers.ChangedMemory.class, this::change),
        Operation.writing("remove_memory", Inputs.Removal.class, Answers.Gone.class, this::remove),
        Operation.writing(
            "restore_memory", Inputs.Restoration.class, MemoryRecord.class, this::restored),
        Operation.writing(
            "retry_embedding", Inputs.Retry.class, Answers.RetriedEmbedding.class, this::retry),
        Operation.reading("memory_history", Inputs.Past.class, HistoryView.class, this::history),
        Operation.reading("search_memories", Inputs.Search.class, QueryOutput.class, this::search),
        Operation.reading("get_write", Inputs.Receipt.class, WriteReceipt.class, this::receipt),
        Operation.reading("list_pending", Inputs.Waiting.class, ConfirmOutput.class, this::waiting),
        Operation.writing("answer_pending", Inputs.Word.class, ConfirmOutput.class, this::answer));
  }

  private Answers.CreatedMemory create(Caller caller, CreateInput input) {
    SaveOutput answer = creations.create(caller, CREATE, input.idempotencyKey(), input);
    Optional<MemoryRecord> memory = answer.memoryId().flatMap(id -> find(caller, id));
    return Answers.CreatedMemory.of(answer, memory);
  }

  private MemoryRecord get(Caller caller, Inputs.One input) {
    return record(caller, fetch.run(caller, input.id()));
  }

  private Answers.ChangedMemory change(Caller caller, Inputs.Change input) {
    var wanted = new Edit(input.content(), input.title(), input.tags(), input.metadata());
    WholeMemory after =
        edit.run(caller, input.id(), wanted, before -> EntityTag.require(input.ifMatch(), before));
    return new Answers.ChangedMemory("updated", record(caller, after));
  }

  private Answers.Gone remove(Caller caller, Inputs.Removal input) {
    delete.delete(caller, input.id(), (tx, owner) -> requireSeen(tx, owner, input));
    return new Answers.Gone();
  }

  /// What is not decided yet has no tag that its caller could have seen.
  private static void requireSeen(ReadTx tx, Owner owner, Inputs.Removal input) {
    MemoryId id = input.id();
    Optional<WholeMemory> there = tx.records().find(owner, id);
    there.ifPresent(memory -> EntityTag.require(input.ifMatch(), memory));
    if (there.isEmpty()
        && input.ifMatch().isPresent()
        && QueuedMemories.find(tx, owner, id).isPresent()) {
      throw EntityTag.failed(id);
    }
  }

  private MemoryRecord restored(Caller caller, Inputs.Restoration input) {
    MemoryId head = restore.run(caller, input.id()).head().id();
    return find(caller, head).orElseThrow(() -> unknown(input.id()));
  }

  private Answers.RetriedEmbedding retry(Caller caller, Inputs.Retry input) {
    MemoryId id = input.id();
    Owner owner = owner(caller).orElseThrow(() -> unknown(id));
    boolean queued =
        transactions.write(
            owner.user(),
            clock.instant(),
            tx -> {
              if (tx.memories().find(owner, id).filter(this::isThere).isEmpty()) {
                throw unknown(id);
              }
              return tx.records().retryEmbedding(owner, id);
            });
    if (!queued) {
      throw new MemoryException(
          ErrorCode.EMBEDDING_SETTLED,
          "The vector of %s is there, or being made: only one that failed or is pending is tried again."
              .formatted(id));
    }
    return new Answers.RetriedEmbedding(id, EmbeddingStatus.PENDING);
  }

  private boolean isThere(Memory memory) {
    return memory.status() != Status.DELETED && !memory.lifetime().expiredAt(clock.instant());
  }

  private HistoryView history(Caller caller, Inputs.Past input) {
    return views.history(caller, input.id()).orElseThrow(() -> unknown(input.id()));
  }

  private QueryOutput search(Caller caller, Inputs.Search input) {
    Optional<JsonObject> labels = input.filterTags();
    if (labels.filter(asked -> !isOwnScope(caller, asked)).isPresent()) {
      return new QueryOutput(List.of(), 0, 0, Optional.empty(), List.of());
    }
    var asked =
        new QueryInput(
            input.query(),
            input.limit(),
            input.cursor(),
            input.minScore(),
            input.memoryTypes(),
            input.tags(),
            input.since(),
            input.until(),
            input.asOf(),
            input.validAt());
    QueryOutput found =
        query.run(caller, asked, labels.map(JsonObject::unscoped).map(JsonObject::text));
    log.handingOut(
        caller,
        new MemoryRead(
            "search", found.memories().stream().map(QueryOutput.Hit::id).toList(), asked.time()));
    return found;
  }

  /// Whoever asks for the label of another scope finds nothing, as if there were nothing.
  private static boolean isOwnScope(Caller caller, JsonObject labels) {
    var scope = labels.json().path("scope");
    return scope.isMissingNode() || scope.asText().equals(caller.scope().value());
  }

  private WriteReceipt receipt(Caller caller, Inputs.Receipt input) {
    return receipts.require(caller, input.id());
  }

  private ConfirmOutput waiting(Caller caller, Inputs.Waiting input) {
    return confirm.run(caller, new ConfirmInput(Optional.empty(), true, Optional.empty()));
  }

  private ConfirmOutput answer(Caller caller, Inputs.Word input) {
    return confirm.run(
        caller, new ConfirmInput(Optional.of(input.id()), input.accept(), input.content()));
  }

  /// Nothing that was deleted or whose time is over: also the answer to a call that comes again
  /// shows it no more.
  private Optional<MemoryRecord> find(Caller caller, MemoryId id) {
    return owner(caller)
        .flatMap(owner -> transactions.read(owner.user(), tx -> tx.records().find(owner, id)))
        .filter(whole -> isThere(whole.memory()))
        .map(whole -> record(caller, whole));
  }

  private Optional<Owner> owner(Caller caller) {
    return users
        .find(caller.tenant().organization(), caller.requireUser())
        .map(user -> new Owner(user, caller.scope()));
  }

  private static MemoryRecord record(Caller caller, WholeMemory whole) {
    return MemoryRecord.of(whole, caller.requireUser());
  }

  private static MemoryException unknown(MemoryId id) {
    return new MemoryException(ErrorCode.NOT_FOUND, "There is no memory %s.".formatted(id));
  }
}
