package dev.keepsake.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.eval.dataset.DeleteDescriptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The numbers of `eval/decisions/0004-delete-match.md`.
class DescriptionRunTest {
  @Test
  void a_description_singles_out_no_memory_that_it_does_not_mean(@TempDir Path folder) {
    try (var model = OnnxEmbedder.start(folder, OnnxSettings.defaults())) {
      var run = new DescriptionRun(model, DeleteDescriptions.shipped());
      assertThat(run.singled(0.60).wrong()).isZero();
      assertThat(run.singled(0.60).right()).isGreaterThanOrEqualTo(12);
      assertThat(run.singled(0.50).wrong()).as("the set can tell").isPositive();
      assertThat(run.shown(0.25).shown()).isGreaterThanOrEqualTo(33);
    }
  }
}
