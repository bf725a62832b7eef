package dev.keepsake.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.error.MemoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real model, as it is shipped.
final class MiniLmTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.NEVER) // libraries in use cannot be deleted everywhere
  static Path folder;

  private static OnnxEmbedder embedder;

  @BeforeAll
  static void load() {
    embedder = OnnxEmbedder.start(folder, new OnnxSettings(2, 1000));
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void a_related_text_is_nearer_than_an_unrelated_one() {
    Embedding question = embed("What does the user like to drink?").first();
    double related = question.cosine(embed("Her favourite beverage is green tea.").first());
    double unrelated = question.cosine(embed("The deploy failed on Friday.").first());
    assertThat(related).isGreaterThan(unrelated + 0.2);
  }

  @Test
  void a_short_text_is_whole() {
    EmbeddedText embedded = embed("The user's sister lives in Lisbon.");
    assertThat(embedded.whole()).isTrue();
    assertThat(embedded.space()).isEqualTo(embedder.space());
    assertThat(embedded.first().dimension()).isEqualTo(384);
  }

  @Test
  void the_same_text_has_the_same_vector_every_time_alone_or_beside_others() throws Exception {
    List<String> texts =
        IntStream.range(0, 60)
            .mapToObj(i -> "note " + i + " on tea" + " and more".repeat(i))
            .toList();
    List<EmbeddedText> serial = texts.stream().map(MiniLmTest::embed).toList();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<EmbeddedText>> parallel = new ArrayList<>();
      for (String text : texts) {
        parallel.add(callers.submit(() -> embed(text)));
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(parallel.get(i).get()).isEqualTo(serial.get(i));
      }
    }
  }

  @Test
  void two_thousand_chinese_characters_become_several_chunks() {
    EmbeddedText embedded = embed("我喜歡喝茶。".repeat(334).substring(0, 2000));
    assertThat(embedded.chunks()).hasSizeBetween(4, 6);
    assertThat(embedded.whole()).isFalse();
  }

  /// Cosine 1.0 between the first chunks: to judge such texts by it would lose the later one.
  @Test
  void texts_that_differ_only_after_the_window_are_not_whole() {
    String same = "The user drinks a cup of tea. ".repeat(80);
    EmbeddedText yes = embed(same + "She is allergic to nuts.");
    EmbeddedText no = embed(same + "She is fond of mountains.");
    assertThat(yes.first()).isEqualTo(no.first());
    assertThat(yes.whole()).isFalse();
    assertThat(no.whole()).isFalse();
    assertThat(yes.chunks().getLast()).isNotEqualTo(no.chunks().getLast());
  }

  /// The vocabulary knows no emoji: both are the same "unknown" to the model.
  @Test
  void texts_that_differ_only_in_what_the_model_cannot_read_are_not_whole() {
    EmbeddedText laughing = embed("Her favourite emoji is 😂");
    EmbeddedText crying = embed("Her favourite emoji is 😭");
    assertThat(laughing.first()).isEqualTo(crying.first());
    assertThat(laughing.whole()).isFalse();
    assertThat(crying.whole()).isFalse();
  }

  @Test
  void brackets_of_the_text_do_not_make_it_unreadable() {
    assertThat(embed("the [first] of [[two]] lists: [a]").whole()).isTrue();
    assertThat(embed("the token [MASK] means something to the model").whole()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "half a pair \ud83d in the middle",
        "\udc00\ud800 swapped",
        "nul \u0000 inside",
        "\u0007",
        "\u200b",
        "👨‍👩‍👧‍👦 family",
        "שלום עולם",
        "مرحبا بالعالم",
        "e\u0301 and é",
        "\u202eright to left override",
      })
  void any_string_has_a_vector_of_length_one(String text) {
    assertThat(Embedding.ofStored(embed(text).first().toArray()).dimension()).isEqualTo(384);
  }

  @Test
  void a_text_with_half_a_surrogate_pair_is_not_whole() {
    assertThat(embed("tea \ud83d time").whole()).isFalse();
  }

  @Test
  void a_single_word_without_end_is_embedded() {
    assertThat(embed("a".repeat(2000)).chunks()).isNotEmpty();
    assertThat(embed("a.".repeat(1000)).chunks()).hasSize(4);
  }

  @Test
  void what_is_unpacked_is_complete_and_the_owners_alone() throws IOException {
    embed("loaded");
    try (var files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all)
          .extracting(file -> file.getFileName().toString())
          .contains("all-minilm-l6-v2-q.onnx")
          .noneMatch(name -> name.endsWith(".part"));
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void what_is_there_is_not_unpacked_again() throws Exception {
    embed("loaded");
    UnpackedFiles first = UnpackedFiles.in(folder);
    var written = Files.getLastModifiedTime(first.model());
    assertThat(UnpackedFiles.in(folder)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.model())).isEqualTo(written);
  }

  @Test
  void a_file_cut_short_is_unpacked_again(@TempDir Path other) throws Exception {
    Path model = UnpackedFiles.in(other).model();
    long size = Files.size(model);
    Files.write(model, new byte[10]);
    assertThat(Files.size(UnpackedFiles.in(other).model())).isEqualTo(size);
  }

  @Test
  void a_damaged_model_file_is_a_failure_with_a_reason(@TempDir Path other) throws Exception {
    Path model = UnpackedFiles.in(other).model();
    Files.write(model, new byte[(int) Files.size(model)]);
    assertThat(failureIn(other)).contains(model.toString()).contains("delete it");
  }

  @Test
  void a_folder_that_cannot_be_written_is_a_failure_with_a_reason(@TempDir Path other)
      throws Exception {
    Path file = Files.writeString(other.resolve("file"), "no folder");
    assertThat(failureIn(file.resolve("native"))).contains("cannot be written");
  }

  private static String failureIn(Path home) {
    try (var broken = OnnxEmbedder.start(home, OnnxSettings.defaults())) {
      assertThat(catchThrowable(() -> broken.embed("tea", PATIENCE)))
          .isInstanceOf(MemoryException.class);
      return ((EmbedderState.Failed) broken.state()).reason();
    }
  }

  private static EmbeddedText embed(String text) {
    return embedder.embed(text, PATIENCE);
  }

  /// The reason for one text a run: a batch shares one scale of quantisation.
  @Test
  void a_vector_would_depend_on_what_it_is_batched_with() throws Exception {
    embed("loaded");
    try (BatchedModel batched = new BatchedModel(UnpackedFiles.in(folder).model())) {
      List<String> texts =
          List.of(
              "The user prefers dark roast coffee.",
              "The meeting moved to Thursday because Anna is allergic to peanuts and to Mondays.",
              "Deploys happen on Friday evening, except in December.",
              "Rex.");
      List<Embedding> together = batched.embed(texts);
      double lowest =
          IntStream.range(0, texts.size())
              .mapToDouble(i -> embed(texts.get(i)).first().cosine(together.get(i)))
              .min()
              .orElseThrow();
      assertThat(lowest).isLessThan(0.999);
    }
  }
}
