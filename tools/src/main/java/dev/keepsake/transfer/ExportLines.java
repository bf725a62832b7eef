package dev.keepsake.transfer;

import dev.keepsake.memory.Owner;
import dev.keepsake.store.TransferReads;
import dev.keepsake.store.TransferReads.Beside;
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
    line(LineJson.bytes(header::write));
  }

  long memories() {
    return memories;
  }

  void memory(WholeMemory memory) {
    line(LineJson.bytes(json -> MemoryWriter.write(json, memory, header.vectors())));
    memories++;
    vectors += memory.vector().isPresent() ? 1 : 0;
    watch.reached(memories);
  }

  /// What follows the memories.
  void beside(TransferReads reads, Owner owner) {
    if (!header.beside().equals(Beside.NOTHING)) {
      reads.rawMemories(owner, raw -> line(LineJson.bytes(json -> TalkWriter.raw(json, raw))));
      reads.conversations(
          owner, one -> line(LineJson.bytes(json -> TalkWriter.conversation(json, one))));
      reads.messages(
          owner,
          one -> line(LineJson.bytes(json -> TalkWriter.message(json, one.of(), one.message()))));
    }
  }

  ExportSummary end() {
    String sha256 = HexFormat.of().formatHex(checksum.bytes());
    line(LineJson.bytes(new FileTrailer(memories, sha256)::write));
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

  private void line(byte[] line) {
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
