package dev.keepsake.server.cli;

import dev.keepsake.policy.Policy;
import dev.keepsake.server.config.Settings;
import dev.keepsake.tool.WireJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake policy check`
@Command(
    name = "check",
    description = "Say whether a policy can be used; ends with 2 and all that is wrong if not.",
    sortOptions = false)
final class PolicyCheckCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private OfClient client = new OfClient();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The file to check; the one in force if left out.")
  private @Nullable String file;

  PolicyCheckCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Settings settings = workbench.briefSettings(common.settings());
    var named = ChosenPolicy.of(workbench, settings, file, client);
    Policy policy = named.require(settings.keepsake());
    int rules = policy.rules().size();
    if (common.json()) {
      workbench
          .shell()
          .out()
          .println(
              WireJson.MAPPER
                  .createObjectNode()
                  .put("file", named.name())
                  .put("policy_version", policy.version())
                  .put("rules", rules));
    } else {
      workbench
          .shell()
          .out()
          .println(
              "%s  %s: version %s, %s"
                  .formatted(
                      workbench.terminal().ink().green("usable"),
                      named.name(),
                      policy.version(),
                      rules == 1 ? "1 rule" : rules + " rules"));
    }
    return ExitCode.DONE;
  }
}
