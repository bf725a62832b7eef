package dev.keepsake.rules;

import dev.keepsake.TestMemory;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;

/// [QueuedWritesContract] on a file.
final class QueuedWritesTest extends QueuedWritesContract {
  @Override
  SqlStore store() {
    return SqliteStore.open(folder, OnnxEmbedder.SPACE, TestMemory.IDS, clock);
  }

  @Override
  DatabaseFile database() {
    return new DatabaseFile(folder);
  }
}
