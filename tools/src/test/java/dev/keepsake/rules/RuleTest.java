package dev.keepsake.rules;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds on every database: each test is run on SQLite, and on a real Postgres with the role
/// that servers have. Where a report numbers the runs instead of naming them, `[1]` is SQLite; a
/// failure says it, too.
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.Kind.class)
abstract class RuleTest extends MemoryTest {
  @Parameter private TestDatabase.Kind kind;

  @RegisterExtension
  final TestExecutionExceptionHandler naming =
      (_, failure) -> {
        failure.addSuppressed(new Exception("on " + kind));
        throw failure;
      };

  @Override
  TestDatabase.Kind kind() {
    return kind;
  }
}
