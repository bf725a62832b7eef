package dev.keepsake.server.cli;

import dev.keepsake.tool.WireJson;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake key revoke`
@Command(
    name = "revoke",
    description = "End a key: within 10 s no server takes it any more.",
    sortOptions = false)
final class KeyRevokeCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "PREFIX",
      description = "The first characters of the key, as `keepsake key list` shows them.")
  private String prefix = "";

  KeyRevokeCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    try (var keepsake = workbench.open(workbench.briefSettings(Map.of()))) {
      String revoked = keepsake.accessKeys().revoke(prefix);
      long working = keepsake.accessKeys().working();
      var out = workbench.shell().out();
      if (output.json()) {
        out.println(
            WireJson.MAPPER
                .createObjectNode()
                .put("success", true)
                .put("action", "revoked")
                .put("prefix", revoked)
                .put("working_keys", working));
      } else {
        out.println(
            workbench.terminal().ink().green("revoked")
                + "  "
                + revoked
                + "; servers that run take it for up to 10 s more.");
        if (working == 0) {
          out.println("  No key works any more: no call over HTTP is let in until one is made.");
        }
      }
      return ExitCode.DONE;
    }
  }
}
