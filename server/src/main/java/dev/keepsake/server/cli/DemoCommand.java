package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.config.StartupFailure;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake demo`: never reads or writes what is the user's own, settings included.
@Command(
    name = "demo",
    description = "Show the whole life of a memory, in a folder that is thrown away.",
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private final Workbench workbench;

  @Mixin private OutputOptions output = new OutputOptions();

  DemoCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Path home = makeFolder();
    try {
      return output.json() ? inJson(home) : narrated(home);
    } finally {
      remove(home);
    }
  }

  private int narrated(Path home) {
    Terminal terminal = workbench.terminal();
    Ink ink = terminal.ink();
    terminal.line(ink.bold("The life of a memory") + ink.dim(", in " + home));
    long started = System.nanoTime();
    boolean asExpected =
        new DemoScript(home, workbench.shell().clock(), step -> tell(step, terminal)).run();
    String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - started) / 1e9);
    terminal.line("");
    terminal.line(
        asExpected
            ? ink.green("All of it as told") + ", in " + seconds + "; the folder is gone again."
            : ink.red("Something did not come as told") + "; see the steps marked !.");
    terminal.line("Next: ./keepsake serve, or `./keepsake mcp` as a command in your MCP client.");
    return asExpected ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void tell(DemoStep step, Terminal terminal) {
    Ink ink = terminal.ink();
    String time = String.format(Locale.ROOT, "%.0f ms", step.millis());
    terminal.line("");
    terminal.line(ink.bold(step.title()));
    if (!step.call().isEmpty()) {
      terminal.line(ink.dim(terminal.cut("  > " + Plain.line(step.call()))));
    }
    String mark = step.asExpected() ? "  " : ink.red("! ");
    String word = Plain.line(step.answer().isEmpty() ? "(nothing)" : step.answer().getFirst());
    terminal.line(
        mark + (step.asExpected() ? ink.green(word) : ink.red(word)) + ink.dim("  " + time));
    step.answer().stream().skip(1).forEach(line -> terminal.line("    " + Plain.line(line)));
  }

  private int inJson(Path home) {
    List<DemoStep> steps = new ArrayList<>();
    boolean asExpected = new DemoScript(home, workbench.shell().clock(), steps::add).run();
    ObjectNode document = WireJson.MAPPER.createObjectNode().put("as_expected", asExpected);
    document.set("steps", WireJson.MAPPER.valueToTree(steps));
    workbench.shell().out().println(document);
    return asExpected ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Path makeFolder() {
    try {
      return Files.createTempDirectory("keepsake-demo-");
    } catch (IOException e) {
      throw new StartupFailure(
          "No temporary folder can be made under "
              + System.getProperty("java.io.tmpdir")
              + "; the demo needs one.",
          e);
    }
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    /// What is gone already need not be removed: SQLite takes its side files away as it closes.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
