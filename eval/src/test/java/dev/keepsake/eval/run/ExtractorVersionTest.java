package dev.keepsake.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExtractorVersionTest {
  @Test
  void the_same_rules_have_the_same_version() {
    assertThat(ExtractorVersion.sha256())
        .matches("[0-9a-f]{64}")
        .isEqualTo(ExtractorVersion.sha256());
  }
}
