package dev.keepsake.server.cli;

import dev.keepsake.eval.dataset.HaluMem;
import dev.keepsake.eval.dataset.WriteDataset;
import dev.keepsake.eval.dataset.WriteDatasets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The dataset of an evaluation, and how it is written.
final class DatasetOptions {
  private static final String GOLDEN = "golden";
  private static final String KEEPSAKE = "keepsake";
  private static final String HALUMEM = "halumem";

  @Parameters(
      paramLabel = "DATASET",
      description = "A file, or golden for the dataset that is shipped.")
  private String dataset = "";

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "How the file is written: keepsake or halumem (${DEFAULT-VALUE}).")
  private String format = KEEPSAKE;

  /// @throws UsageException if there is no such file or no such format
  /// @throws dev.keepsake.eval.dataset.DatasetException if the file does not fit
  WriteDataset read() {
    return switch (format) {
      case KEEPSAKE -> keepsake();
      case HALUMEM -> HaluMem.read(file());
      default ->
          throw new UsageException(
              "--format must be keepsake or halumem; it was '" + format + "'.");
    };
  }

  private WriteDataset keepsake() {
    return dataset.equals(GOLDEN) && !Files.isRegularFile(Path.of(GOLDEN))
        ? WriteDatasets.shipped()
        : WriteDatasets.read(file());
  }

  private Path file() {
    Path file = NewFile.path(dataset);
    if (!Files.isRegularFile(file)) {
      throw new UsageException("There is no file " + dataset + ".");
    }
    return file;
  }
}
