package dev.keepsake.server.agent;

import static dev.keepsake.server.agent.AgentSubjectTest.TEA;
import static dev.keepsake.server.agent.AgentSubjectTest.changes;
import static dev.keepsake.server.agent.AgentSubjectTest.deletingTheFirst;
import static dev.keepsake.server.agent.AgentSubjectTest.supersedingTheFirst;
import static dev.keepsake.server.agent.Bench.aCase;
import static dev.keepsake.server.agent.Bench.assistant;
import static dev.keepsake.server.agent.Bench.remembering;
import static dev.keepsake.server.agent.Bench.user;
import static dev.keepsake.server.agent.ScriptedEndpoint.calls;
import static dev.keepsake.server.agent.ScriptedEndpoint.fails;
import static dev.keepsake.server.agent.ScriptedEndpoint.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.run.ModelUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ReplaySubjectTest {
  private static final String DATASET = "0".repeat(64);
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static final WriteCase TWO_TURNS =
      aCase("two", user("I drink tea."), assistant("Nice."), user("Did you note it?"));
  private static final WriteCase DOWN = aCase("down", user("I drink tea."));
  private static final List<WriteCase> CASES = List.of(TWO_TURNS, changes(), DOWN);

  @TempDir private Path folder;
  private ModelUsage used = ModelUsage.NONE;

  private Path file() {
    return folder.resolve("recording.jsonl");
  }

  private List<Observation> record() throws IOException {
    try (var endpoint = new ScriptedEndpoint();
        var subject = Bench.agent(endpoint)) {
      endpoint.then(
          calls("save_memory", TEA),
          says("Noted."),
          says("Yes."),
          calls("query_memory", "{\"query\": \"Where does the user live?\"}"),
          supersedingTheFirst(),
          calls("query_memory", "{\"query\": \"allergy\"}"),
          deletingTheFirst(),
          says("Done."),
          calls("save_memory", "{"),
          fails(400));
      subject.record(file(), DATASET, NOW);
      List<Observation> seen = CASES.stream().map(subject::observe).toList();
      used = subject.usage();
      return seen;
    }
  }

  @Test
  void a_replay_does_what_was_recorded() throws Exception {
    List<Observation> recorded = record();

    try (var replay = Bench.replay(file(), DATASET)) {
      List<Observation> replayed = CASES.stream().map(replay::observe).toList();

      assertThat(replayed).usingRecursiveComparison().ignoringFields("latency").isEqualTo(recorded);
      assertThat(replayed.get(1).deletes()).hasSize(1);
      assertThat(replayed.get(1).writes().getFirst().superseded()).hasSize(1);
      assertThat(replayed.get(2).error().orElseThrow()).startsWith("model-failed: ");
      assertThat(replay.usage()).isEqualTo(used);
      assertThat(replay.warnings()).isEmpty();
      assertThat(replay.parameters())
          .containsEntry("model", "toy")
          .containsEntry("temperature", "0.0")
          .containsKeys("recording_sha256", "prompt_instructions_sha256");
    }
  }

  @Test
  void cases_may_run_at_the_same_time() throws Exception {
    List<Observation> recorded = record();

    try (var replay = Bench.replay(file(), DATASET)) {
      assertThat(CASES.parallelStream().map(replay::observe).toList())
          .usingRecursiveComparison()
          .ignoringFields("latency")
          .isEqualTo(recorded);
      assertThat(replay.usage()).isEqualTo(used);
    }
  }

  @Test
  void the_key_is_not_recorded() throws Exception {
    record();

    assertThat(Files.readString(file())).contains("\"model\":\"toy\"").doesNotContain(Bench.KEY);
  }

  @Test
  void a_case_that_was_not_recorded_or_has_changed_is_in_error_by_itself() throws Exception {
    record();

    try (var replay = Bench.replay(file(), DATASET)) {
      Observation missing = replay.observe(aCase("new", user("Hello.")));
      Observation changed = replay.observe(aCase("two", user("I drink coffee.")));
      Observation alright = replay.observe(TWO_TURNS);

      assertThat(missing.error().orElseThrow())
          .isEqualTo("recording-missing: recording.jsonl has no such case");
      assertThat(changed.error().orElseThrow()).startsWith("recording-changed: ");
      assertThat(changed.caseId()).isEqualTo("two");
      assertThat(alright.error()).isEmpty();
      assertThat(alright.writes()).hasSize(1);
    }
  }

  @Test
  void answers_that_run_out_or_are_left_over_are_told() throws Exception {
    record();
    String said = "{\"text\":\"Noted.\",";
    String answer =
        said
            + "\"tool_calls\":[],\"input_tokens\":10,\"output_tokens\":2,"
            + "\"finish_reason\":\"stop\"}";
    String text = Files.readString(file());
    assertThat(text).contains(answer + ",");

    Files.writeString(file(), text.replace(answer + ",", ""));
    assertThat(error(TWO_TURNS)).startsWith("model-failed: recording.jsonl has 2 answers");

    Files.writeString(file(), text.replace(answer + ",", (answer + ",").repeat(3)));
    assertThat(error(TWO_TURNS)).startsWith("recording-left-over: 2 of the recorded answers");
  }

  private String error(WriteCase one) {
    try (var replay = Bench.replay(file(), DATASET)) {
      return replay.observe(one).error().orElseThrow();
    }
  }

  @Test
  void another_dataset_and_other_prompts_are_warned_of() throws Exception {
    record();
    Files.writeString(
        file(), Files.readString(file()).replaceFirst("\"save_memory\":\"", "\"save_memory\":\"x"));

    try (var replay = Bench.replay(file(), "1".repeat(64))) {
      assertThat(replay.warnings())
          .satisfiesExactly(
              dataset -> assertThat(dataset).contains("another version of the dataset"),
              prompts -> assertThat(prompts).contains("other prompts than these (save_memory)"));
    }
  }

  @Test
  void a_recording_is_gone_on_with_by_the_same_model_alone() throws Exception {
    record();
    long size = Files.size(file());
    try (var endpoint = new ScriptedEndpoint();
        var subject = Bench.agent(endpoint)) {
      assertThatThrownBy(() -> subject.record(file(), "1".repeat(64), NOW))
          .hasMessageContaining("another dataset, model or prompt");
      assertThat(file()).hasSize(size);

      subject.record(file(), DATASET, NOW);
      subject.observe(remembering("more", List.of("The user has a dog."), user("Hello.")));
    }
    try (var replay = Bench.replay(file(), DATASET)) {
      assertThat(replay.observe(TWO_TURNS).error()).isEmpty();
      assertThat(
              replay
                  .observe(remembering("more", List.of("The user has a dog."), user("Hello.")))
                  .error())
          .isEmpty();
    }
  }
}
