package dev.keepsake.server.cli;

import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyTrace;
import dev.keepsake.policy.WriteFacts;
import dev.keepsake.server.config.Settings;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake policy explain`
@Command(
    name = "explain",
    description = "Say rule by rule what would become of a write; stores nothing.",
    sortOptions = false)
final class PolicyExplainCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "TEXT", description = "The statement, in quotes.")
  private String text = "";

  @Mixin private GivenOptions given = new GivenOptions();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Another policy than the one in force.")
  private @Nullable String file;

  PolicyExplainCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Settings settings = workbench.briefSettings(common.settings());
    var caller = new LinkedHashMap<String, String>();
    settings.user().ifPresent(user -> caller.put("user", user.value()));
    caller.put("scope", settings.keepsake().scope().value());
    WriteFacts facts = given.facts(text, caller);
    Policy policy = NamedPolicy.of(settings.keepsake(), file).require(settings.keepsake());
    PolicyTrace trace = policy.trace(facts);
    if (common.json()) {
      workbench.shell().out().println(PolicyReport.json(trace));
    } else {
      PolicyReport.print(trace, workbench.terminal());
    }
    return ExitCode.DONE;
  }
}
