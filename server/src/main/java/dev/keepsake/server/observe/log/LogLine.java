package dev.keepsake.server.observe.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/// One event, before it is laid out.
///
/// @param facts in the order in which they were added
record LogLine(
    Instant at,
    Level level,
    String logger,
    String message,
    List<KeyValuePair> facts,
    Optional<Throwable> failure) {

  /// The failure with its causes, as Java prints it.
  Optional<String> stackTrace() {
    return failure.map(thrown -> {
      var text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      return text.toString();
    });
  }
}
