package dev.keepsake.server.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keepsake.memory.TimeAsked;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.observe.BuildVersion;
import dev.keepsake.tool.WireJson;
import dev.keepsake.transfer.ExportOptions;
import dev.keepsake.transfer.ExportSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake export`
@Command(
    name = "export",
    description = "Write memories to a file (JSON Lines) that keepsake import reads.",
    sortOptions = false,
    footer = {
      "",
      "With --as-of or --valid-at the file shows what was known at another time, without what was",
      "deleted since. It is for reading alone: keepsake import refuses it."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String STDOUT = "-";

  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = STDOUT,
      description = "The file to write; - or nothing writes to standard output.")
  private String file = STDOUT;

  @Option(names = "--active", description = "Leave out replaced, deleted and archived memories.")
  private boolean active;

  @Mixin private TimeOptions time = new TimeOptions();

  @Option(
      names = "--no-vectors",
      description = "Leave out the vectors: a smaller file; import makes them again.")
  private boolean noVectors;

  @Option(names = "--force", description = "Replace FILE if it is there.")
  private boolean force;

  ExportCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    TimeAsked asked = time.time();
    boolean toFile = !file.equals(STDOUT);
    if (common.json() && !toFile) {
      throw new UsageException("--json would answer between the memories; name a FILE.");
    }
    NewFile target = toFile ? new NewFile(NewFile.path(file), force) : null;
    try (var session = Session.open(workbench, common)) {
      if (target == null) {
        tell(toStandardOutput(session, asked));
      } else {
        answer(session, target.write(out -> export(session, asked, out)), target.path());
      }
    }
    return ExitCode.DONE;
  }

  private ExportSummary export(Session session, TimeAsked asked, OutputStream out)
      throws IOException {
    var options = new ExportOptions(!noVectors, active, asked, BuildVersion.current());
    try (var progress = workbench.progress()) {
      return session
          .keepsake()
          .exportMemories()
          .run(session.caller(), options, out, new TransferProgress(progress));
    }
  }

  private ExportSummary toStandardOutput(Session session, TimeAsked asked) {
    var stdout = workbench.shell().out();
    try (var out = new BufferedOutputStream(new Unclosed(stdout), 1 << 16)) {
      return export(session, asked, out);
    } catch (IOException e) {
      throw new FileFailure(
          "Standard output took no more (" + NewFile.reason(e) + "); the export is not whole.", e);
    }
  }

  /// A stream that says when it takes no more, as a print stream by itself does not.
  private static final class Unclosed extends OutputStream {
    private final PrintStream out;

    Unclosed(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (out.checkError()) {
        throw new IOException("it is closed or full");
      }
    }
  }

  private void answer(Session session, ExportSummary summary, Path path) {
    if (session.json()) {
      session.print(WireJson.write(new Answer(path.toString(), summary)));
      return;
    }
    session.print(session.terminal().ink().green("exported") + "  " + facts(summary));
    session.print("  " + session.terminal().ink().dim("file    " + path));
    session.print("  " + session.terminal().ink().dim("sha256  " + summary.sha256()));
  }

  /// Standard output has the memories, so that this goes beside.
  private void tell(ExportSummary summary) {
    workbench.shell().err().println("keepsake: exported " + facts(summary));
  }

  private static String facts(ExportSummary summary) {
    String statuses =
        summary.byStatus().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "%d memories of %s%s, %d vectors%s, %d bytes"
        .formatted(
            summary.memories(),
            Plain.line(summary.user()),
            statuses.isEmpty() ? "" : " (" + statuses + ")",
            summary.vectors(),
            beside(summary),
            summary.bytes());
  }

  private static String beside(ExportSummary summary) {
    return summary.rawMemories() + summary.conversations() == 0
        ? ""
        : ", %d raw memories, %d conversations with %d messages"
            .formatted(summary.rawMemories(), summary.conversations(), summary.messages());
  }

  /// The answer with `--json`.
  private record Answer(String file, @JsonUnwrapped ExportSummary summary) {}
}
