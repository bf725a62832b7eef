package dev.keepsake.server.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Splits a stream into lines and holds no more than one of the largest allowed size, however long
/// a line is. For one thread.
final class LineReader {
  private final InputStream in;
  private final int maxBytes;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;

  sealed interface Line {
    record Text(String text) implements Line {}

    record NotUtf8() implements Line {}

    /// Longer than allowed, and skipped.
    record TooLong() implements Line {}
  }

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /// Waits for the next line; what stands before the end without a line feed is one too.
  ///
  /// @return empty at the end
  Optional<Line> next() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean any = false;
    while (fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      tooLong |= line.size() + (end - position) > maxBytes;
      if (!tooLong) {
        line.write(buffer, position, end - position);
      }
      boolean ended = end < limit;
      position = ended ? end + 1 : end;
      if (ended) {
        break;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    return Optional.of(tooLong ? new Line.TooLong() : decoded(line.toByteArray()));
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return limit > 0;
  }

  private static Line decoded(byte[] bytes) {
    try {
      // a new decoder reports what String would replace
      return new Line.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return new Line.NotUtf8();
    }
  }
}
