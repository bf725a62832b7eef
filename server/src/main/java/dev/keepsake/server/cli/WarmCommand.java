package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.warm.CacheNote;
import dev.keepsake.server.warm.WarmUp;
import dev.keepsake.server.warm.WarmUp.Outcome;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `keepsake warm`
@Command(
    name = "warm",
    description = "Record what a start needs, so that the next ones are fast.",
    sortOptions = false)
final class WarmCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--note", hidden = true, description = "The launcher's: where to note the cache.")
  private @Nullable Path note;

  @Option(names = "--key", hidden = true, description = "The launcher's: what the cache is for.")
  private @Nullable String key;

  WarmCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    if (note == null || key == null || key.isBlank()) {
      throw new UsageException(
          "There is no folder to record into: run it through the launcher,"
              + " where the folder of the jars or the user's cache folder can be written.");
    }
    Outcome outcome = new WarmUp(new CacheNote(note, key), workbench.shell().clock()).run();
    if (output.json()) {
      workbench.shell().out().println(json(outcome));
    } else if (outcome instanceof Outcome.Failed(var reason)) {
      workbench.shell().err().println("keepsake: " + reason);
    } else {
      workbench.shell().out().println(sentence(outcome));
    }
    return outcome instanceof Outcome.Failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String sentence(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded(var cache, var bytes, var took) ->
          String.format(
              Locale.ROOT,
              "Recorded %s (%d MiB, %.1f s); it is used from the next start on.",
              cache,
              bytes >> 20,
              took.toMillis() / 1_000.0);
      case Outcome.UpToDate(var cache) -> "Nothing to do: " + cache + " is up to date.";
      case Outcome.InProgress() -> "Nothing to do: another process is recording.";
      case Outcome.Failed(var reason) -> reason;
    };
  }

  private static ObjectNode json(Outcome outcome) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    return switch (outcome) {
      case Outcome.Recorded(var cache, var bytes, var took) ->
          json.put("action", "recorded")
              .put("file", cache.toString())
              .put("bytes", bytes)
              .put("milliseconds", took.toMillis());
      case Outcome.UpToDate(var cache) ->
          json.put("action", "up_to_date").put("file", cache.toString());
      case Outcome.InProgress() -> json.put("action", "in_progress");
      case Outcome.Failed(var reason) -> json.put("action", "failed").put("message", reason);
    };
  }
}
