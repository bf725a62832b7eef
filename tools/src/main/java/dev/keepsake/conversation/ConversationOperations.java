package dev.keepsake.conversation;

import dev.keepsake.conversation.ConversationAnswers.ConversationPage;
import dev.keepsake.conversation.ConversationAnswers.ConversationRecord;
import dev.keepsake.conversation.ConversationAnswers.CreatedConversation;
import dev.keepsake.conversation.ConversationAnswers.DeletedConversation;
import dev.keepsake.conversation.ConversationAnswers.TrimmedConversation;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationReads.Place;
import dev.keepsake.store.Transactions;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Operation;
import dev.keepsake.tool.Tool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What can be done with conversations as a whole. Thread-safe.
///
/// @param kept how many messages stay of one that is trimmed, unless the call says so
record ConversationOperations(
    ConversationOwners owners,
    Transactions transactions,
    Trimming trimming,
    int kept,
    InstantSource clock,
    IdSource ids) {

  List<Tool<?, ?>> all() {
    return List.of(
        Operation.writing(
            "create_conversation",
            ConversationInputs.Beginning.class,
            CreatedConversation.class,
            this::create),
        Operation.reading(
            "list_conversations",
            ConversationInputs.Listing.class,
            ConversationPage.class,
            this::list),
        Operation.reading(
            "get_conversation",
            ConversationInputs.One.class,
            ConversationRecord.class,
            (caller, input) -> get(caller, input.id())),
        Operation.writing(
            "delete_conversation",
            ConversationInputs.Removal.class,
            DeletedConversation.class,
            this::delete),
        Operation.writing(
            "trim_conversation",
            ConversationInputs.Trim.class,
            TrimmedConversation.class,
            this::trim));
  }

  private CreatedConversation create(Caller caller, ConversationInputs.Beginning input) {
    ConversationId id =
        input
            .id()
            .or(caller::conversation)
            .orElseGet(() -> new ConversationId(ids.next().toString()));
    Owner owner = owners.require(caller);
    return transactions.write(
        owner.user(),
        clock.instant(),
        tx -> {
          Optional<Conversation> there = tx.conversations().find(owner, id);
          Conversation conversation =
              there.orElseGet(() -> tx.conversations().insert(owner, id, caller.tenant().client()));
          return new CreatedConversation(there.isEmpty(), record(caller, conversation));
        });
  }

  private ConversationPage list(Caller caller, ConversationInputs.Listing input) {
    Optional<Place> after = input.cursor().map(ConversationCursor::parse);
    Instant since = clock.instant().minus(Duration.ofHours(input.activeWithinHours()));
    List<Conversation> found =
        owners
            .find(caller)
            .map(owner ->
                transactions.read(
                    owner.user(),
                    tx -> tx.conversations().list(owner, since, after, input.limit() + 1)))
            .orElse(List.of());
    List<Conversation> shown = found.subList(0, Math.min(found.size(), input.limit()));
    return new ConversationPage(
        shown.stream().map(one -> record(caller, one)).toList(),
        found.size() > shown.size()
            ? Optional.of(ConversationCursor.behind(shown.getLast()))
            : Optional.empty());
  }

  /// @throws dev.keepsake.error.MemoryException with `NOT_FOUND` if the caller's user has no such
  ///   conversation under the caller's scope
  private ConversationRecord get(Caller caller, ConversationId id) {
    return owners
        .find(caller)
        .flatMap(owner -> transactions.read(owner.user(), tx -> tx.conversations().find(owner, id)))
        .map(found -> record(caller, found))
        .orElseThrow(() -> ConversationOwners.unknown(id));
  }

  /// @throws dev.keepsake.error.MemoryException as [#get]
  private DeletedConversation delete(Caller caller, ConversationInputs.Removal input) {
    boolean deleted =
        owners
            .find(caller)
            .map(owner ->
                transactions.write(
                    owner.user(),
                    clock.instant(),
                    tx -> tx.conversations().delete(owner, input.id())))
            .orElse(false);
    if (!deleted) {
      throw ConversationOwners.unknown(input.id());
    }
    return new DeletedConversation();
  }

  /// @throws dev.keepsake.error.MemoryException as [#get], and with `EMBEDDER_UNAVAILABLE` if the
  ///   summary cannot be made now: then nothing is gone that it has not
  private TrimmedConversation trim(Caller caller, ConversationInputs.Trim input) {
    get(caller, input.id());
    long trimmed =
        owners
            .find(caller)
            .map(owner -> trimming.trim(owner, input.id(), input.keep().orElse(kept), Instant.MAX))
            .orElse(0L);
    return new TrimmedConversation(trimmed, get(caller, input.id()));
  }

  private static ConversationRecord record(Caller caller, Conversation conversation) {
    return ConversationRecord.of(conversation, caller);
  }
}
