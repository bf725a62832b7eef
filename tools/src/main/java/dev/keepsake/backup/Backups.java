package dev.keepsake.backup;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.store.WholeStore;
import dev.keepsake.store.WholeStore.Contents;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Writes backups of the store of one data folder and puts them back. A backup is a folder with a
/// copy of the store and a [Manifest]; it is there whole or not at all.
public final class Backups {
  private static final String PARTIAL = ".keepsake-backup-";
  private static final String STAGING = ".restoring-";

  private final Path home;
  private final WholeStore store;
  private final Rehearsal rehearsal;
  private final Path lastCheckpoint;
  private final String program;
  private final InstantSource clock;

  /// @param lastCheckpoint the note of the last checkpoint of the audit trail that was seen here; a
  ///   restored store need not have it
  /// @param program its version, for the manifest
  public Backups(
      Path home,
      WholeStore store,
      Rehearsal rehearsal,
      Path lastCheckpoint,
      String program,
      InstantSource clock) {
    this.home = home;
    this.store = store;
    this.rehearsal = rehearsal;
    this.lastCheckpoint = lastCheckpoint;
    this.program = program;
    this.clock = clock;
  }

  /// A backup that is there.
  public record Backup(Path folder, Manifest manifest) {}

  /// @param replaced where the store is that was there before; empty if there was none
  public record Restored(Backup backup, Optional<Path> replaced) {}

  /// Whether there is a store that a restoration would replace.
  public boolean wouldReplace() {
    return store.exists();
  }

  /// Where a backup goes that is given no folder: named by the time.
  public Path usualFolder() {
    return home.resolve("backups").resolve(timeName());
  }

  /// Writes a backup while others may read and write, and reads it again to check it.
  ///
  /// @param folder must not be there yet
  /// @throws MemoryException if it is there, or can't be written; nothing is left then
  public Backup create(Path folder, Watch watch) {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (Files.exists(target) || parent == null) {
      throw taken(target);
    }
    long bytes = store.bytes(); // first: it says so where there is nothing to copy
    try {
      BackupFiles.makeFolder(parent);
      try (var partial = WorkingFolder.in(parent, PARTIAL)) {
        partial.removeStale(PARTIAL);
        Manifest manifest = write(partial.path(), bytes, watch);
        name(partial.path(), target);
        return new Backup(target, manifest);
      }
    } catch (IOException e) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "The backup cannot be written to %s (%s): name a folder that can be."
              .formatted(target, reason(e)),
          e);
    }
  }

  private static void name(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(target)) { // another backup was faster
        throw taken(target);
      }
      throw e;
    }
    try {
      BackupFiles.sync(target.resolveSibling("."));
    } catch (IOException e) { // it is there, whatever happens here
      LoggerFactory.getLogger(Backups.class)
          .warn("a power cut may take the backup {} away: {}", target, e.toString());
    }
  }

  private static MemoryException taken(Path target) {
    return new MemoryException(
        ErrorCode.INVALID_INPUT,
        "The folder of a backup must not be there yet, and " + target + " is: name another.");
  }

  private Manifest write(Path folder, long bytes, Watch watch) throws IOException {
    Path file = folder.resolve(store.fileName());
    store.copy(file, done -> watch.reached(Watch.Stage.COPYING, Math.min(done, bytes), bytes));
    long size = Files.size(file);
    String sha256 =
        BackupFiles.sha256(file, done -> watch.reached(Watch.Stage.CHECKING, done, size));
    Contents contents = store.inspect(file);
    var manifest =
        new Manifest(
            Manifest.FORMAT,
            program,
            contents.schemaVersion(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            new Manifest.Database(store.fileName(), size, sha256),
            contents.tables(),
            contents.memories(),
            Manifest.Audit.of(contents.heads()));
    BackupFiles.write(folder.resolve(Manifest.NAME), manifest.json());
    BackupFiles.sync(folder);
    return manifest;
  }

  /// What a backup says of itself; the copy in it is not looked at.
  ///
  /// @throws MemoryException with `BACKUP_UNUSABLE` if `folder` is no backup, or one of a newer
  ///   version
  public Backup read(Path folder) {
    Path source = folder.toAbsolutePath().normalize();
    Manifest manifest = manifest(source);
    if (manifest.schemaVersion() > store.schemaVersion()) {
      throw unusable(
          source,
          "is of Keepsake "
              + manifest.keepsakeVersion()
              + ", with a store of version "
              + manifest.schemaVersion()
              + "; this program knows version "
              + store.schemaVersion()
              + ": install the newer Keepsake");
    }
    return new Backup(source, manifest);
  }

  private static Manifest manifest(Path folder) {
    Path file = folder.resolve(Manifest.NAME);
    if (!Files.isRegularFile(file)) {
      throw unusable(folder, "is no backup of Keepsake: it has no " + Manifest.NAME);
    }
    try {
      return Manifest.parse(Files.readString(file));
    } catch (Manifest.NewerFormat e) {
      throw unusable(
          folder, "was written by a newer Keepsake, which has to be installed to restore it");
    } catch (com.fasterxml.jackson.core.JsonProcessingException
        | java.nio.charset.CharacterCodingException e) {
      throw unusable(folder, "has a " + Manifest.NAME + " that is damaged or no manifest");
    } catch (IOException e) {
      throw unusable(folder, "cannot be read (" + reason(e) + ")");
    }
  }

  /// Puts a backup in the place of the store, after everything in it was checked on a copy. A
  /// backup of an older version is migrated on that copy.
  ///
  /// @throws MemoryException with `BACKUP_UNUSABLE` if it is damaged, or `STORE_IN_USE` if a
  ///   process has the store open; nothing was changed then
  public Restored restore(Backup backup, Watch watch) {
    try (var alone = store.alone();
        var staging = WorkingFolder.in(home, STAGING)) {
      staging.removeOthers(STAGING); // of those that were killed: nobody else restores now
      Path staged = staging.path().resolve(store.fileName());
      bring(backup, staged, watch);
      check(backup, staged, staging.path());
      Files.deleteIfExists(lastCheckpoint);
      return new Restored(backup, alone.replace(staged, "keepsake.before-restore-" + timeName()));
    } catch (IOException e) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "The data folder %s cannot be written to (%s); nothing was restored."
              .formatted(home, reason(e)),
          e);
    }
  }

  private static void bring(Backup backup, Path staged, Watch watch) throws IOException {
    Manifest.Database told = backup.manifest().database();
    Path file = backup.folder().resolve(told.file());
    if (!Files.isRegularFile(file)) {
      throw unusable(backup.folder(), "is not whole: " + told.file() + " is missing");
    }
    if (Files.size(file) != told.bytes()) {
      throw unusable(
          backup.folder(),
          "is damaged: %s has %d bytes instead of %d"
              .formatted(told.file(), Files.size(file), told.bytes()));
    }
    String sha256 =
        BackupFiles.copy(
            file, staged, done -> watch.reached(Watch.Stage.COPYING, done, told.bytes()));
    if (!sha256.equals(told.sha256())) {
      throw unusable(backup.folder(), "is damaged: the checksum of " + told.file() + " is another");
    }
  }

  private void check(Backup backup, Path staged, Path staging) throws IOException {
    Contents contents = store.inspect(staged);
    if (!backup.manifest().describes(contents)) {
      throw unusable(
          backup.folder(), "is damaged: its " + Manifest.NAME + " tells of other contents");
    }
    var faults =
        rehearsal.faults(
            staging, contents.heads().stream().map(WholeStore.UserHead::user).toList());
    if (!faults.isEmpty()) {
      throw unusable(
          backup.folder(),
          "has an audit trail that was changed (" + String.join("; ", faults) + ")");
    }
    BackupFiles.sync(staged);
  }

  private static MemoryException unusable(Path folder, String why) {
    return new MemoryException(
        ErrorCode.BACKUP_UNUSABLE, "The backup " + folder + " " + why + "; nothing was restored.");
  }

  /// Now, in UTC and without colons, which some file systems refuse.
  private String timeName() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.FileAlreadyExistsException _ -> "a file is in the way";
      case FileSystemException fs when fs.getReason() != null -> fs.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
