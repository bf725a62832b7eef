package dev.keepsake.records;

import dev.keepsake.conversation.MessageJson;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.tool.Caller;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Stored conversations in the form in which they are extracted. Thread-safe.
record ExtractableConversations(Users users, Transactions transactions) {
  /// So many messages are enough to understand the newest ones by.
  private static final int MOST_MESSAGES = 60;

  private static final long MOST_CHARACTERS = 400_000;

  /// The conversation up to each of the user's `last` messages, the oldest of these first.
  ///
  /// @throws MemoryException with `NOT_FOUND` if the user has no such conversation
  List<List<Message>> find(Caller caller, ConversationId id, int last) {
    List<Message> said =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()))
            .flatMap(owner -> transactions.read(owner.user(), tx -> find(tx, owner, id)))
            .orElseThrow(() ->
                new MemoryException(
                    ErrorCode.NOT_FOUND, "There is no conversation %s.".formatted(id)));
    List<Integer> ends =
        IntStream.range(0, said.size())
            .filter(i -> said.get(i).role() == Role.USER)
            .mapToObj(i -> i + 1)
            .toList();
    return ends.subList(Math.max(0, ends.size() - last), ends.size()).stream()
        .map(end -> said.subList(0, end))
        .toList();
  }

  private static Optional<List<Message>> find(ReadTx tx, Owner owner, ConversationId id) {
    return tx.conversations()
        .find(owner, id)
        .map(_ ->
            tx
                .conversations()
                .newest(owner, id, Long.MAX_VALUE, MOST_MESSAGES, MOST_CHARACTERS)
                .stream()
                .map(ExtractableConversations::message)
                .toList());
  }

  private static Message message(dev.keepsake.store.Message stored) {
    Role role =
        switch (stored.body().role()) {
          case USER -> Role.USER;
          case ASSISTANT -> Role.ASSISTANT;
          case SYSTEM, DEVELOPER -> Role.SYSTEM;
          case TOOL, FUNCTION -> Role.TOOL;
        };
    return new Message(role, MessageJson.said(stored.body()).text(), Optional.of(stored.sentAt()));
  }
}
