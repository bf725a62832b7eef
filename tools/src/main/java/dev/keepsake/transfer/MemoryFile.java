package dev.keepsake.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.store.BesideCount;
import dev.keepsake.store.Message;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.transfer.ImportMemories.Source;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An export that lies in a file, to be read through as often as needed. It stays the same file
/// even if another one takes its name.
///
/// Every fault comes out as a [MemoryException] with `INVALID_INPUT` that names the file, the line
/// and the reason.
final class MemoryFile implements AutoCloseable {
  private static final int GZIP = 0x1f8b;

  private final String name;
  private final FileChannel channel;

  private MemoryFile(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  static MemoryFile open(Source source) {
    Path path = source.path();
    String name = source.name();
    if (Files.isDirectory(path)) {
      throw refused(name + " is a folder; name the file of an export.", null);
    }
    try {
      return new MemoryFile(name, FileChannel.open(path, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw refused("There is no file " + name + ".", e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// Who is told what the file holds, in its order.
  interface Visitor {
    void header(FileHeader header);

    /// @throws IllegalArgumentException saying what is wrong with the line
    void memory(long line, WholeMemory memory);

    /// @throws IllegalArgumentException as of [#memory]
    void raw(RawMemory raw);

    /// @throws IllegalArgumentException as of [#memory]
    void conversation(Talk talk);

    /// @throws IllegalArgumentException as of [#memory]
    void message(ConversationId of, Message message);

    /// The last line is reached.
    ///
    /// @throws IllegalArgumentException saying what is missing
    default void ended() {
      // nothing to look at
    }

    /// So much of the file is read.
    void reached(long bytes);
  }

  /// Reads the file from its beginning to its end, as memories of `owner`, stored on behalf of
  /// `tenant`.
  ///
  /// @param consequence a sentence on what a fault means
  /// @return the checksum that the last line states
  String read(Owner owner, Tenant tenant, String consequence, Visitor visitor) {
    var lines = new SourceLines(Channels.newInputStream(channel));
    try {
      channel.position(0);
      return new Walk(lines, visitor).run(owner, tenant);
    } catch (IOException e) {
      throw unreadable(name, e);
    } catch (IllegalArgumentException e) {
      String line = lines.number() == 0 ? "" : ", line " + lines.number();
      throw refused(name + line + ": " + e.getMessage() + ". " + consequence, e);
    }
  }

  /// One time through the file.
  private record Walk(SourceLines lines, Visitor visitor) {

    String run(Owner owner, Tenant tenant) throws IOException {
      FileHeader header = FileHeader.read(first());
      visitor.header(header);
      var reader = new MemoryReader(header, owner, tenant.client());
      var beside = new BesideReader(header, owner, tenant);
      long memories = 0;
      while (true) {
        ObjectNode line = next(memories);
        if (FileTrailer.is(line)) {
          visitor.ended();
          return end(FileTrailer.read(line), header, memories);
        }
        requireEnded();
        if (header.beside().equals(BesideCount.NOTHING) || !beside(line, beside)) {
          visitor.memory(lines.number(), reader.read(line));
          memories++;
        }
        visitor.reached(lines.bytes());
      }
    }

    /// @return whether it is no memory
    private boolean beside(ObjectNode line, BesideReader reader) {
      if (line.has(BesideWriter.RAW)) {
        visitor.raw(reader.raw(line));
      } else if (line.has(BesideWriter.CONVERSATION)) {
        visitor.conversation(reader.talk(line));
      } else if (line.has(BesideWriter.MESSAGE)) {
        visitor.message(BesideReader.of(line), reader.message(line));
      } else if (line.has("status")) {
        return false;
      } else {
        throw new IllegalArgumentException("it is no memory, raw memory, conversation or message");
      }
      return true;
    }

    private ObjectNode first() throws IOException {
      byte[] line = lines.next().orElseThrow(() -> new IllegalArgumentException("it is empty"));
      if (line.length > 1 && (((line[0] & 0xff) << 8) | (line[1] & 0xff)) == GZIP) {
        throw new IllegalArgumentException("it is compressed; unpack it with gunzip first");
      }
      ObjectNode object;
      try {
        object = LineJson.object(line);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "it is no export of memories, whose first line is a JSON object with \"format\":\""
                + FileHeader.FORMAT
                + "\"",
            e);
      }
      return object;
    }

    private ObjectNode next(long memories) throws IOException {
      byte[] line =
          lines
              .next()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "the file ends behind this line, after %d memories, and without its last line: it was cut off"
                          .formatted(memories)));
      try {
        return LineJson.object(line);
      } catch (IllegalArgumentException e) {
        requireEnded(); // where it was cut off, that is why
        throw e;
      }
    }

    private void requireEnded() {
      if (!lines.ended()) {
        throw new IllegalArgumentException("the file ends within this line: it was cut off");
      }
    }

    private String end(FileTrailer trailer, FileHeader header, long memories) throws IOException {
      if (trailer.memories() != memories || header.memories() != memories) {
        throw new IllegalArgumentException(
            "the first line announces %d memories, the last line %d, and there are %d: lines are missing or were added"
                .formatted(header.memories(), trailer.memories(), memories));
      }
      if (!HexFormat.of().formatHex(lines.checksum()).equals(trailer.sha256())) {
        throw new IllegalArgumentException(
            "the file is not as it was written: its checksum is not the one stated here");
      }
      if (lines.next().isPresent()) {
        throw new IllegalArgumentException("something follows the last line of the export");
      }
      return trailer.sha256();
    }
  }

  private static MemoryException unreadable(String name, IOException e) {
    String reason =
        switch (e) {
          case java.nio.file.AccessDeniedException _ -> "permission denied";
          case java.nio.file.FileSystemException fs when fs.getReason() != null -> fs.getReason();
          default -> String.valueOf(e.getMessage());
        };
    return refused(name + " cannot be read (" + reason + ").", e);
  }

  private static MemoryException refused(String sentence, @Nullable Throwable cause) {
    return cause == null
        ? new MemoryException(ErrorCode.INVALID_INPUT, sentence)
        : new MemoryException(ErrorCode.INVALID_INPUT, sentence, cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }
}
