package dev.keepsake.server.cli;

import dev.keepsake.server.console.Table;
import dev.keepsake.store.Organization;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake org list`
@Command(
    name = "list",
    description = "List the organizations, the oldest first.",
    sortOptions = false)
final class OrgListCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private OutputOptions output = new OutputOptions();

  OrgListCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    List<Organization> organizations;
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      organizations = keepsake.clients().organizations();
    }
    if (output.json()) {
      organizations.forEach(one ->
          workbench
              .shell()
              .out()
              .println(
                  WireJson.MAPPER
                      .createObjectNode()
                      .put("organization", one.name().value())
                      .put("clients", one.clients())
                      .put("created_at", one.created().toString())));
    } else {
      var table = new Table("ORGANIZATION", "CLIENTS", "MADE");
      for (Organization one : organizations) {
        table.row(
            one.name().value(), Long.toString(one.clients()), StoryTeller.shown(one.created()));
      }
      table.print(workbench.terminal());
    }
    return ExitCode.DONE;
  }
}
