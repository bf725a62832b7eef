package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.server.config.InvalidSettings;
import dev.keepsake.server.config.Settings;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake health`: 0 if every part works, else 1. Makes and migrates nothing.
@Command(
    name = "health",
    description = "Try every part of the installation, and say how it is.",
    sortOptions = false)
final class HealthCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  HealthCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    List<HealthPart> parts = parts();
    boolean broken = parts.stream().anyMatch(HealthPart::failed);
    if (common.json()) {
      ObjectNode json = WireJson.MAPPER.createObjectNode().put("status", broken ? "failed" : "ok");
      var all = json.putArray("parts");
      parts.forEach(part -> all.add(part.json()));
      workbench.shell().out().println(json);
    } else {
      parts.forEach(part -> part.print(workbench.terminal()));
    }
    return broken ? ExitCode.FAILED : ExitCode.DONE;
  }

  private List<HealthPart> parts() {
    var parts = new ArrayList<HealthPart>();
    parts.add(HealthParts.runtime());
    try {
      Settings settings = workbench.briefSettings(common.settings());
      parts.add(HealthParts.settings(settings.all()));
      parts.add(HealthParts.policy(settings.keepsake()));
      var check = Keepsake.health(settings.keepsake(), workbench.shell().clock());
      parts.add(ModelParts.prompts(settings.keepsake().model().prompts()));
      parts.addAll(HealthParts.memory(check, settings.keepsake().home()));
      parts.add(ModelParts.model(Keepsake.modelReach(settings.keepsake())));
      parts.add(HealthParts.redis(settings.keepsake().redis()));
    } catch (InvalidSettings e) {
      parts.add(HealthPart.failed("settings", String.valueOf(e.getMessage())));
      parts.add(HealthPart.skipped("policy", "the settings are wrong."));
      parts.add(HealthPart.skipped("prompts", "the settings are wrong."));
      HealthParts.BY_THE_SETTINGS.forEach(
          name -> parts.add(HealthPart.skipped(name, "the settings are wrong.")));
    }
    return parts;
  }
}
