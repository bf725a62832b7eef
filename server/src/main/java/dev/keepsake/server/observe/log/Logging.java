package dev.keepsake.server.observe.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.event.Level;

/// What the process logs and where to. Until it is told, warnings as text to standard error:
/// standard output belongs to the protocol and to answers. Thread-safe; of the whole process, since
/// slf4j is.
public final class Logging {
  private static final int OFF = Level.ERROR.toInt() + 1;
  private static final OutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  /// The tokenizer warns about what we do on purpose, the MCP SDK about clients' mistakes, with
  /// what they sent; Javalin and Flyway log what they throw as well.
  private static final Map<String, Integer> QUIETEST =
      Map.of(
          "ai.djl", Level.ERROR.toInt(),
          "org.flywaydb", Level.WARN.toInt(),
          "org.flywaydb.core.internal.jdbc", OFF,
          "io.modelcontextprotocol", Level.ERROR.toInt(),
          "io.javalin", OFF,
          "org.eclipse.jetty", Level.WARN.toInt(),
          "reactor", Level.WARN.toInt());

  private static volatile State state = new State(Level.WARN.toInt(), new TextLayout(), STDERR);

  private record State(int level, LogLayout layout, OutputStream out) {}

  private Logging() {}

  /// From now on. A file that was written to until now is closed.
  ///
  /// @param person whether somebody looks at standard error
  /// @throws IOException if the file can't be written; nothing is changed then
  public static void configure(LogSettings settings, boolean person) throws IOException {
    OutputStream out = settings.file().isPresent() ? LogFile.open(settings.file().get()) : STDERR;
    use(settings.level(), settings.layout(person), out);
  }

  static synchronized void use(Level level, LogLayout layout, OutputStream out) throws IOException {
    OutputStream before = state.out();
    state = new State(level.toInt(), layout, out);
    if (!before.equals(STDERR)) {
      before.close();
    }
  }

  static int level() {
    return state.level();
  }

  /// The level below which a logger is never shown, whatever is set.
  static int quietest(String logger) {
    for (String part = logger; ; part = part.substring(0, part.lastIndexOf('.'))) {
      Integer found = QUIETEST.get(part);
      if (found != null) {
        return found;
      }
      if (part.indexOf('.') < 0) {
        return Level.TRACE.toInt();
      }
    }
  }

  static void write(LogLine line) {
    State now = state;
    byte[] bytes = now.layout().of(line).getBytes(StandardCharsets.UTF_8);
    if (!written(now.out(), bytes)) {
      // a full disk must stop no call; where standard error is gone too, nobody is left to tell
      var _ = now.out().equals(STDERR) || written(STDERR, bytes);
    }
  }

  private static boolean written(OutputStream out, byte[] bytes) {
    synchronized (out) { // whole lines
      try {
        out.write(bytes);
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
