package dev.keepsake.server.cli;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.history.MemoryHistory.Story;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.TimeAsked;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake history`
@Command(
    name = "history",
    description = "Tell how a memory came to be: what it replaced, and what happened to it.",
    sortOptions = false)
final class HistoryCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private TimeOptions time = new TimeOptions();

  @Parameters(paramLabel = "ID", description = "The memory's id, as `keepsake list` shows it.")
  private String id = "";

  HistoryCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    MemoryId memory = MemoryIds.parse(id);
    TimeAsked asked = time.time();
    try (var session = Session.open(workbench, common)) {
      Story story =
          session
              .keepsake()
              .history()
              .of(session.caller(), memory, asked)
              .orElseThrow(() ->
                  new MemoryException(
                      ErrorCode.NOT_FOUND,
                      "There is no memory "
                          + memory
                          + " of this user under this scope"
                          + asked.asOf().map(then -> ", or was none at " + then).orElse("")
                          + "."));
      if (session.json()) {
        session.print(AuditJson.of(story).toString());
      } else {
        StoryTeller.tell(story, session.terminal());
      }
      return ExitCode.DONE;
    }
  }
}
