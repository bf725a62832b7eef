package dev.keepsake.conversation;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Summary;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.WriteTx;
import dev.keepsake.summary.Said;
import dev.keepsake.summary.Summarizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Folds the older messages of a conversation into its summary and removes them, some at a time.
/// The summary is made with no transaction open; who has trimmed meanwhile has gone first.
/// Thread-safe.
///
/// @param summarizer none: what is removed is gone
record Trimming(Transactions transactions, Optional<Summarizer> summarizer, InstantSource clock) {
  private static final int AT_ONCE = 1_000;
  private static final long MOST_CHARACTERS = 16 << 20;

  /// @param keep how many messages stay
  /// @param before nothing goes of one in which something was said after that
  /// @return how many went
  /// @throws dev.keepsake.error.MemoryException if the summary could not be made: what went before
  ///   is in the summary, and nothing else is gone
  long trim(Owner owner, ConversationId id, int keep, Instant before) {
    long all = 0;
    for (Optional<Part> part = next(owner, id, keep, before);
        part.isPresent();
        part = next(owner, id, keep, before)) {
      all += fold(part.get(), before);
    }
    return all;
  }

  /// Some of what is to go.
  ///
  /// @param of as it was read
  /// @param last the number up to which it goes
  private record Part(Conversation of, List<Message> messages, long last) {}

  private Optional<Part> next(Owner owner, ConversationId id, int keep, Instant before) {
    return transactions.read(
        owner.user(),
        tx ->
            tx.conversations()
                .find(owner, id)
                .filter(found -> found.held() > keep && !found.lastActive().isAfter(before))
                .map(found -> part(tx, found, keep)));
  }

  private static Part part(ReadTx tx, Conversation of, int keep) {
    long most = of.total() - keep;
    List<Message> messages =
        tx.conversations().oldest(of.owner(), of.id(), most, AT_ONCE, MOST_CHARACTERS);
    return new Part(of, messages, messages.isEmpty() ? most : messages.getLast().seq());
  }

  private long fold(Part part, Instant before) {
    Optional<Summary> summarised = part.of().summary();
    List<Said> said =
        part.messages().stream().map(message -> MessageJson.said(message.body())).toList();
    Optional<Summary> summary =
        summarizer.map(one -> one.summarize(summarised, said)).orElse(summarised);
    return transactions.write(
        part.of().owner().user(), clock.instant(), tx -> remove(tx, part, summary, before));
  }

  private static long remove(WriteTx tx, Part part, Optional<Summary> summary, Instant before) {
    Conversation read = part.of();
    return tx.conversations()
        .find(read.owner(), read.id())
        .filter(now -> now.trimmed() == read.trimmed() && now.createdAt().equals(read.createdAt()))
        .filter(now -> !now.lastActive().isAfter(before))
        .map(now -> now.held() - tx.conversations().trim(now, part.last(), summary).held())
        .orElse(0L);
  }
}
