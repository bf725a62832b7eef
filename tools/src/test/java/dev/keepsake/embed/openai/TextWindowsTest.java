package dev.keepsake.embed.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextWindowsTest {
  private static final Encoding TOKENS =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

  @Test
  void what_fits_is_one_piece() {
    assertThat(TextWindows.cut("tea")).containsExactly("tea");
    String long1 = "word ".repeat(7_000); // more bytes than tokens
    assertThat(TextWindows.cut(long1)).containsExactly(long1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The user keeps a diary. ",
        "one unending sentence about nothing ",
        "\uD83D\uDE80",
        "記憶は大切です。",
        "<|endoftext|>",
        "x",
        "\n\n\n\n\n\n\n\n\n."
      })
  void pieces_fit_the_model_and_are_the_text(String unit) {
    String text = unit.repeat(50_000 / unit.length());

    List<String> pieces = TextWindows.cut(text);

    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).allMatch(piece -> TOKENS.countTokensOrdinary(piece) <= 8_191);
    assertThat(pieces).noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
  }

  @Test
  void pieces_of_any_characters_fit_and_are_the_text() {
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      var text = new StringBuilder();
      while (text.length() < 49_000) {
        int point = random.nextInt(0x20, random.nextBoolean() ? 0x500 : 0x1F700);
        if (point < 0xD800 || point > 0xDFFF) {
          text.appendCodePoint(point);
        }
      }
      List<String> pieces = TextWindows.cut(text.toString());
      assertThat(String.join("", pieces)).isEqualTo(text.toString());
      assertThat(pieces).allMatch(piece -> TOKENS.countTokensOrdinary(piece) <= 8_191);
    }
  }

  @Test
  void a_piece_ends_with_a_sentence_where_one_ends_near() {
    assertThat(TextWindows.cut("The user keeps a diary of the garden. ".repeat(1_300)).getFirst())
        .endsWith(".");
  }
}
