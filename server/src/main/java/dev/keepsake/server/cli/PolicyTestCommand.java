package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.cases.CaseReader;
import dev.keepsake.policy.cases.CaseReading;
import dev.keepsake.policy.cases.PolicyCase;
import dev.keepsake.server.config.Settings;
import dev.keepsake.server.console.Table;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake policy test`
@Command(
    name = "test",
    description = "Try a policy on the cases beside it; ends with 1 if one of them fails.",
    sortOptions = false)
final class PolicyTestCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private OfClient client = new OfClient();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The policy; the one in force if left out.")
  private @Nullable String file;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "The cases; policy.cases.yaml beside policy.yaml if left out.")
  private @Nullable String cases;

  PolicyTestCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  /// @param differences empty if the policy says what it must
  private record Tried(PolicyCase one, List<String> differences) {
    boolean failed() {
      return !differences.isEmpty();
    }
  }

  @Override
  public Integer call() {
    Settings settings = workbench.briefSettings(common.settings());
    var named = ChosenPolicy.of(workbench, settings, file, client);
    Policy policy = named.require(settings.keepsake());
    List<Tried> tried =
        read(casesOf(named)).stream().map(one -> new Tried(one, one.differences(policy))).toList();
    if (common.json()) {
      workbench.shell().out().println(json(policy, tried));
    } else {
      print(policy, tried);
    }
    return tried.stream().anyMatch(Tried::failed) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private Path casesOf(NamedPolicy policy) {
    if (cases != null) {
      return NewFile.path(cases);
    }
    Path beside =
        policy
            .file()
            .orElseThrow(() ->
                new UsageException(
                    "There are no cases beside %s: name --cases.".formatted(policy.name())));
    String name = beside.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return beside.resolveSibling(name + ".cases.yaml");
  }

  private static List<PolicyCase> read(Path path) {
    try {
      return switch (new CaseReader().read(Files.readString(path))) {
        case CaseReading.Good(var good) -> good;
        case CaseReading.Broken(var problems) -> throw new BrokenPolicy(path.toString(), problems);
      };
    } catch (IOException e) {
      throw new UsageException(
          "The cases %s can't be read (%s); name others with --cases."
              .formatted(path, NewFile.reason(e)));
    }
  }

  private void print(Policy policy, List<Tried> tried) {
    List<Tried> failed = tried.stream().filter(Tried::failed).toList();
    var terminal = workbench.terminal();
    terminal.line(
        "%s  %d of %d cases, policy %s"
            .formatted(
                failed.isEmpty() ? terminal.ink().green("passed") : terminal.ink().red("failed"),
                failed.isEmpty() ? tried.size() : failed.size(),
                tried.size(),
                policy.version()));
    if (failed.isEmpty()) {
      return;
    }
    var table = new Table("LINE", "CASE", "DIFFERENCE");
    for (Tried one : failed) {
      table.row(
          List.of(
              Integer.toString(one.one().line()), one.one().name(), one.differences().getFirst()),
          one.differences().subList(1, one.differences().size()));
    }
    table.print(terminal);
  }

  private static ObjectNode json(Policy policy, List<Tried> tried) {
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("policy_version", policy.version())
            .put("cases", tried.size())
            .put("failed", tried.stream().filter(Tried::failed).count());
    var failures = json.putArray("failures");
    for (Tried one : tried) {
      if (one.failed()) {
        ObjectNode item =
            failures.addObject().put("line", one.one().line()).put("name", one.one().name());
        one.differences().forEach(item.putArray("differences")::add);
      }
    }
    return json;
  }
}
