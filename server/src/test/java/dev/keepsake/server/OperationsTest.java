package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.embed.EmbedderState;
import dev.keepsake.job.JobKind;
import dev.keepsake.memory.WireName;
import dev.keepsake.metric.Lookup;
import dev.keepsake.metric.Stage;
import dev.keepsake.server.observe.PrometheusMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/operations.md` says what the server reports. What it says of commands is held by the tests
/// of the commands.
final class OperationsTest {

  @Test
  void every_metric_is_told_with_its_type_and_its_labels_and_no_other() throws IOException {
    var told = new TreeMap<String, List<String>>();
    Readme.operations()
        .tables("Figures of a running server")
        .getFirst()
        .forEach(
            row -> told.put(plain(row.get(0)), List.of(row.get(1), sorted(plain(row.get(2))))));

    assertThat(told).isEqualTo(scraped());
  }

  /// Type and labels by name, of everything that can be reported.
  private static TreeMap<String, List<String>> scraped() {
    var found = new TreeMap<String, List<String>>();
    try (var metrics = new PrometheusMetrics()) {
      metrics.watch(() -> 0, EmbedderState.Ready::new);
      metrics.callBegan();
      metrics.callEnded("save_memory", "created", Duration.ofMillis(3));
      metrics.embedderRefused("overloaded");
      metrics.policyInForce("builtin-3");
      metrics.modelCalled("answered", Duration.ofMillis(3));
      metrics.chatEnded("answered", Duration.ofMillis(3));
      metrics.chatTokens(3, 2);
      metrics.chatMemoryFailed("answer");
      String text = metrics.page(null).text();
      Pattern.compile("(?m)^# TYPE (keepsake_\\w+) (\\w+)$")
          .matcher(text)
          .results()
          .filter(type -> !type.group(1).endsWith("_max")) // Micrometer's, beside each histogram
          .forEach(type ->
              found.put(type.group(1), List.of(type.group(2), labels(text, type.group(1)))));
    }
    return found;
  }

  private static String labels(String text, String name) {
    var sample = Pattern.compile("(?m)^" + name + "(?:_count)?(?:\\{([^}]*)\\})? ").matcher(text);
    assertThat(sample.find()).as(name).isTrue();
    return sample.group(1) == null ? "" : sorted(sample.group(1).replaceAll("=\"[^\"]*\"", ""));
  }

  private static String sorted(String labels) {
    return String.join(" ", new TreeSet<>(List.of(labels.split("[, ]+"))));
  }

  private static String plain(String cell) {
    return cell.replace("`", "");
  }

  @Test
  void the_stages_and_the_results_of_a_lookup_are_all_told() throws IOException {
    String section = Readme.operations().section("Figures of a running server");

    assertThat(Stage.values()).allMatch(stage -> section.contains("`" + stage.label() + "`"));
    assertThat(Lookup.values()).allMatch(found -> section.contains("`" + found.label() + "`"));
  }

  @Test
  void every_kind_of_background_work_is_told() throws IOException {
    assertThat(Readme.operations().tables("Background work").getFirst())
        .extracting(row -> plain(row.getFirst()))
        .containsExactlyElementsOf(WireName.words(JobKind.class));
  }
}
