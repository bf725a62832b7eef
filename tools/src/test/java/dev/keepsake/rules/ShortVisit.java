package dev.keepsake.rules;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// A process that opens the store of the folder it is given, counts what is in it, and closes it again.
final class ShortVisit {
  private ShortVisit() {}

  static void main(String[] arguments) {
    var clock = InstantSource.fixed(Instant.EPOCH);
    try (var store =
        SqliteStore.open(Path.of(arguments[0]), OnnxEmbedder.SPACE, TestMemory.IDS, clock)) {
      store.tenants().requireLocal(KeepsakeSettings.defaults(Path.of(arguments[0])).scope());
      System.out.println("memories " + store.figures().all(Instant.EPOCH).total());
    }
  }
}
