package dev.keepsake.server.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Rows under headings. The last column takes what the others leave and is cut there; its further
/// lines are ids and the like, and never cut. Cells are foreign text, and made safe here.
public final class Table {
  private static final String GAP = "  ";
  private static final int LAST_AT_LEAST = 10;

  private final List<String> headings;
  private final List<List<List<String>>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public void row(String... cells) {
    rows.add(Arrays.stream(cells).map(text -> List.of(Plain.line(text))).toList());
  }

  /// @param more further lines of the last cell, shown dim
  public void row(List<String> cells, List<String> more) {
    var row = new ArrayList<>(cells.stream().map(text -> List.of(Plain.line(text))).toList());
    row.set(
        row.size() - 1,
        Stream.concat(row.getLast().stream(), more.stream().map(Plain::line)).toList());
    rows.add(row);
  }

  public void print(Terminal terminal) {
    int[] widths = widths(terminal.columns());
    terminal.line(terminal.ink().bold(line(headings, widths)));
    for (List<List<String>> row : rows) {
      print(row, widths, terminal);
    }
  }

  private void print(List<List<String>> row, int[] widths, Terminal terminal) {
    terminal.line(line(row.stream().map(List::getFirst).toList(), widths));
    String indent = indent(widths);
    row.getLast().stream()
        .skip(1)
        .forEach(more -> terminal.line(indent + terminal.ink().dim(more)));
  }

  /// As wide as all columns but the last.
  private static String indent(int[] widths) {
    int before = Arrays.stream(widths).limit(widths.length - 1L).map(w -> w + GAP.length()).sum();
    return " ".repeat(before);
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String shown = DisplayWidth.cut(cells.get(i), widths[i]);
      line.append(shown);
      if (i < widths.length - 1) {
        line.append(" ".repeat(widths[i] - DisplayWidth.of(shown))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private int[] widths(int columns) {
    int[] widths = new int[headings.size()];
    int left = columns;
    for (int i = 0; i < widths.length; i++) {
      boolean last = i == widths.length - 1;
      int widest = widest(i);
      widths[i] = last ? Math.min(widest, Math.max(LAST_AT_LEAST, left)) : widest;
      left -= widths[i] + GAP.length();
    }
    return widths;
  }

  private int widest(int column) {
    return Stream.concat(
            Stream.of(headings.get(column)), rows.stream().flatMap(row -> row.get(column).stream()))
        .mapToInt(DisplayWidth::of)
        .max()
        .orElse(0);
  }
}
