package dev.keepsake.embed.openai;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/// Tells the log when a model stops to answer, and when it answers again: each kind of failure once
/// an outage, however many calls meet it. Thread-safe.
final class Outage {
  private final String model;
  private final Logger log;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /// @param model as it is named in the log
  Outage(String model, Logger log) {
    this.model = model;
    this.log = log;
  }

  /// @param message tells one kind of failure from another
  /// @param detail what the endpoint said
  void failed(String message, String detail) {
    if (told.add(message)) {
      log.atWarn().addKeyValue("model", model).log("{} {}", message, detail);
    } else {
      log.atDebug().addKeyValue("model", model).log("{} {}", message, detail);
    }
  }

  void answered() {
    if (!told.isEmpty()) {
      told.clear();
      log.atInfo().addKeyValue("model", model).log("the embedding model answers again");
    }
  }
}
