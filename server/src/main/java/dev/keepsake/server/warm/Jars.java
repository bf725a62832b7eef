package dev.keepsake.server.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/// What a cache is recorded from: the JVM refuses it if one of them has another time or size.
///
/// @param built the time of `main` when it was looked at, before the recording: what replaces it
///   meanwhile has another
record Jars(Path main, List<Path> libraries, FileTime built) {
  Jars {
    libraries = List.copyOf(libraries);
  }

  static Jars at(Path main, List<Path> libraries) throws IOException {
    return new Jars(main, libraries, Files.getLastModifiedTime(main));
  }

  /// The time of the library that changed last.
  FileTime newestLibrary() throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (Path library : libraries) {
      FileTime time = Files.getLastModifiedTime(library);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return newest;
  }
}
