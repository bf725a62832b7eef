package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.policy.cel.Variable;
import dev.keepsake.server.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/policies.md` shows can be done.
final class PoliciesPageTest {
  @TempDir private Path folder;

  @Test
  void the_policy_that_is_shown_passes_the_cases_that_are_shown() throws IOException {
    List<String> shown = page().blocks("yaml");
    Path policy = Files.writeString(folder.resolve("policy.yaml"), shown.get(0));
    Files.writeString(folder.resolve("policy.cases.yaml"), shown.get(1));
    CommandRun run =
        new CommandRun.Setup(folder.resolve("home")).run("policy", "test", policy.toString());

    assertThat(shown).hasSize(2);
    assertThat(run.out()).as(run.err()).startsWith("passed  3 of 3 cases, policy 2026-03@");
  }

  @Test
  void the_commands_that_are_shown_are_there() throws IOException {
    var keepsake = new CommandRun.Setup(folder);
    assertThat(
            Pattern.compile("keepsake (policy \\w+)")
                .matcher(page().text())
                .results()
                .map(found -> found.group(1))
                .distinct())
        .hasSize(5)
        .allSatisfy(command ->
            assertThat(keepsake.run((command + " --help").split(" ")).exitCode()).isZero());
    assertThat(
            keepsake
                .run(
                    "policy",
                    "explain",
                    "The user moves to Porto",
                    "--type",
                    "note",
                    "--confidence",
                    "0.6")
                .out())
        .startsWith("confirm  by confidence_confirm of policy builtin-3");
  }

  @Test
  void every_variable_is_told() throws IOException {
    assertThat(page().tables("Conditions").getFirst())
        .extracting(row -> row.getFirst().replace("`", ""))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Variable.values()).map(Variable::written).toList());
  }

  private static Readme page() throws IOException {
    return Readme.read(Path.of("docs/policies.md"));
  }
}
