package dev.keepsake.server.cli;

import dev.keepsake.server.console.Table;
import dev.keepsake.tool.WireJson;
import dev.keepsake.transfer.ImportMemories.Source;
import dev.keepsake.transfer.ImportSummary;
import dev.keepsake.transfer.ImportSummary.Count;
import dev.keepsake.transfer.ImportSummary.NotImported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake import`
@Command(
    name = "import",
    description = "Bring in memories from a file that keepsake export wrote.",
    sortOptions = false,
    footer = {
      "",
      "The file is checked whole before anything is imported. An import that was interrupted goes",
      "on where it was if it is started again; what is there already stays as it is."
    })
final class ImportCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "The file to read; - reads standard input.")
  private String file = "";

  @Option(names = "--dry-run", description = "Only say what would happen.")
  private boolean dryRun;

  ImportCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Path path = NewFile.path(file);
    if (!file.equals("-") && !Files.exists(path)) {
      throw new UsageException("There is no file " + file + ".");
    }
    try (var session = Session.open(workbench, common)) {
      print(session, file.equals("-") ? standardInput(session) : bring(session, Source.of(path)));
    }
    return ExitCode.DONE;
  }

  private ImportSummary bring(Session session, Source source) {
    try (var progress = workbench.progress()) {
      return session
          .keepsake()
          .importMemories()
          .run(session.caller(), source, dryRun, new TransferProgress(progress));
    }
  }

  /// It is read twice, which a stream can't be: it is kept in a file of its own meanwhile.
  private ImportSummary standardInput(Session session) {
    try {
      Path kept = Files.createTempFile("keepsake-import", ".jsonl"); // for its owner alone
      kept.toFile().deleteOnExit(); // the person may press Ctrl-C
      try {
        InputStream in = workbench.shell().in();
        Files.copy(in, kept, StandardCopyOption.REPLACE_EXISTING);
        return bring(session, new Source(kept, "standard input"));
      } finally {
        Files.deleteIfExists(kept);
      }
    } catch (IOException e) {
      throw new FileFailure(
          "Standard input could not be kept for a moment (" + NewFile.reason(e) + ").", e);
    }
  }

  private static void print(Session session, ImportSummary summary) {
    if (session.json()) {
      session.print(WireJson.write(summary));
      return;
    }
    var ink = session.terminal().ink();
    String done = summary.dryRun() ? ink.yellow("would import") : ink.green("imported");
    session.print(done + "  %d of %d memories".formatted(summary.created(), summary.memories()));
    fact(session, summary.alreadyThere(), "already there");
    fact(session, summary.differs(), "differ from what is there, which stays");
    fact(session, summary.duplicateSkipped(), "skipped: another memory says the same");
    fact(session, summary.successorSkipped(), "skipped with the memory that replaced them");
    fact(session, summary.rejected(), "rejected by the policy");
    fact(session, summary.renamed(), "got another id: another scope has theirs");
    fact(session, summary.vectorsPending(), "are found by their words until their vector is made");
    beside(session, summary.beside().rawMemories(), "raw memories");
    beside(session, summary.beside().conversations(), "conversations");
    beside(session, summary.beside().messages(), "messages");
    fact(session, summary.beside().redacted(), "messages held a secret, which was taken out");
    summary.notices().forEach(notice -> session.print("  " + ink.yellow(notice)));
    if (!summary.notImported().isEmpty()) {
      table(summary).print(session.terminal());
    }
  }

  private static void beside(Session session, Count count, String what) {
    if (count.read() > 0) {
      session.print("  %d of %d %s".formatted(count.created(), count.read(), what));
      fact(session, count.alreadyThere(), "already there");
      fact(session, count.differs(), "differ from what is there, which stays");
      fact(session, count.rejected(), "hold a secret");
    }
  }

  private static void fact(Session session, long count, String what) {
    if (count > 0) {
      session.print("  " + session.terminal().ink().dim(count + " " + what));
    }
  }

  private static Table table(ImportSummary summary) {
    var table = new Table("LINE", "ACTION", "MEMORY", "IN ITS PLACE, OR THE RULE");
    for (NotImported one : summary.notImported()) {
      table.row(
          Long.toString(one.line()),
          one.action(),
          one.id().toString(),
          one.existing().map(Object::toString).or(one::rule).orElse(""));
    }
    return table;
  }
}
