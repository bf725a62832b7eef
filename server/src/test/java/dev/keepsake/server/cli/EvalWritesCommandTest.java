package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What no extractor could find fault with, or could do right, so that these tests hold whatever
/// the extractor proposes.
final class EvalWritesCommandTest {
  private static final String TRIVIAL =
      """
      {"id": "hello", "tags": ["trivial"], "conversation": [{"role": "user", "content": "Hello!"}]},
      {"id": "thanks", "tags": ["trivial", "held_out"],
       "existing_memories": [{"content": "The user lives in Berlin", "type": "fact"}],
       "conversation": [{"role": "assistant", "content": "Here it is."},
                        {"role": "user", "content": "Thanks."}]}
      """;
  private static final String IMPOSSIBLE =
      """
      {"id": "guess", "tags": ["facts"], "conversation": [{"role": "user", "content": "Hello!"}],
       "expected_writes": [{"content_keywords": ["unguessable"], "type": "fact"}]}
      """;

  @TempDir private static Path home;
  @TempDir private Path folder;

  @Test
  void a_run_that_passes_ends_with_0_and_answers_with_one_json_object() {
    CommandRun run = run("eval", "writes", file("good.json", TRIVIAL), "--json");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = run.json();
    assertThat(json.path("overall_passed").asBoolean()).isTrue();
    assertThat(json.path("extraction_precision").asDouble()).isEqualTo(1);
    assertThat(json.path("extraction_recall").asDouble()).isEqualTo(1);
    assertThat(json.path("total_cases").asInt()).isEqualTo(2);
    assertThat(json.path("subject").asText()).isEqualTo("heuristic");
    assertThat(json.path("gate").path("reasons")).isEmpty();
    assertThat(json.path("parts").has("held_out")).isTrue();
  }

  @Test
  void the_reports_are_written_and_the_users_store_is_not_touched() throws Exception {
    run("eval", "writes", file("good.json", TRIVIAL), "--json");

    Path run = home.resolve("eval-runs").resolve("good-heuristic");
    assertThat(run).isDirectoryContaining("glob:**/report.html");
    assertThat(run).isDirectoryNotContaining("glob:**/journal.jsonl");
    assertThat(new ObjectMapper().readTree(run.resolve("run.json").toFile()).path("cases"))
        .hasSize(2);
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(run.resolve("junit.xml").toFile());
    assertThat(home).isDirectoryNotContaining("glob:**/*.db");
  }

  @Test
  void a_run_that_fails_the_gate_ends_with_1_and_says_why() {
    CommandRun run =
        run(
            "eval",
            "writes",
            file("bad.json", TRIVIAL + "," + IMPOSSIBLE),
            "--out",
            folder.resolve("bad").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("heuristic on bad.json, 3 cases")
        .contains("missed unguessable as fact [not_proposed]")
        .contains("recall is 0.0000, below 0.7000")
        .contains("not passed");
    assertThat(folder.resolve("bad")).isDirectoryContaining("glob:**/report.html");
  }

  @Test
  void the_least_figures_can_be_set_and_cases_chosen_by_tag() {
    String file = file("bad.json", TRIVIAL + "," + IMPOSSIBLE);

    CommandRun lenient =
        run("eval", "writes", file, "--min-precision", "0", "--min-recall", "0", "--fresh");
    CommandRun without = run("eval", "writes", file, "--without-tag", "facts", "--json");
    CommandRun only = run("eval", "writes", file, "--tag", "held_out", "--json");
    CommandRun none = run("eval", "writes", file, "--tag", "cooking");

    assertThat(lenient.exitCode()).isZero();
    assertThat(without.json().path("total_cases").asInt()).isEqualTo(2);
    assertThat(without.json().path("parameters").path("without_tags").asText()).isEqualTo("facts");
    assertThat(only.json().path("total_cases").asInt()).isEqualTo(1);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("No case of bad.json has the tags");
  }

  @Test
  void arguments_that_are_wrong_are_named() {
    String file = file("good.json", TRIVIAL);
    for (String[] wrong :
        new String[][] {
          {"eval", "writes", file, "--run", "oracle"},
          {"eval", "writes", file, "--parallel", "0"},
          {"eval", "writes", file, "--min-recall", "70"},
          {"eval", "writes", file, "--baseline", folder.resolve("none").toString()},
          {"eval", "writes", folder.resolve("none.json").toString()},
          {"eval", "writes"}
        }) {
      CommandRun run = run(wrong);
      assertThat(run.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(run.err()).startsWith("keepsake: ").hasLineCount(1);
    }
  }

  /// 1 would say that the memory is not good enough.
  @Test
  void a_folder_that_cannot_be_made_ends_with_2() throws IOException {
    Path taken = Files.createFile(folder.resolve("taken"));

    CommandRun run = run("eval", "writes", file("good.json", TRIVIAL), "--out", taken.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("keepsake: Nothing was measured: The folder ").hasLineCount(1);
  }

  @Test
  void a_file_that_does_not_fit_is_told_with_all_its_problems() {
    String bad = file("bad.json", "{\"id\": \"x\", \"rol\": 1, \"tag\": 2}");

    CommandRun told = run("eval", "validate", bad);
    CommandRun json = run("eval", "writes", bad, "--json");

    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err())
        .contains("bad.json does not fit, 2 problems:")
        .contains("case x, field tag: unknown; did you mean `tags`?")
        .contains("case x, field conversation: must have at least one message");
    assertThat(json.exitCode()).isEqualTo(2);
    assertThat(json.json().path("errors")).hasSize(2);
  }

  @Test
  void validate_counts_the_classes_and_shows_warnings() {
    String file =
        file("good.json", TRIVIAL + "," + IMPOSSIBLE.replace("\"tags\"", "\"notes\": 1, \"tags\""));

    JsonNode json = new CommandRun.Setup(home).json("eval", "validate", file);
    CommandRun told = run("eval", "validate", file);

    assertThat(json.path("fits").asBoolean()).isTrue();
    assertThat(json.path("classes").path("trivial").asInt()).isEqualTo(2);
    assertThat(json.path("classes").path("sarcasm").asInt()).isZero();
    assertThat(json.path("expected_writes").asInt()).isEqualTo(1);
    assertThat(json.path("warnings").get(0).asText()).contains("case guess, field notes");
    assertThat(told.exitCode()).isZero();
    assertThat(told.out()).contains("warning", "good.json: 3 cases, 1 expected writes");
  }

  @Test
  void two_runs_are_compared_and_a_significant_fall_ends_with_1() throws IOException {
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    run("eval", "writes", file("good.json", TRIVIAL), "--out", after.toString());
    Files.createDirectories(before);
    Files.copy(after.resolve("run.json"), before.resolve("run.json"));

    CommandRun same = run("eval", "compare", before.toString(), after.toString());
    worsen(after.resolve("run.json"));
    CommandRun fell = run("eval", "compare", before.toString(), after.toString(), "--json");

    assertThat(same.exitCode()).isZero();
    assertThat(same.out()).contains("2 shared cases", "no significant change");
    assertThat(fell.exitCode()).isEqualTo(1);
    assertThat(fell.json().path("precision").path("fell").asBoolean()).isTrue();
    assertThat(fell.json().path("worse")).hasSize(2);
  }

  @Test
  void a_fall_against_the_baseline_fails_the_gate() throws IOException {
    Path base = folder.resolve("base");
    String file = file("bad.json", IMPOSSIBLE);
    run("eval", "writes", file, "--out", base.toString());
    improve(base.resolve("run.json"));

    CommandRun run =
        run(
            "eval",
            "writes",
            file,
            "--min-precision",
            "0",
            "--min-recall",
            "0",
            "--baseline",
            base.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("recall fell from 1.000 to 0.000 against the baseline");
  }

  /// As if every case had a write that nobody expected.
  private static void worsen(Path run) throws IOException {
    rewrite(run, one -> one.put("actual_write_count", 1));
  }

  /// As if every case had what it expects.
  private static void improve(Path run) throws IOException {
    rewrite(run, one -> one.put("actual_write_count", 1).put("matched_writes", 1));
  }

  private static void rewrite(Path run, Consumer<ObjectNode> change) throws IOException {
    var mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(run.toFile());
    json.path("cases").forEach(one -> change.accept((ObjectNode) one));
    mapper.writeValue(run.toFile(), json);
  }

  private CommandRun run(String... arguments) {
    return new CommandRun.Setup(home).run(arguments);
  }

  private String file(String name, String cases) {
    Path file = folder.resolve(name);
    try {
      Files.write(file, ("[" + cases + "]").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }
}
