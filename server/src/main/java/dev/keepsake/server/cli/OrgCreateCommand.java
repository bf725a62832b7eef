package dev.keepsake.server.cli;

import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.console.Plain;
import dev.keepsake.tool.WireJson;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake org create`
@Command(name = "create", description = "Make an organization.", sortOptions = false)
final class OrgCreateCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Parameters(paramLabel = "NAME", description = "Its name, unique among all.")
  private String name = "";

  @Mixin private OutputOptions output = new OutputOptions();

  OrgCreateCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    OrganizationName organization = Names.organization(name);
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      keepsake.clients().createOrganization(organization);
      var out = workbench.shell().out();
      if (output.json()) {
        out.println(
            WireJson.MAPPER
                .createObjectNode()
                .put("success", true)
                .put("action", "created")
                .put("organization", organization.value()));
      } else {
        out.println(
            workbench.terminal().ink().green("created")
                + "  organization "
                + Plain.line(organization.value()));
      }
      return ExitCode.DONE;
    }
  }
}
