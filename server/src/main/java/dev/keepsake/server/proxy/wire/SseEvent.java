package dev.keepsake.server.proxy.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One event of a stream of server-sent events (WHATWG HTML, section 9.2.6), as it came. Immutable,
/// as long as nobody writes into the bytes.
public final class SseEvent {
  private static final String DONE = "[DONE]";

  private final byte[] bytes;

  /// @param bytes with the empty line that ends it, if there was one; not copied
  SseEvent(byte[] bytes) {
    this.bytes = bytes;
  }

  /// An event that is told by us.
  public static SseEvent of(String data) {
    return new SseEvent(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /// The same event in other bytes.
  ///
  /// @param other not copied
  public SseEvent as(byte[] other) {
    return new SseEvent(other);
  }

  /// Whether it may say that something went wrong; what only speaks of that may be taken for it.
  public boolean mayTellFailure() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.contains("\"error\"") || text.contains("event: error");
  }

  /// As it came; not to be written into.
  public byte[] bytes() {
    return bytes;
  }

  /// What its `data` lines say, empty where there are none: a comment, say.
  public Optional<String> data() {
    List<String> lines = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("data:")) {
        lines.add(value(line));
      } else if (line.equals("data")) {
        lines.add("");
      }
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
  }

  private List<String> lines() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return List.of((text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1));
  }

  private static String value(String line) {
    String value = line.substring("data:".length());
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  /// Whether it says that the answer is over.
  public boolean isDone() {
    return data().filter(data -> data.strip().equals(DONE)).isPresent();
  }

  /// The same event with other data, on one line; its other lines stay.
  public SseEvent with(String data) {
    var text = new StringBuilder();
    boolean told = false;
    for (String line : lines()) {
      boolean isData = line.startsWith("data:") || line.equals("data");
      if (isData && !told) {
        text.append("data: ").append(data).append('\n');
        told = true;
      } else if (!isData && !line.isEmpty()) {
        text.append(line).append('\n');
      }
    }
    return new SseEvent(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }
}
