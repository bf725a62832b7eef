package dev.keepsake.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columns_are_as_wide_as_what_stands_in_them() {
    var table = new Table("TYPE", "MEMORY");
    table.row("fact", "Ada drinks tea");
    table.row("preference", "x");

    assertThat(printed(table, 80))
        .containsExactly("TYPE        MEMORY", "fact        Ada drinks tea", "preference  x");
  }

  @Test
  void the_last_column_is_cut_at_the_edge_of_the_terminal() {
    var table = new Table("TYPE", "MEMORY");
    table.row("fact", "Ada drinks green tea in the morning, and black tea at noon");

    assertThat(printed(table, 40)).last().asString().hasSize(40).endsWith("…");
  }

  @Test
  void nothing_is_cut_where_nobody_looks() {
    var table = new Table("MEMORY");
    table.row("x".repeat(2_000));

    assertThat(printed(table, Integer.MAX_VALUE)).contains("x".repeat(2_000));
  }

  @Test
  void an_id_below_a_cell_is_never_cut() {
    var table = new Table("TYPE", "MEMORY");
    String id = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";
    table.row(List.of("preference", "y".repeat(100)), List.of(id));

    assertThat(printed(table, 40)).last().isEqualTo(" ".repeat(12) + id);
  }

  @Test
  void wide_characters_take_two_columns() {
    var table = new Table("A", "B");
    table.row("日本", "x");
    table.row("ab", "y");

    assertThat(printed(table, 80)).containsExactly("A     B", "日本  x", "ab    y");
  }

  @Test
  void wide_characters_are_not_cut_in_half() {
    assertThat(DisplayWidth.cut("日本語", 4)).isEqualTo("日…");
    assertThat(DisplayWidth.cut("👩👩👩", 5)).isEqualTo("👩👩…");
  }

  @Test
  void a_mark_takes_no_column_of_its_own() {
    assertThat(DisplayWidth.of("e\u0301")).isOne();
  }

  @Test
  void what_a_memory_holds_cannot_break_out_of_its_cell() {
    var table = new Table("MEMORY");
    table.row("a\n\u001b[31mb");

    assertThat(printed(table, 80)).containsExactly("MEMORY", "a\\n\\u001b[31mb");
  }

  private static List<String> printed(Table table, int columns) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      table.print(new Terminal(out, columns, Ink.PLAIN));
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
