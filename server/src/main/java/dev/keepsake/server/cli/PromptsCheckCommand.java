package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake prompts check`
@Command(
    name = "check",
    description =
        "Say whether your own prompts can be used; ends with 2 and all that is wrong if not.",
    sortOptions = false)
final class PromptsCheckCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "The folder to check; the one in force if left out.")
  private @Nullable String folder;

  PromptsCheckCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    PromptsPlace set = workbench.briefSettings(Map.of()).keepsake().model().prompts();
    PromptsPlace place =
        folder == null ? set : new PromptsPlace(NewFile.path(folder).toAbsolutePath(), true);
    Prompts prompts = InstalledPrompts.in(place);
    List<String> own =
        prompts.all().stream()
            .filter(prompt -> prompt.file().path().isPresent())
            .map(Prompt::name)
            .toList();
    if (output.json()) {
      ObjectNode json =
          WireJson.MAPPER
              .createObjectNode()
              .put("folder", place.folder().toString())
              .put("prompts", prompts.all().size());
      own.forEach(json.putArray("replaced")::add);
      workbench.shell().out().println(json);
    } else {
      workbench
          .shell()
          .out()
          .println(
              "%s  %s: %s"
                  .formatted(
                      workbench.terminal().ink().green("usable"),
                      place.folder(),
                      own.isEmpty()
                          ? "none of your own, all are as shipped"
                          : "your own " + String.join(", ", own)));
    }
    return ExitCode.DONE;
  }
}
