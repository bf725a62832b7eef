package dev.keepsake.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.dataset.WriteDatasets;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.memory.MemoryType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cases run through the real pipeline, with the real model and a real store for each.
final class WriteRunTest {
  private static final RunListener NOBODY =
      new RunListener() {
        @Override
        public void begins(int done, int total) {}

        @Override
        public void observed(Observation one, int done) {}
      };

  private static OnnxEmbedder model;
  @TempDir private static Path home;
  @TempDir private Path folder;

  @BeforeAll
  static void load_the_model() {
    model = OnnxEmbedder.start(home, OnnxSettings.defaults());
    model.embed("ready", Duration.ofMinutes(2));
  }

  @AfterAll
  static void close_the_model() {
    model.close();
  }

  @Test
  void what_the_store_holds_afterwards_is_observed() throws InterruptedException {
    WriteDataset dataset =
        dataset(
            """
            {"id": "moved", "tags": ["corrections"],
             "existing_memories": [{"content": "The user lives in Berlin", "type": "fact"},
                                   {"content": "The user has a cat called Tom", "type": "fact"}],
             "conversation": [{"role": "user", "content":
               "REPLACE Berlin > fact 0.9 The user lives in Munich\\nFORGET Tom\\nSAVE note 0.9 The user plays chess"},
               {"role": "user", "content": "FORGET chess\\nSAVE fact 0.6 The user may be ill\\nSAVE fact 0.2 The user sings\\nSAVE fact 0.9 the user lives in munich."}]}
            """);

    Observation seen = run(dataset, NOBODY).get("moved");

    assertThat(seen.error()).isEmpty();
    assertThat(seen.writes())
        .containsExactly(
            new Written(
                "The user lives in Munich",
                MemoryType.FACT,
                0.9,
                Fate.KEPT,
                List.of("The user lives in Berlin")),
            new Written("The user plays chess", MemoryType.NOTE, 0.9, Fate.DELETED, List.of()));
    assertThat(seen.deletes())
        .containsExactly(new Forgotten("The user has a cat called Tom", MemoryType.FACT));
    assertThat(seen.attempts())
        .extracting(Attempt::tool, Attempt::action, one -> one.duplicateOf().orElse(""))
        .containsExactly(
            tuple("save_memory", "created", ""),
            tuple("delete_memory", "deleted", ""),
            tuple("save_memory", "created", ""),
            tuple("delete_memory", "deleted", ""),
            tuple("save_memory", "confirm_needed", ""),
            tuple("save_memory", "discarded", ""),
            tuple("save_memory", "duplicate_skipped", "The user lives in Munich"));
    assertThat(seen.latency()).isPositive();
  }

  @Test
  void two_runs_write_the_same() throws InterruptedException {
    WriteDataset dataset = many(6);

    Map<String, Observation> first = run(dataset, NOBODY);
    Map<String, Observation> second = run(dataset, NOBODY);

    assertThat(writes(second)).isEqualTo(writes(first));
    assertThat(first.keySet())
        .containsExactlyElementsOf(dataset.cases().stream().map(WriteCase::id).toList());
  }

  @Test
  void a_case_that_fails_is_an_error_and_the_others_go_on() throws InterruptedException {
    WriteDataset dataset =
        dataset(
            """
            {"id": "bad", "tags": ["facts"], "conversation": [{"role": "user", "content": "CRASH"}]},
            {"id": "good", "tags": ["facts"],
             "conversation": [{"role": "user", "content": "SAVE fact 0.9 The user sings"}]}
            """);

    Map<String, Observation> observed = run(dataset, NOBODY);

    assertThat(observed.get("bad").error()).contains("IllegalStateException: as it was told");
    assertThat(observed.get("good").writes()).hasSize(1);
  }

  @Test
  void an_interrupted_run_goes_on_where_it_stopped() throws InterruptedException {
    WriteDataset dataset = many(8);
    RunListener interrupting =
        new RunListener() {
          @Override
          public void begins(int done, int total) {}

          @Override
          public void observed(Observation one, int done) {
            if (done == 3) {
              Thread.currentThread().interrupt();
            }
          }
        };
    assertThatThrownBy(() -> run(dataset, interrupting)).isInstanceOf(InterruptedException.class);
    var progress = new ArrayList<String>();

    try (var subject = subject()) {
      Map<String, Observation> observed =
          new WriteRun(subject, journal(dataset, subject), 1)
              .run(dataset.cases(), new Noting(progress));

      assertThat(observed).hasSize(8);
      assertThat(subject.observed()).isEqualTo(5);
      assertThat(progress).startsWith("3 of 8", "4").endsWith("8");
      assertThat(writes(observed)).isEqualTo(writes(runIn(folder.resolve("other"), dataset)));
    }
  }

  @Test
  void a_torn_last_line_is_observed_again() throws IOException, InterruptedException {
    WriteDataset dataset = many(2);
    try (var subject = subject()) {
      Journal journal = journal(dataset, subject);
      new WriteRun(subject, journal, 1).run(dataset.cases(), NOBODY);
      Path file = folder.resolve("journal.jsonl");
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 20));

      Map<String, Observation> observed =
          new WriteRun(subject, journal, 1).run(dataset.cases(), NOBODY);

      assertThat(observed).hasSize(2);
      assertThat(subject.observed()).isEqualTo(3);
      assertThat(Files.readAllLines(file)).hasSize(3);
    }
  }

  @Test
  void a_journal_of_another_dataset_or_of_rubbish_is_not_gone_on_with()
      throws IOException, InterruptedException {
    try (var subject = subject()) {
      new WriteRun(subject, journal(many(3), subject), 1).run(many(3).cases(), NOBODY);
      new WriteRun(subject, journal(many(2), subject), 1).run(many(2).cases(), NOBODY);
      assertThat(subject.observed()).isEqualTo(5);
      Files.writeString(
          folder.resolve("journal.jsonl"), "rubbish\n", StandardOpenOption.TRUNCATE_EXISTING);
      new WriteRun(subject, journal(many(2), subject), 1).run(many(2).cases(), NOBODY);
      assertThat(subject.observed()).isEqualTo(7);
    }
  }

  @Test
  void a_case_in_error_is_tried_again_when_the_run_goes_on() throws InterruptedException {
    WriteDataset dataset =
        dataset(
            """
            {"id": "bad", "tags": ["facts"], "conversation": [{"role": "user", "content": "CRASH"}]}
            """);
    try (var subject = subject()) {
      Journal journal = journal(dataset, subject);
      new WriteRun(subject, journal, 1).run(dataset.cases(), NOBODY);
      new WriteRun(subject, journal, 1).run(dataset.cases(), NOBODY);
      assertThat(subject.observed()).isEqualTo(2);
    }
  }

  @Test
  void nothing_is_left_of_the_stores() {
    Path root;
    try (var stores = new CaseStores(KeepsakeSettings.defaults(folder), model)) {
      stores.open(many(1).cases().getFirst()).close();
      root = stores.root();
      assertThat(root).isDirectoryNotContaining("glob:**/case-*");
    }
    assertThat(root).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  private Map<String, Observation> run(WriteDataset dataset, RunListener listener)
      throws InterruptedException {
    try (var subject = subject()) {
      return new WriteRun(subject, journal(dataset, subject), 1).run(dataset.cases(), listener);
    }
  }

  private Map<String, Observation> runIn(Path other, WriteDataset dataset)
      throws InterruptedException {
    try (var subject = subject()) {
      Files.createDirectories(other);
      Journal journal = Journal.of(other.resolve("journal.jsonl"), dataset.sha256(), subject);
      return new WriteRun(subject, journal, 2).run(dataset.cases(), NOBODY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MarkedSubject subject() {
    return new MarkedSubject(new CaseStores(KeepsakeSettings.defaults(home), model));
  }

  private Journal journal(WriteDataset dataset, Subject subject) {
    return Journal.of(folder.resolve("journal.jsonl"), dataset.sha256(), subject);
  }

  private static Map<String, List<Written>> writes(Map<String, Observation> observed) {
    return observed.values().stream()
        .collect(Collectors.toMap(Observation::caseId, Observation::writes));
  }

  private static WriteDataset many(int cases) {
    return dataset(
        IntStream.range(0, cases)
            .mapToObj(i ->
                """
                {"id": "c%d", "tags": ["facts"],
                 "existing_memories": [{"content": "The user knows %d languages", "type": "fact"}],
                 "conversation": [{"role": "user", "content": "SAVE fact 0.9 The user owns house number %d"}]}
                """
                    .formatted(i, i, i))
            .collect(Collectors.joining(",")));
  }

  private static WriteDataset dataset(String cases) {
    return WriteDatasets.parse("test.json", ("[" + cases + "]").getBytes(StandardCharsets.UTF_8));
  }

  private record Noting(List<String> notes) implements RunListener {
    @Override
    public void begins(int done, int total) {
      notes.add(done + " of " + total);
    }

    @Override
    public void observed(Observation one, int done) {
      notes.add(Integer.toString(done));
    }
  }
}
