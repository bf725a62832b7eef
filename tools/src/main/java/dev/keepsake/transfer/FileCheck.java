package dev.keepsake.transfer;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.RawMemoryId;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.store.BesideCount;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.Message;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.transfer.MemoryFile.Visitor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first reading of a file: whether the lines fit together. Remembers the ids, some 70 bytes
/// each, and nothing else.
final class FileCheck implements Visitor {
  private final TransferWatch watch;
  private final Set<MemoryId> ids = new HashSet<>();
  private final Set<MemoryId> successors = new HashSet<>();
  private final Set<MemoryId> episodes = new HashSet<>();
  private final Set<RawMemoryId> rawIds = new HashSet<>();
  private final Set<ConversationId> conversationIds = new HashSet<>();
  private Optional<FileHeader> header = Optional.empty();
  private Optional<Conversation> open = Optional.empty();
  private long said;
  private int kind;
  private long rawMemories;
  private long conversations;
  private long messages;

  FileCheck(TransferWatch watch) {
    this.watch = watch;
  }

  FileHeader header() {
    return header.orElseThrow();
  }

  /// The memories that replaced another one of the file.
  Set<MemoryId> successors() {
    return successors;
  }

  /// The memories of the file that its conversations have become.
  Set<MemoryId> episodes() {
    return episodes;
  }

  @Override
  public void header(FileHeader found) {
    if (!found.time().isNow()) {
      throw new IllegalArgumentException(
          "it shows what was known at another time (%s) and is for reading alone: what was corrected or deleted since would come back as if it were believed; import an export without --as-of and --valid-at"
              .formatted(told(found.time())));
    }
    header = Optional.of(found);
  }

  private static String told(TimeAsked time) {
    return Stream.of(
            time.asOf().map(moment -> "as_of " + Times.text(moment)),
            time.validAt().map(moment -> "valid_at " + Times.text(moment)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  @Override
  public void memory(long line, WholeMemory whole) {
    requireOrder(0);
    Memory memory = whole.memory();
    memory
        .supersededBy()
        .ifPresent(successor -> {
          if (!ids.contains(successor)) {
            throw new IllegalArgumentException(
                "`superseded_by` names a memory that does not stand before it");
          }
          successors.add(successor);
        });
    if (!ids.add(memory.id())) {
      throw new IllegalArgumentException("`id` was there before");
    }
  }

  @Override
  public void raw(RawMemory raw) {
    requireOrder(1);
    rawMemories++;
    if (!rawIds.add(raw.id())) {
      throw new IllegalArgumentException("`raw_memory` was there before");
    }
  }

  @Override
  public void conversation(Talk talk) {
    requireOrder(2);
    conversations++;
    if (!conversationIds.add(talk.id())) {
      throw new IllegalArgumentException("`conversation` was there before");
    }
    open = Optional.of(talk.conversation());
    said = talk.conversation().trimmed();
    talk.memory().filter(ids::contains).ifPresent(episodes::add);
  }

  @Override
  public void message(ConversationId of, Message message) {
    messages++;
    Conversation conversation =
        open.filter(one -> one.id().equals(of))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "`message_of` names another conversation than the one that stands before it"));
    if (message.seq() <= said || message.seq() > conversation.total()) {
      throw new IllegalArgumentException(
          "`seq` does not follow that of the message before, or is none of its conversation's");
    }
    said = message.seq();
  }

  /// Memories, raw memories, conversations with their messages.
  private void requireOrder(int next) {
    if (next < kind) {
      throw new IllegalArgumentException("it stands behind lines that belong after it");
    }
    kind = next;
  }

  @Override
  public void ended() {
    var found = new BesideCount(rawMemories, conversations, messages);
    if (!found.equals(header().beside())) {
      throw new IllegalArgumentException(
          "there are other numbers of raw memories, conversations and messages than the first line"
              + " announces");
    }
  }

  @Override
  public void reached(long bytes) {
    watch.reached(bytes);
  }
}
