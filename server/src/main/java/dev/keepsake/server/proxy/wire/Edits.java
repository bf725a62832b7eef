package dev.keepsake.server.proxy.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Changes of some bytes of a text, which leave all others as they are. What is put in at one place
/// stands in the order in which it came. For one thread.
public final class Edits {
  private record Edit(int from, int to, String by) {}

  private final List<Edit> edits = new ArrayList<>();

  public Edits insert(int at, String text) {
    return replace(at, at, text);
  }

  public Edits replace(Placed value, String by) {
    return replace(value.from(), value.to(), by);
  }

  private Edits replace(int from, int to, String by) {
    edits.add(new Edit(from, to, by));
    return this;
  }

  /// Puts `element` at the end of an array.
  ///
  /// @param more elements were put there before
  public Edits append(Placed array, String element, boolean more) {
    return insert(array.to() - 1, array.isEmpty() && !more ? element : "," + element);
  }

  /// Puts a field at the end of an object.
  public Edits field(Placed object, String name, String value) {
    String member = "\"" + name + "\":" + value;
    return insert(object.to() - 1, object.isEmpty() ? member : "," + member);
  }

  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /// All that was asked here, and then all of `other`.
  public Edits and(Edits other) {
    var both = new Edits();
    both.edits.addAll(edits);
    both.edits.addAll(other.edits);
    return both;
  }

  /// @throws IllegalStateException if two changes are of the same bytes
  public byte[] applyTo(byte[] source) {
    if (edits.isEmpty()) {
      return source;
    }
    var out = new ByteArrayOutputStream(source.length + 1_024);
    int at = 0;
    for (Edit edit : edits.stream().sorted(Comparator.comparingInt(Edit::from)).toList()) {
      if (edit.from() < at) {
        throw new IllegalStateException("bytes are changed twice at " + edit.from());
      }
      out.write(source, at, edit.from() - at);
      out.writeBytes(edit.by().getBytes(StandardCharsets.UTF_8));
      at = edit.to();
    }
    out.write(source, at, source.length - at);
    return out.toByteArray();
  }
}
