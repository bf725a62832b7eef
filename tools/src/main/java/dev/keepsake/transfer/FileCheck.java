package dev.keepsake.transfer;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.TransferReads.Beside;
import dev.keepsake.store.TransferReads.MessageOf;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.transfer.MemoryFile.Visitor;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first reading of a file: whether the lines fit together. Remembers the ids, some 70 bytes a
/// memory, and nothing else.
final class FileCheck implements Visitor {
  private final TransferWatch watch;
  private final Set<MemoryId> ids = new HashSet<>();
  private final Set<MemoryId> successors = new HashSet<>();
  private final Set<ConversationId> held = new HashSet<>();
  private Optional<FileHeader> header = Optional.empty();
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
  }

  @Override
  public void conversation(Conversation conversation) {
    requireOrder(2);
    conversations++;
    if (!held.add(conversation.id())) {
      throw new IllegalArgumentException("`conversation` was there before");
    }
  }

  @Override
  public void message(MessageOf message) {
    requireOrder(3);
    messages++;
    if (!held.contains(message.of())) {
      throw new IllegalArgumentException(
          "`message_of` names a conversation that does not stand before it");
    }
  }

  /// Memories, raw memories, conversations, messages.
  private void requireOrder(int next) {
    if (next < kind) {
      throw new IllegalArgumentException("it stands behind lines that belong after it");
    }
    kind = next;
  }

  @Override
  public void ended() {
    var found = new Beside(rawMemories, conversations, messages);
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
