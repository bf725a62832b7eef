package dev.keepsake.rules;

/// What concerns a database server alone, and so is tested on Postgres only.
abstract class ServerTest extends MemoryTest {

  @Override
  TestDatabase.Kind kind() {
    return TestDatabase.Kind.POSTGRES;
  }

  DatabaseServer server() {
    return (DatabaseServer) database;
  }
}
