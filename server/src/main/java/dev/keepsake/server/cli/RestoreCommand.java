package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.forget.RestoreMemory.Restored;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `keepsake restore`
@Command(
    name = "restore",
    description = "Bring a deleted memory back, with the older versions that went with it.",
    sortOptions = false)
final class RestoreCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "The memory's id, as `keepsake delete` showed it.")
  private String id = "";

  RestoreCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    MemoryId memory = MemoryIds.parse(id);
    try (var session = Session.open(workbench, common)) {
      Restored restored = session.keepsake().restore().run(session.caller(), memory);
      if (session.json()) {
        session.print(json(restored).toString());
      } else {
        Ink ink = session.terminal().ink();
        String content = restored.head().content().text();
        session.print(ink.green("restored") + "  " + Plain.line(content));
        session.print("  " + ink.dim("id " + restored.head().id()));
        if (restored.chain().size() > 1) {
          int older = restored.chain().size() - 1;
          session.print(
              "  "
                  + ink.dim(
                      "with " + (older == 1 ? "1 older version" : older + " older versions")));
        }
      }
      return ExitCode.DONE;
    }
  }

  private static ObjectNode json(Restored restored) {
    ObjectNode json =
        Session.arguments()
            .put("success", true)
            .put("action", "restored")
            .put("memory_id", restored.head().id().toString())
            .put("content", restored.head().content().text());
    var chain = json.putArray("memories");
    restored
        .chain()
        .forEach(memory ->
            chain
                .addObject()
                .put("id", memory.id().toString())
                .put("content", memory.content().text())
                .put("type", memory.statement().type().wireName())
                .put("status", memory.status().wireName()));
    return json;
  }
}
