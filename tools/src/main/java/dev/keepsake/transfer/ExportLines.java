package dev.keepsake.transfer;

import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.BesideCount;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.WholeMemory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/// The lines of one export on their way out, counted and summed.
final class ExportLines {
  private final OutputStream out;
  private final FileHeader header;
  private final TransferWatch watch;
  private final Checksum checksum = new Checksum();
  private long memories;
  private long vectors;
  private long bytes;

  /// Writes the header.
  ExportLines(OutputStream out, FileHeader header, TransferWatch watch) {
    this.out = out;
    this.header = header;
    this.watch = watch;
    watch.begins(TransferWatch.Stage.EXPORT, header.memories());
    line(header::write);
  }

  long memories() {
    return memories;
  }

  void memory(WholeMemory memory) {
    line(json -> MemoryWriter.write(json, memory, header.vectors()));
    memories++;
    vectors += memory.vector().isPresent() ? 1 : 0;
    watch.reached(memories);
  }

  /// What follows the memories.
  void beside(ReadTx tx, Owner owner) {
    if (!header.beside().equals(BesideCount.NOTHING)) {
      tx.beside().rawMemories(owner, raw -> line(json -> BesideWriter.raw(json, raw)));
      tx.beside().conversations(owner, conversation -> talk(tx, conversation));
    }
  }

  private void talk(ReadTx tx, Conversation conversation) {
    Owner owner = conversation.owner();
    ConversationId id = conversation.id();
    var talk =
        new Talk(conversation, conversation.episode().flatMap(_ -> tx.episodes().find(owner, id)));
    line(json -> BesideWriter.talk(json, talk));
    tx.beside()
        .messages(owner, id, message -> line(json -> BesideWriter.message(json, id, message)));
  }

  ExportSummary end() {
    String sha256 = HexFormat.of().formatHex(checksum.bytes());
    line(new FileTrailer(memories, sha256)::write);
    return new ExportSummary(
        header.user(),
        header.scope(),
        header.exportedAt(),
        header.time().asOf(),
        header.time().validAt(),
        memories,
        header.byStatus(),
        vectors,
        header.beside().rawMemories(),
        header.beside().conversations(),
        header.beside().messages(),
        bytes,
        sha256);
  }

  private void line(LineJson.Value value) {
    byte[] line = LineJson.bytes(value);
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    checksum.line(line);
    bytes += line.length + 1L;
  }
}
