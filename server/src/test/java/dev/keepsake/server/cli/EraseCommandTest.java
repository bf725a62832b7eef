package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `erase` on a real data folder.
final class EraseCommandTest {
  private static final String UNKNOWN = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  // one folder, since each new one has the model unpacked into it; a user for each test
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  @TempDir private Path certificates;
  private CommandRun.Setup keepsake;
  private String user = "";

  @BeforeEach
  void useTheFolder(TestInfo test) {
    user = test.getDisplayName();
    keepsake = new CommandRun.Setup(home).with("KEEPSAKE_USER", user);
  }

  private String saved(String content) {
    return keepsake.json("save", content).path("memory_id").asText();
  }

  private List<String> listed() {
    return keepsake.json("list").findValuesAsText("content");
  }

  @Test
  void a_memory_is_erased_with_a_certificate_and_the_trail_is_whole() throws IOException {
    String tea = saved("Ada prefers tea.");
    saved("Ada has two cats.");
    Path file = certificates.resolve("one.json");

    CommandRun erased =
        keepsake.run(
            "erase", "--user", user, "--id", tea, "--yes", "--certificate", file.toString());

    assertThat(erased.exitCode()).isZero();
    assertThat(erased.out()).contains("erased", "1 memory, 1 vector", "checkpoint", "Out of reach");
    JsonNode certificate = WireJson.MAPPER.readTree(Files.readString(file));
    assertThat(certificate.at("/memory_ids/0").asText()).isEqualTo(tea);
    assertThat(certificate.at("/removed/memories").asInt()).isOne();
    assertThat(certificate.at("/out_of_reach")).isNotEmpty();
    assertThat(Files.readString(file)).doesNotContain("tea", user);
    assertThat(listed()).containsExactly("Ada has two cats.");
    assertThat(keepsake.json("audit", "verify").path("whole").asBoolean()).isTrue();
    assertThat(keepsake.run("restore", tea).exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void everything_of_a_user_is_erased() {
    saved("Ada prefers tea.");
    saved("Ada has two cats.");

    JsonNode certificate =
        keepsake.json("erase", "--user", user, "--everything", "--by", "Olga", "--yes");

    assertThat(certificate.path("erased").asText()).isEqualTo("user");
    assertThat(certificate.path("by").asText()).isEqualTo("Olga");
    assertThat(certificate.at("/removed/memories").asInt()).isEqualTo(2);
    assertThat(listed()).isEmpty();
    assertThat(keepsake.json("audit", "verify").path("faults")).isEmpty();
    CommandRun again = keepsake.run("erase", "--user", user, "--everything", "--yes");
    assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err()).contains("nothing was erased");
  }

  @Test
  void an_erasure_that_was_cut_off_is_finished() {
    saved("Ada prefers tea.");
    CommandRun finished = keepsake.run("erase", "--user", user, "--finish");
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.out()).contains("finished", "Out of reach");
    assertThat(keepsake.json("erase", "--user", user, "--finish").path("out_of_reach"))
        .isNotEmpty();
    assertThat(listed()).hasSize(1);
  }

  @Test
  void without_yes_and_a_person_nothing_is_erased() {
    saved("Ada prefers tea.");
    CommandRun unasked = keepsake.run("erase", "--user", user, "--everything");
    assertThat(unasked.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(unasked.out()).contains("Nothing was erased", "--yes");
    assertThat(listed()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--everything --yes, --user",
    "--user ada --yes, --everything",
    "--user ada --id " + UNKNOWN + " --everything --yes, one of the three",
    "--user ada --id tea --yes, tea",
    "--user ada --everything --yes --certificate /nowhere/here.json, no folder",
    "--user ada --everything --yes --organization ., organization"
  })
  void what_is_not_clear_is_refused_before_anything_is_done(String arguments, String hint) {
    String[] words = ("erase " + arguments).split(" ", -1);
    CommandRun refused = keepsake.run(words);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains(hint);
  }

  @Test
  void what_is_not_there_is_not_erased() {
    saved("Ada prefers tea.");
    CommandRun memory = keepsake.run("erase", "--user", user, "--id", UNKNOWN, "--yes");
    CommandRun organization =
        keepsake.run("erase", "--user", user, "--organization", "acme", "--everything", "--yes");
    assertThat(memory.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(memory.err()).contains(UNKNOWN);
    assertThat(organization.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(organization.err()).contains("acme");
    assertThat(listed()).hasSize(1);
  }
}
