package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake list`
@Command(name = "list", description = "List the newest memories.", sortOptions = false)
final class ListCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private PageOptions page = new PageOptions();

  ListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    try (var session = Session.open(workbench, common)) {
      return session.call(
          "query_memory", arguments(), answer -> Memories.print(session, answer, "keepsake list"));
    }
  }

  private ObjectNode arguments() {
    ObjectNode arguments = Session.arguments();
    page.addTo(arguments);
    return arguments;
  }
}
