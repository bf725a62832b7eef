package dev.keepsake.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The lines of a file, one by one and each bounded, with the checksum of those before the current
/// one.
final class SourceLines {
  /// Far over the longest memory with its vectors, and over a message with pictures: more is not
  /// read, only refused.
  static final int MAX_LINE_BYTES = 64 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long read;
  private long number;
  private final Checksum before = new Checksum();
  private byte[] current = {};
  private boolean ended;

  SourceLines(InputStream in) {
    this.in = in;
  }

  /// 1 for the first line; 0 before it was asked for.
  long number() {
    return number;
  }

  /// So much of the file is read.
  long bytes() {
    return read - (end - next);
  }

  /// Whether the current line has its line feed.
  boolean ended() {
    return ended;
  }

  /// Of all lines before the current one. To be asked once.
  byte[] checksum() {
    return before.bytes();
  }

  /// The next line without its line feed; empty behind the last one.
  ///
  /// @throws IllegalArgumentException if it is too long
  Optional<byte[]> next() throws IOException {
    if (number > 0) {
      before.line(current);
    }
    var line = new ByteArrayOutputStream(4096);
    ended = false;
    while (!ended && fill()) {
      int feed = next;
      while (feed < end && buffer[feed] != '\n') {
        feed++;
      }
      line.write(buffer, next, feed - next);
      ended = feed < end;
      next = ended ? feed + 1 : end;
      if (line.size() > MAX_LINE_BYTES) {
        number++;
        throw new IllegalArgumentException(
            "it is longer than any memory: over " + (MAX_LINE_BYTES >> 20) + " MiB");
      }
    }
    if (!ended && line.size() == 0) {
      return Optional.empty();
    }
    number++;
    current = line.toByteArray();
    return Optional.of(current);
  }

  private boolean fill() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer));
      read += end;
    }
    return next < end;
  }
}
