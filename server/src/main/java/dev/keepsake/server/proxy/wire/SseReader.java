package dev.keepsake.server.proxy.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Cuts a stream into its events as their last byte comes. For one thread.
public final class SseReader {
  private static final int CHUNK = 16 << 10;

  private final InputStream in;
  private final int mostBytes;
  private final byte[] chunk = new byte[CHUNK];
  private int next;
  private int filled;
  private boolean lineEmpty = true;
  private boolean afterCarriageReturn;

  /// An event is longer than any that is one.
  public static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(int mostBytes) {
      super("an event of over %,d bytes".formatted(mostBytes));
    }
  }

  /// @param mostBytes of one event
  public SseReader(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /// Waits for the next event.
  ///
  /// @return empty at the end; what was begun before it is an event too
  /// @throws TooLong if an event does not end
  public Optional<SseEvent> next() throws IOException {
    var event = new ByteArrayOutputStream(512);
    while (true) {
      if (next == filled) {
        next = 0;
        filled = in.read(chunk);
        if (filled < 0) {
          filled = 0;
          return event.size() == 0 ? Optional.empty() : Optional.of(event(event));
        }
      }
      int begun = next;
      boolean whole = readLines();
      event.write(chunk, begun, next - begun);
      if (whole) {
        return Optional.of(event(event));
      }
      if (event.size() > mostBytes) {
        throw new TooLong(mostBytes);
      }
    }
  }

  private SseEvent event(ByteArrayOutputStream bytes) {
    return new SseEvent(bytes.toByteArray());
  }

  /// Goes on to the end of an empty line, or of what there is.
  ///
  /// A line ends with CR, LF, or CR LF. An LF that is not there yet, after the CR that ended an
  /// event, becomes the first byte of the next event: to wait for it would hold the event back.
  private boolean readLines() {
    while (next < filled) {
      byte b = chunk[next++];
      boolean secondOfPair = b == '\n' && afterCarriageReturn;
      afterCarriageReturn = b == '\r';
      if (secondOfPair) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        if (lineEmpty) {
          takeSecondOfPair();
          return true;
        }
        lineEmpty = true;
      } else {
        lineEmpty = false;
      }
    }
    return false;
  }

  private void takeSecondOfPair() {
    if (afterCarriageReturn && next < filled && chunk[next] == '\n') {
      next++;
      afterCarriageReturn = false;
    }
  }
}
