package dev.keepsake.extract.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FoldingTest {

  @Test
  void accents_go_but_where_they_are_the_word() {
    assertThat(Folding.flat("Él é médico, è già là: Łódź, Größe!"))
        .isEqualTo(" él é medico è gia là lodz grosse ");
  }
}
