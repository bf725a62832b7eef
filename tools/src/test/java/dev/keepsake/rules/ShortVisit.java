package dev.keepsake.rules;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/// A process that looks whether any other has the store of a folder open, opens it, counts what is
/// in it, and closes it again.
final class ShortVisit {
  private ShortVisit() {}

  static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0], "keepsake.db");
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        // where SQLite locks a file: https://www.sqlite.org/fileformat2.html#the_lock_byte_page
        var lock = channel.tryLock(0x40000002L, 510, false)) {
      System.out.println(lock == null ? "in use" : "not in use");
    }
    var clock = InstantSource.fixed(Instant.EPOCH);
    try (var store = SqliteStore.open(Path.of(arguments[0]), TestMemory.IDS, clock)) {
      store.tenants().requireLocal(KeepsakeSettings.defaults(Path.of(arguments[0])).scope());
      System.out.println("memories " + store.figures().all(Instant.EPOCH).total());
    }
  }
}
