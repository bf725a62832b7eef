package dev.keepsake.eval.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MlflowLimitsTest {
  private static FittedRun fit(Map<String, String> params, Map<String, Double> metrics) {
    return fit(params, metrics, List.of());
  }

  private static FittedRun fit(
      Map<String, String> params, Map<String, Double> metrics, List<Path> files) {
    return MlflowLimits.fit(
        new TrackedRun(
            "n".repeat(300), params, metrics, Map.of(), files, Instant.EPOCH, Instant.EPOCH, true),
        "e".repeat(600));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extraction_recall/other people|extraction_recall/other people",
        "a:b|a_b",
        "größe|gr__e",
        "/a//b/|a/b",
        "../../etc/passwd|etc/passwd",
        "a/./b|a/b",
        "..|_",
        "✓|_"
      })
  void a_key_keeps_what_mlflow_allows(String raw, String key) {
    assertThat(fit(Map.of(), Map.of(raw, 1.0)).metrics()).containsOnlyKeys(key);
  }

  @Test
  void no_two_keys_become_one() {
    var metrics = Map.of("a:b", 1.0, "a;b", 2.0, "a_b", 3.0, "A_B", 4.0);

    FittedRun run = fit(Map.of(), metrics);

    assertThat(run.metrics().values()).containsExactlyInAnyOrderElementsOf(metrics.values());
    assertThat(run.metrics().keySet().stream().map(String::toLowerCase)).doesNotHaveDuplicates();
  }

  @Test
  void long_keys_stay_apart() {
    String key = "k".repeat(300);

    assertThat(fit(Map.of(), Map.of(key + "1", 1.0, key + "2", 2.0)).metrics().keySet())
        .containsExactlyInAnyOrder("k".repeat(250), "k".repeat(248) + "_2");
  }

  @Test
  void no_key_is_a_file_and_a_folder() {
    assertThat(fit(Map.of(), Map.of("recall", 1.0, "recall/facts", 2.0, "mrr/x", 3.0)).metrics())
        .containsOnlyKeys("recall", "recall.facts", "mrr/x");
  }

  @Test
  void texts_are_cut_between_characters_and_that_is_said() {
    FittedRun run = fit(Map.of("p", "x".repeat(5999) + "😀"), Map.of());

    assertThat(run.params()).containsEntry("p", "x".repeat(5999));
    assertThat(run.name()).hasSize(250);
    assertThat(run.experiment()).hasSize(500);
    assertThat(run.notes()).hasSize(3);
  }

  @Test
  void numbers_that_are_none_are_left_out() {
    var metrics = new HashMap<String, Double>();
    Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
        .forEach(value -> metrics.put("m" + value, value));

    FittedRun run = fit(Map.of(), metrics);

    assertThat(run.metrics()).isEmpty();
    assertThat(run.notes()).filteredOn(note -> note.contains("no finite number")).hasSize(3);
  }

  @Test
  void of_files_of_one_name_the_first_is_kept() {
    FittedRun run =
        fit(Map.of(), Map.of(), List.of(Path.of("a/report.html"), Path.of("b/report.html")));

    assertThat(run.artifacts()).containsExactly(Path.of("a/report.html"));
    assertThat(run.notes()).anyMatch(note -> note.contains("another has its name"));
  }

  @Test
  void a_batch_has_so_many_entries_and_characters_at_most() {
    assertThat(Batches.of(Collections.nCopies(250, "x"), 100, String::length))
        .extracting(List::size)
        .containsExactly(100, 100, 50);
    assertThat(Batches.of(Collections.nCopies(60, "x".repeat(6000)), 100, String::length))
        .extracting(List::size)
        .containsExactly(25, 25, 10);
    assertThat(Batches.of(List.of(), 100, String::length)).isEmpty();
  }
}
