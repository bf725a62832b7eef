package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.backup.Backups;
import dev.keepsake.backup.Backups.Backup;
import dev.keepsake.backup.Backups.Restored;
import dev.keepsake.backup.Manifest;
import dev.keepsake.server.console.Ink;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.observe.BuildVersion;
import dev.keepsake.tool.WireJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `keepsake backup`: opens no memory, since what is to be replaced must not be open.
@Command(
    name = "backup",
    description = "Copy the whole store while it is in use; `backup restore` puts a copy back.",
    sortOptions = false)
final class BackupCommand implements Callable<Integer> {
  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to; if left out, a new folder in `backups` of the data folder.")
  private @Nullable String folder;

  BackupCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Backups backups = backups(common);
    Path target = folder == null ? backups.usualFolder() : path(folder);
    Backup backup;
    try (var bar = BackupProgress.on(workbench)) {
      backup = backups.create(target, bar);
    }
    if (common.json()) {
      print(json(backup).toString());
    } else {
      Ink ink = workbench.terminal().ink();
      print(ink.green("backed up") + "  " + Plain.line(backup.folder().toString()));
      print("  " + ink.dim(facts(backup.manifest())));
      print("  " + ink.dim("sha256 " + backup.manifest().database().sha256()));
    }
    return ExitCode.DONE;
  }

  @Command(
      name = "restore",
      description = "Check a backup and put it in the place of the store, which is kept aside.",
      sortOptions = false)
  int restore(
      @Mixin CommonOptions options,
      @Parameters(paramLabel = "FOLDER", description = "The folder of the backup.") String from,
      @Option(names = "--yes", description = "Replace the store without being asked.")
          boolean yes) {
    Backups backups = backups(options);
    Backup backup = backups.read(path(from));
    boolean inJson = options.json() || common.json();
    if (backups.wouldReplace() && !yes && !agreed(backup, inJson)) {
      throw new UsageException(
          "Nothing was restored: say --yes to replace the store by the backup "
              + backup.folder()
              + " ("
              + facts(backup.manifest())
              + ").");
    }
    Restored restored;
    try (var bar = BackupProgress.on(workbench)) {
      restored = backups.restore(backup, bar);
    }
    print(restored, inJson);
    return ExitCode.DONE;
  }

  private boolean agreed(Backup backup, boolean inJson) {
    return !inJson
        && Question.ask(
            workbench,
            "Replace the store by the backup %s (%s)?"
                .formatted(backup.folder(), facts(backup.manifest())));
  }

  private void print(Restored restored, boolean inJson) {
    if (inJson) {
      ObjectNode json = json(restored.backup());
      restored.replaced().ifPresent(path -> json.put("replaced_store", path.toString()));
      print(json.toString());
      return;
    }
    Ink ink = workbench.terminal().ink();
    print(ink.green("restored") + "  " + Plain.line(restored.backup().folder().toString()));
    print("  " + ink.dim(facts(restored.backup().manifest())));
    restored
        .replaced()
        .ifPresent(
            path -> print("  " + ink.dim("the store before: " + Plain.line(path.toString()))));
  }

  private Backups backups(CommonOptions options) {
    KeepsakeSettings settings = workbench.briefSettings(options.settings()).keepsake();
    if (settings.database().isPresent()) {
      throw new UsageException(
          "A Postgres database is backed up by its own means (pg_dump, or base backups with its"
              + " WAL); this command copies the store of a data folder.");
    }
    return Keepsake.backups(settings.home(), BuildVersion.current(), workbench.shell().clock());
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // no folder either
    }
    throw new UsageException("FOLDER must name a folder; it was \"" + text + "\".");
  }

  private static String facts(Manifest manifest) {
    String memories =
        manifest.memories().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s, memories: %s, %d audit events, %.1f MiB, Keepsake %s",
        StoryTeller.shown(manifest.createdAt()),
        memories.isEmpty() ? "none" : memories,
        manifest.audit().events(),
        manifest.database().bytes() / (double) (1 << 20),
        Plain.line(manifest.keepsakeVersion()));
  }

  private static ObjectNode json(Backup backup) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    json.put("folder", backup.folder().toString());
    json.set("manifest", WireJson.MAPPER.valueToTree(backup.manifest()));
    return json;
  }

  private void print(String line) {
    workbench.shell().out().println(line);
  }
}
