package dev.keepsake.server.cli;

import dev.keepsake.server.config.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake mcp`
@Command(
    name = "mcp",
    description = "Serve MCP over standard input and output; for MCP clients to start.",
    sortOptions = false)
final class McpCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  McpCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    return run(workbench, common.settings());
  }

  static int run(Workbench workbench, Map<String, String> options) {
    Settings settings = workbench.settings(options);
    // beside: a client waits, and both take their time
    var logging = CompletableFuture.runAsync(() -> workbench.doors().log(settings.quietLog()));
    try (var keepsake = workbench.open(settings)) {
      logging.join();
      return workbench.doors().mcp(settings, keepsake);
    }
  }
}
