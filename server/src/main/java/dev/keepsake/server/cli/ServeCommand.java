package dev.keepsake.server.cli;

import dev.keepsake.server.config.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake serve`
@Command(
    name = "serve",
    description =
        "Serve MCP at /mcp and function calling at /api/v1/tools, over HTTP, until stopped.",
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 takes any free one.")
  private @Nullable String port;

  @Option(names = "--host", paramLabel = "H", description = "Address to listen on.")
  private @Nullable String host;

  ServeCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Map<String, String> options = common.settings();
    CommonOptions.put(options, "port", port);
    CommonOptions.put(options, "host", host);
    Settings settings = workbench.settings(options);
    workbench.doors().log(settings.log());
    try (var keepsake = workbench.open(settings, workbench.doors().metrics())) {
      return workbench.doors().serve(settings, keepsake);
    }
  }
}
