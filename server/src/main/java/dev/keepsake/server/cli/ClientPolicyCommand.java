package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyReading;
import dev.keepsake.server.console.Plain;
import dev.keepsake.tool.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake client policy`
@Command(
    name = "policy",
    description = "Give a client a policy of its own, show it, or take it away again.",
    sortOptions = false)
final class ClientPolicyCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private NamedClient named = new NamedClient();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Check this file and have its rules decide the writes of the client.")
  private @Nullable String file;

  @Option(names = "--clear", description = "Have the policy of the installation decide again.")
  private boolean clear;

  @Option(names = "--show", description = "Print the policy of the client, to be copied.")
  private boolean show;

  @Mixin private OutputOptions output = new OutputOptions();

  ClientPolicyCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if (Stream.of(file != null, clear, show).filter(given -> given).count() != 1) {
      throw new UsageException("Give --file (which policy), --clear or --show, one of the three.");
    }
    var organization = named.organization();
    var name = named.client();
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      if (show) {
        show(keepsake, organization, name);
      } else if (clear) {
        keepsake.clients().clearPolicy(organization, name);
        tell("cleared", organization, name, Optional.empty());
      } else {
        Policy policy = set(keepsake, organization, name);
        tell("set", organization, name, Optional.of(policy));
      }
      return ExitCode.DONE;
    }
  }

  private Policy set(Keepsake keepsake, OrganizationName organization, ClientName name) {
    var policy = NamedPolicy.of(String.valueOf(file));
    return switch (keepsake.clients().setPolicy(organization, name, policy.bytes())) {
      case PolicyReading.Good(var good) -> good;
      case PolicyReading.Broken(var problems) -> throw new BrokenPolicy(policy.name(), problems);
    };
  }

  private void tell(
      String done, OrganizationName organization, ClientName name, Optional<Policy> policy) {
    if (output.json()) {
      ObjectNode json =
          json(organization, name).put("success", true).put("action", "policy_" + done);
      policy.ifPresent(
          set -> json.put("policy_version", set.version()).put("rules", set.rules().size()));
      print(json.toString());
    } else {
      print(
          "%s  %s: servers that run go by %s within a second or two."
              .formatted(
                  workbench.terminal().ink().green(done),
                  Plain.line("the policy of %s of %s".formatted(name, organization)),
                  policy.map(set -> Plain.line(set.version())).orElse("that of the installation")));
    }
  }

  private void show(Keepsake keepsake, OrganizationName organization, ClientName name) {
    Optional<String> text = keepsake.clients().policy(organization, name);
    if (output.json()) {
      ObjectNode json = json(organization, name).put("own_policy", text.isPresent());
      text.ifPresent(own -> json.put("text", own));
      print(json.toString());
    } else if (text.isPresent()) {
      workbench.shell().out().print(text.get());
      workbench.shell().out().flush();
    } else {
      // a comment, for whoever sends it into a file
      print("# None of its own: that of the installation decides (keepsake policy show).");
    }
  }

  private static ObjectNode json(OrganizationName organization, ClientName name) {
    return WireJson.MAPPER
        .createObjectNode()
        .put("organization", organization.value())
        .put("client", name.value());
  }

  private void print(String line) {
    workbench.shell().out().println(line);
  }
}
