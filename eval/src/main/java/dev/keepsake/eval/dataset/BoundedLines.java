package dev.keepsake.eval.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The lines of a file one by one, none of them longer than it may be.
final class BoundedLines {
  private final InputStream in;
  private final int mostBytes;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private int number;

  BoundedLines(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /// 1 for the first line; 0 before it was asked for.
  int number() {
    return number;
  }

  /// The next line without its line feed; empty behind the last one.
  ///
  /// @throws IllegalArgumentException if it is too long
  Optional<byte[]> next() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean ended = false;
    number++;
    while (!ended && fill()) {
      int feed = next;
      while (feed < end && buffer[feed] != '\n') {
        feed++;
      }
      if (line.size() + (feed - next) > mostBytes) {
        throw new IllegalArgumentException("longer than " + (mostBytes >> 20) + " MiB");
      }
      line.write(buffer, next, feed - next);
      ended = feed < end;
      next = ended ? feed + 1 : end;
    }
    return ended || line.size() > 0 ? Optional.of(line.toByteArray()) : Optional.empty();
  }

  private boolean fill() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer));
    }
    return next < end;
  }
}
