package dev.keepsake.server.cli;

import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyTrace;
import dev.keepsake.server.config.Settings;
import dev.keepsake.store.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  @Mixin private OfClient client = new OfClient();

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
    Policy policy = policy(settings, caller).require(settings.keepsake());
    PolicyTrace trace = policy.trace(given.facts(text, caller));
    if (common.json()) {
      workbench.shell().out().println(PolicyReport.json(trace));
    } else {
      PolicyReport.print(trace, workbench.terminal());
    }
    return ExitCode.DONE;
  }

  /// @param caller is told of the client
  private NamedPolicy policy(Settings settings, Map<String, String> caller) {
    Optional<String> id = client.id();
    id.ifPresent(made -> caller.put("client", made));
    Optional<OfClient.Name> named = id.isPresent() ? Optional.empty() : client.name();
    if (named.isEmpty()) {
      return file == null ? NamedPolicy.inForce(settings.keepsake()) : NamedPolicy.of(file);
    }
    try (var keepsake = workbench.open(settings)) {
      Tenant tenant = named.get().require(keepsake).tenant();
      caller.put("client", tenant.client().toString());
      caller.put("scope", tenant.scope().value());
      return file == null
          ? NamedPolicy.of(keepsake, settings.keepsake(), named.get())
          : NamedPolicy.of(file);
    }
  }
}
