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
  /// @return how many went
  /// @throws dev.keepsake.error.MemoryException if the summary could not be made: what went before
  ///   is in the summary, and nothing else is gone
  long trim(Owner owner, ConversationId id, int keep) {
    long all = 0;
    for (Optional<Part> part = next(owner, id, keep);
        part.isPresent();
        part = next(owner, id, keep)) {
      all += fold(part.get());
    }
    return all;
  }

  /// Some of what is to go.
  ///
  /// @param of as it was read
  /// @param last the number up to which it goes
  private record Part(Conversation of, List<Message> messages, long last) {}

  private Optional<Part> next(Owner owner, ConversationId id, int keep) {
    return transactions.read(owner.user(), tx -> next(tx, owner, id, keep));
  }

  private static Optional<Part> next(ReadTx tx, Owner owner, ConversationId id, int keep) {
    return tx.conversations()
        .find(owner, id)
        .filter(found -> found.held() > keep)
        .map(found -> {
          long most = found.total() - keep;
          List<Message> messages =
              tx.conversations().oldest(owner, id, most, AT_ONCE, MOST_CHARACTERS);
          return new Part(found, messages, messages.isEmpty() ? most : messages.getLast().seq());
        });
  }

  private long fold(Part part) {
    Optional<Summary> before = part.of().summary();
    List<Said> said =
        part.messages().stream().map(message -> MessageJson.said(message.body())).toList();
    Optional<Summary> summary = summarizer.map(one -> one.summarize(before, said)).orElse(before);
    return transactions.write(
        part.of().owner().user(), clock.instant(), tx -> remove(tx, part, summary));
  }

  private static long remove(WriteTx tx, Part part, Optional<Summary> summary) {
    Conversation read = part.of();
    return tx.conversations()
        .find(read.owner(), read.id())
        .filter(now -> now.trimmed() == read.trimmed() && now.createdAt().equals(read.createdAt()))
        .map(now -> now.held() - tx.conversations().trim(now, part.last(), summary).held())
        .orElse(0L);
  }
}
