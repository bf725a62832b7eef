package dev.keepsake.overview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// What a data folder looks like from outside.
public sealed interface FolderCheck {

  /// @param permissions such as `rwx------`; empty where the file system knows none
  /// @param shared whether others than its owner can look into it
  /// @param freeBytes on its disk, for this process
  record Usable(Optional<String> permissions, boolean shared, long freeBytes)
      implements FolderCheck {}

  /// @param reason a sentence that says what to do
  record Unusable(String reason) implements FolderCheck {}

  static FolderCheck of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new Unusable(
          Files.exists(folder)
              ? "The data folder %s is a file: name a folder with KEEPSAKE_HOME.".formatted(folder)
              : "There is no data folder %s: it is made by the first save; another is named with KEEPSAKE_HOME."
                  .formatted(folder));
    }
    if (!Files.isWritable(folder) || !Files.isReadable(folder)) {
      return new Unusable(
          "The data folder %s can't be read and written by this user: change its owner or permissions, or name another with KEEPSAKE_HOME."
              .formatted(folder));
    }
    try {
      Optional<Set<PosixFilePermission>> permissions = permissions(folder);
      return new Usable(
          permissions.map(PosixFilePermissions::toString),
          permissions.map(FolderCheck::othersMayLook).orElse(false),
          Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return new Unusable(
          "The disk of the data folder %s does not answer: %s.".formatted(folder, e.getMessage()));
    }
  }

  private static Optional<Set<PosixFilePermission>> permissions(Path folder) throws IOException {
    boolean known = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return known ? Optional.of(Files.getPosixFilePermissions(folder)) : Optional.empty();
  }

  private static boolean othersMayLook(Set<PosixFilePermission> permissions) {
    return permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
  }
}
