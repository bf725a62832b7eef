package dev.keepsake.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64",
    "Linux, aarch64",
    "Mac OS X, aarch64",
    "Windows 11, amd64",
    "Linux, x86_64"
  })
  void what_is_supported_is_on_the_class_path(String os, String architecture) throws IOException {
    for (String path : Platform.of(os, architecture).libraries()) {
      assertThat(PlatformTest.class.getResource("/" + path)).as(path).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, x86_64", "Windows 11, aarch64", "Linux, ppc64le", "SunOS, amd64"})
  void what_is_not_shipped_is_named(String os, String architecture) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Platform.of(os, architecture))
        .withMessageContaining(os)
        .withMessageContaining(architecture);
  }

  @Test
  void this_machine_is_supported() throws IOException {
    assertThat(Platform.here().libraries()).isNotEmpty();
  }
}
