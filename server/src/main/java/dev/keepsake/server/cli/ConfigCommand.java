package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.keepsake.server.config.EffectiveSetting;
import dev.keepsake.server.console.Table;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake config`
@Command(
    name = "config",
    description = "List the settings: what is in force, and where it was set.",
    sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  ConfigCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    List<EffectiveSetting> all = workbench.briefSettings(common.settings()).all();
    if (common.json()) {
      workbench.shell().out().println(json(all));
    } else {
      var table = new Table("SETTING", "VALUE", "SET BY");
      all.forEach(s -> table.row(s.name(), s.value(), s.source().described()));
      table.print(workbench.terminal());
    }
    return ExitCode.DONE;
  }

  private static ArrayNode json(List<EffectiveSetting> all) {
    ArrayNode json = WireJson.MAPPER.createArrayNode();
    for (EffectiveSetting setting : all) {
      json.addObject()
          .put("name", setting.name())
          .put("value", setting.value())
          .put("default", setting.fallback())
          .put("source", setting.source().described())
          .put("doc", setting.doc());
    }
    return json;
  }
}
