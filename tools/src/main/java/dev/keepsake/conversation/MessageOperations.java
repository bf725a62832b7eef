package dev.keepsake.conversation;

import dev.keepsake.conversation.ConversationAnswers.AppendedMessages;
import dev.keepsake.conversation.ConversationAnswers.ConversationHistory;
import dev.keepsake.conversation.ConversationAnswers.ConversationRecord;
import dev.keepsake.conversation.ConversationAnswers.MessagePage;
import dev.keepsake.conversation.ConversationAnswers.MessageRecord;
import dev.keepsake.conversation.ConversationInputs.Appending;
import dev.keepsake.conversation.MessageReader.Incoming;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.WorkBell;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Operation;
import dev.keepsake.tool.Tool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What can be done with the messages of a conversation. Thread-safe.
record MessageOperations(
    ConversationOwners owners,
    Transactions transactions,
    MessageReader reader,
    ConversationSettings.Threshold threshold,
    WorkBell bell,
    InstantSource clock) {
  /// Of one answer: more would be held in memory several times over.
  private static final long MOST_CHARACTERS = 16 << 20;

  private static final long NEWEST = Long.MAX_VALUE;

  List<Tool<?, ?>> all() {
    return List.of(
        Operation.writing("append_messages", Appending.class, AppendedMessages.class, this::append),
        Operation.reading(
            "list_messages", ConversationInputs.Messages.class, MessagePage.class, this::list),
        Operation.reading(
            "conversation_history",
            ConversationInputs.History.class,
            ConversationHistory.class,
            this::history));
  }

  /// @throws dev.keepsake.error.MemoryException with `INVALID_INPUT` if one of the messages is
  ///   none, with `NOT_FOUND` if there is no such conversation and none is to be begun
  private AppendedMessages append(Caller caller, Appending input) {
    List<Incoming> messages = reader.read(input.messages()); // slow: before the transaction opens
    Owner owner =
        input.create()
            ? owners.require(caller)
            : owners.find(caller).orElseThrow(() -> ConversationOwners.unknown(input.id()));
    AppendedMessages appended =
        transactions.write(
            owner.user(), clock.instant(), tx -> append(tx, owner, caller, input, messages));
    if (appended.episodeDue()) {
      bell.ring(JobKind.EPISODES);
    }
    return appended;
  }

  private AppendedMessages append(
      WriteTx tx, Owner owner, Caller caller, Appending input, List<Incoming> messages) {
    Conversation before =
        tx.conversations().find(owner, input.id()).orElseGet(() -> begin(tx, owner, caller, input));
    int known = input.onlyNew() ? known(tx, before, messages) : 0;
    List<Incoming> fresh = messages.subList(known, messages.size());
    Conversation after =
        fresh.isEmpty()
            ? before
            : tx.conversations()
                .append(
                    before, fresh.stream().map(Incoming::draft).toList(), caller.tenant().client());
    boolean due = isDue(after) && tx.episodes().begin(owner, after.id());
    return new AppendedMessages(
        ConversationRecord.of(due ? after.with(EpisodeState.DUE) : after, caller),
        fresh.size(),
        known,
        fresh.stream().mapToInt(Incoming::secrets).sum(),
        due);
  }

  private static Conversation begin(WriteTx tx, Owner owner, Caller caller, Appending input) {
    if (!input.create()) {
      throw ConversationOwners.unknown(input.id());
    }
    return tx.conversations().insert(owner, input.id(), caller.tenant().client());
  }

  private static int known(WriteTx tx, Conversation there, List<Incoming> messages) {
    List<String> stored =
        tx.conversations().fingerprints(there.owner(), there.id(), messages.size());
    return Overlap.known(
        new Overlap.Stored(stored, there.held(), there.trimmed()),
        messages.stream().map(message -> message.draft().fingerprint()).toList(),
        (int)
            messages.stream()
                .map(message -> message.draft().body().role())
                .takeWhile(role -> role == MessageRole.SYSTEM || role == MessageRole.DEVELOPER)
                .count());
  }

  private boolean isDue(Conversation conversation) {
    return conversation.episode().isEmpty()
        && threshold.isReached(conversation.ofUser(), conversation.total());
  }

  private MessagePage list(Caller caller, ConversationInputs.Messages input) {
    Found found =
        find(
            caller,
            input.id(),
            input.before().map(Integer::longValue).orElse(NEWEST),
            input.limit());
    List<Message> messages = found.messages();
    Optional<Long> first = messages.stream().findFirst().map(Message::seq);
    return new MessagePage(
        messages.stream().map(MessageRecord::of).toList(),
        first.filter(seq -> seq > found.conversation().trimmed() + 1));
  }

  private ConversationHistory history(Caller caller, ConversationInputs.History input) {
    return new ConversationHistory(
        find(caller, input.id(), NEWEST, input.limit()).messages().stream()
            .map(Message::body)
            .dropWhile(body -> body.role().answersCall())
            .map(MessageJson::openAi)
            .toList());
  }

  private record Found(Conversation conversation, List<Message> messages) {}

  private Found find(Caller caller, ConversationId id, long before, int limit) {
    return owners
        .find(caller)
        .flatMap(owner ->
            transactions.read(
                owner.user(),
                tx ->
                    tx.conversations()
                        .find(owner, id)
                        .map(found ->
                            new Found(
                                found,
                                tx.conversations()
                                    .newest(owner, id, before, limit, MOST_CHARACTERS)))))
        .orElseThrow(() -> ConversationOwners.unknown(id));
  }
}
