package dev.keepsake.server.cli;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.dataset.WriteDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Which cases of a dataset are run.
final class CaseFilter {
  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only cases with this tag; may be given again for one more.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--without-tag",
      paramLabel = "TAG",
      description = "No case with this tag; may be given again for one more.")
  private List<String> without = new ArrayList<>();

  /// @throws UsageException if none is left
  List<WriteCase> of(WriteDataset dataset) {
    List<WriteCase> left = dataset.cases().stream().filter(this::wanted).toList();
    if (left.isEmpty()) {
      throw new UsageException(
          "No case of %s has the tags that were asked for.".formatted(dataset.name()));
    }
    return left;
  }

  private boolean wanted(WriteCase one) {
    return (tags.isEmpty() || one.tags().stream().anyMatch(tags::contains))
        && one.tags().stream().noneMatch(without::contains);
  }

  /// For the reports; empty if all cases are run.
  Map<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    if (!tags.isEmpty()) {
      parameters.put("tags", String.join(",", tags));
    }
    if (!without.isEmpty()) {
      parameters.put("without_tags", String.join(",", without));
    }
    return parameters;
  }
}
