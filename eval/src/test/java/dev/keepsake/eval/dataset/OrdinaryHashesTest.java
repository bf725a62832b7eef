package dev.keepsake.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.memory.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a store has of an ordinary statement is found by the hash it was stored under: Unicode NFKC
/// in lower case, with one blank for any white space and without final punctuation. Only what hides
/// something may be folded further.
final class OrdinaryHashesTest {
  private static final Set<String> HIDDEN = Set.of("disguised", "encoded", "encoded_near_miss");

  @Test
  void ordinary_statements_keep_their_hash() throws NoSuchAlgorithmException {
    var sha256 = MessageDigest.getInstance("SHA-256");

    assertThat(ordinary())
        .hasSizeGreaterThan(3_000)
        .allSatisfy(text ->
            assertThat(new Content(text).hash().hex())
                .as(text)
                .isEqualTo(
                    HexFormat.of()
                        .formatHex(sha256.digest(plain(text).getBytes(StandardCharsets.UTF_8)))));
  }

  private static Stream<String> ordinary() {
    Stream<String> pairs =
        DuplicatePairs.shipped().stream()
            .flatMap(pair -> Stream.of(pair.stored(), pair.proposed()));
    Stream<String> memories = DeleteDescriptions.shipped().memories().stream();
    Stream<String> detected =
        DetectorTexts.shipped().stream()
            .filter(text -> !HIDDEN.contains(text.kind()) && !text.kind().endsWith("_disguised"))
            .map(DetectorText::text);
    return Stream.of(pairs, memories, detected).flatMap(texts -> texts);
  }

  private static String plain(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    String spaced =
        Normalizer.normalize(folded, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Z}]+", " ").strip();
    String bare = spaced.replaceAll("[ .!?\u3002\u2026,;:]+$", "");
    return bare.isEmpty() ? spaced : bare;
  }
}
