package dev.keepsake.server.observe.log;

import ch.qos.logback.core.status.OnErrorConsoleStatusListener;
import ch.qos.logback.core.status.Status;
import dev.keepsake.server.console.Plain;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says on standard error what keeps Logback from writing, such as a full disk; each thing once.
final class LogTrouble extends OnErrorConsoleStatusListener {
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  @Override
  public void addStatusEvent(Status status) {
    if (status.getEffectiveLevel() >= Status.WARN && told.add(status.getMessage())) {
      String cause =
          Optional.ofNullable(status.getThrowable()).map(thrown -> " (" + thrown + ")").orElse("");
      getPrintStream().println("keepsake: the log: " + Plain.line(status.getMessage() + cause));
    }
  }
}
