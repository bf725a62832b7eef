package dev.keepsake.server.cli;

import dev.keepsake.server.config.Settings;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake policy show`
@Command(
    name = "show",
    description = "Print the file of the policy in force, to be copied and changed.",
    sortOptions = false)
final class PolicyShowCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private OfClient client = new OfClient();

  PolicyShowCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Settings settings = workbench.briefSettings(common.settings());
    var policy = ChosenPolicy.of(workbench, settings, null, client);
    String text = new String(policy.bytes(), StandardCharsets.UTF_8);
    if (common.json()) {
      workbench
          .shell()
          .out()
          .println(WireJson.MAPPER.createObjectNode().put("file", policy.name()).put("text", text));
    } else {
      workbench.shell().out().print(text);
      workbench.shell().out().flush();
    }
    return ExitCode.DONE;
  }
}
