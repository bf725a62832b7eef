package dev.keepsake.rules;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds on every database: each test is run on SQLite, and on a real Postgres with the role
/// that servers have.
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.Kind.class)
abstract class RuleTest extends MemoryTest {
  @Parameter private TestDatabase.Kind kind;

  @Override
  TestDatabase.Kind kind() {
    return kind;
  }
}
