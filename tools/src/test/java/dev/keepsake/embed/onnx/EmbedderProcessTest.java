package dev.keepsake.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// In a process each: what a library does when its first class is loaded happens once.
final class EmbedderProcessTest {

  @Test
  void loading_and_embedding_ask_for_no_address(@TempDir Path folder) throws Exception {
    assertThat(probe(folder.toString())).contains("Ready").doesNotContain("asked for");
  }

  /// Shows that the probe sees the fault that it looks for.
  @Test
  void the_tokenizer_alone_would_ask_for_one() throws Exception {
    assertThat(probe("unguarded")).contains("asked for http://169.254.169.254/");
  }

  @Test
  void several_processes_may_start_at_once_on_an_empty_folder(@TempDir Path folder)
      throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(folder.toString()));
    }
    for (Process process : processes) {
      assertThat(output(process)).contains("Ready");
    }
  }

  private static String probe(String argument) throws IOException, InterruptedException {
    return output(start(argument));
  }

  private static Process start(String argument) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                NetworkProbe.class.getName(),
                argument))
        .redirectErrorStream(true)
        .start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
