package dev.keepsake.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.memory.IdSource;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTextTest {
  private static final String KEY = "ks_4fJ0aZ9x_" + "m".repeat(43);

  @Test
  void every_key_is_another_and_can_be_read() {
    var drawn = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      KeyText key = KeyText.draw(TestMemory.IDS);
      assertThat(KeyText.read(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash());
      assertThat(drawn.add(key.reveal())).isTrue();
    }
    assertThat(drawn.stream().map(key -> key.substring(0, 11)).distinct()).hasSize(1_000);
  }

  /// 43 digits hold 256 bits, from the least to the greatest.
  @ParameterizedTest
  @CsvSource({"0, 0", "-1, "})
  void all_bits_are_in_it(byte each, String digit) {
    String key = KeyText.draw(new Same(each)).reveal();
    assertThat(key).matches("ks_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}");
    if (digit != null) {
      assertThat(key).isEqualTo("ks_" + digit.repeat(8) + "_" + digit.repeat(43));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ks_",
        "ks_4fJ0aZ9x",
        "ks_4fJ0aZ9x_",
        "ks_4fJ0aZ9x_short",
        "sk_4fJ0aZ9x_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
        "KS_4fJ0aZ9x_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
        "ks_4fJ0aZ9x_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
        "ks_4fJ0aZ9é_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
        " ks_4fJ0aZ9x_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
        "ks_4fJ0aZ9x_mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm\n"
      })
  void what_has_another_form_is_none(String text) {
    assertThat(KeyText.read(text)).isEmpty();
  }

  @Test
  void it_shows_its_prefix_alone() {
    KeyText key = KeyText.read(KEY).orElseThrow();
    assertThat(key).hasToString("ks_4fJ0aZ9x_***");
    assertThat(key.prefix()).isEqualTo("ks_4fJ0aZ9x");
    assertThat(key.hash())
        .isEqualTo("3d1b08a71a5b3f3a2e2e0b3db8c406c38f2f27ede9775c8188e30eb1f49c971a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ks_4fJ0aZ9x", "4fJ0aZ9x", "ks_4fJ0aZ9x_mmm"})
  void a_prefix_is_what_somebody_would_type(String typed) {
    assertThat(KeyText.readPrefix(typed)).contains("ks_4fJ0aZ9x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ks_", "ks_4fJ0aZ9", "4fJ0aZ9xx", "ks_4fJ0a%9x"})
  void nothing_shorter_or_longer_is_a_prefix(String typed) {
    assertThat(KeyText.readPrefix(typed)).isEmpty();
  }

  private record Same(byte each) implements IdSource {
    @Override
    public UUID next() {
      throw new UnsupportedOperationException("no id is drawn for a key's text");
    }

    @Override
    public String salt() {
      throw new UnsupportedOperationException("no salt is drawn for a key's text");
    }

    @Override
    public byte[] random(int bytes) {
      byte[] drawn = new byte[bytes];
      java.util.Arrays.fill(drawn, each);
      return drawn;
    }
  }
}
