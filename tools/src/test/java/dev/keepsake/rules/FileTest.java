package dev.keepsake.rules;

/// What concerns the file of a data folder alone, and so is tested on SQLite only.
abstract class FileTest extends MemoryTest {

  @Override
  TestDatabase.Kind kind() {
    return TestDatabase.Kind.SQLITE;
  }
}
