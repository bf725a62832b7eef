package dev.keepsake.eval.recording;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes a recording, case by case: what is written survives whatever ends the process. Readable
/// by its owner alone. Thread-safe.
public final class RecordingWriter implements AutoCloseable {
  private final FileChannel channel;

  private RecordingWriter(FileChannel channel) {
    this.channel = channel;
  }

  /// Begins a recording, or goes on with one that was interrupted.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if the file is there and is no recording of the
  ///   same dataset, model and prompts, or can't be written
  public static RecordingWriter open(Path path, RecordingHeader header) {
    try {
      long end = Files.exists(path) ? endOfSame(path, header) : 0;
      var channel =
          FileChannel.open(
              path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownersAlone());
      var writer = new RecordingWriter(channel.truncate(end).position(end));
      if (end == 0) {
        writer.write(RecordingFormat.line(header));
      }
      return writer;
    } catch (IOException e) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT, "The recording %s can't be written.".formatted(path), e);
    }
  }

  /// Where the last whole line of the file ends.
  private static long endOfSame(Path path, RecordingHeader header) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') { // the process ended within a line
      end--;
    }
    if (bytes.length == 0) {
      return 0;
    }
    Recording there =
        Recording.parse(
            path.getFileName().toString(), new String(bytes, 0, end, StandardCharsets.UTF_8));
    if (!there.header().isContinuedBy(header)) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT,
          "%s holds a recording of another dataset, model or prompt: name another file to record to."
              .formatted(path));
    }
    return end;
  }

  private static FileAttribute<?>[] ownersAlone() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// @throws UncheckedIOException if it can't be written
  public synchronized void append(RecordedCase one) {
    try {
      write(RecordingFormat.line(one));
    } catch (IOException e) {
      throw new UncheckedIOException("case " + one.caseId() + " can't be recorded", e);
    }
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the recording can't be closed", e);
    }
  }
}
