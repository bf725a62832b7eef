package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.eval.dataset.CaseClass;
import dev.keepsake.eval.dataset.MarkedConversations;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.dataset.WriteDatasets;
import dev.keepsake.eval.report.RunFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The page on the evaluation tells how a dataset is written, and shows one that fits.
final class EvaluationPageTest {
  private static final Path PAGE = Path.of("docs", "evaluation.md");

  @Test
  void the_dataset_that_is_shown_fits() throws IOException {
    String shown = Readme.read(PAGE).blocks("json").getFirst();

    WriteDataset read = WriteDatasets.parse("shown", shown.getBytes(StandardCharsets.UTF_8));

    assertThat(read.warnings()).isEmpty();
    assertThat(read.cases()).hasSize(2);
  }

  @Test
  void the_marked_conversations_that_are_shown_fit() throws IOException {
    String shown = Readme.read(PAGE).blocks("json").getLast();

    assertThat(MarkedConversations.parse("shown", shown.getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .satisfies(one -> assertThat(one.facts()).hasSize(1));
  }

  @Test
  void every_class_of_cases_and_the_file_of_a_run_are_told() throws IOException {
    assertThat(Readme.read(PAGE).text())
        .contains(Arrays.stream(CaseClass.values()).map(one -> "`" + one.wireName() + "`").toList())
        .contains(RunFile.NAME);
  }
}
