package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.audit.ChainedEvent;
import dev.keepsake.audit.Checkpoint;
import dev.keepsake.history.AuditTrail;
import dev.keepsake.memory.UserId;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake audit export`
@Command(
    name = "export",
    description = "Write the checkpoints and every user's events to a file (JSON Lines).",
    sortOptions = false)
final class AuditExportCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "The file to write.")
  private String file = "";

  @Option(
      names = "--no-texts",
      description = "Leave out what the events keep in words: contents, reasons, tags.")
  private boolean noTexts;

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  AuditExportCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    var target = new NewFile(NewFile.path(file), force);
    try (var session = Session.open(workbench, common)) {
      Lines lines = target.write(out -> export(session.keepsake().trail(), out));
      if (session.json()) {
        session.print(
            WireJson.MAPPER
                .createObjectNode()
                .put("file", target.path().toString())
                .put("checkpoints", lines.checkpoints)
                .put("events", lines.events)
                .put("unreadable", lines.unreadable)
                .toString());
      } else {
        session.print(
            "%s  %d checkpoints, %d events to %s"
                .formatted(
                    session.terminal().ink().green("exported"),
                    lines.checkpoints,
                    lines.events,
                    target.path()));
        if (lines.unreadable > 0) {
          session.print("  %d rows cannot be read; see audit verify".formatted(lines.unreadable));
        }
      }
      return lines.unreadable == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private Lines export(AuditTrail trail, OutputStream out) throws IOException {
    var lines = new Lines(out, !noTexts);
    try {
      trail.read(lines);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return lines;
  }

  private static final class Lines implements AuditTrail.Reader {
    private final OutputStream out;
    private final boolean texts;
    private long checkpoints;
    private long events;
    private long unreadable;

    Lines(OutputStream out, boolean texts) {
      this.out = out;
      this.texts = texts;
    }

    @Override
    public void checkpoint(Checkpoint checkpoint) {
      checkpoints++;
      write(line("checkpoint").setAll(AuditJson.of(checkpoint)));
    }

    @Override
    public void event(ChainedEvent event) {
      events++;
      ObjectNode json = AuditJson.of(event);
      if (!texts) {
        json.remove(AuditJson.TEXTS);
      }
      write(line("event").put("user_id", event.event().owner().user().toString()).setAll(json));
    }

    @Override
    public void unreadable(Optional<UserId> user, long number) {
      unreadable++;
      ObjectNode json = line("unreadable").put("number", number);
      user.ifPresent(id -> json.put("user_id", id.toString()));
      write(json);
    }

    private static ObjectNode line(String kind) {
      return WireJson.MAPPER.createObjectNode().put("kind", kind);
    }

    private void write(JsonNode json) {
      try {
        out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
