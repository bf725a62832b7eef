package dev.keepsake.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.server.mcp.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

  @Test
  void lines_are_split_wherever_the_stream_is_cut() throws IOException {
    assertThat(lines(new OneByteAtATime("ab\n\nzoë\nend")))
        .containsExactly(
            new Line.Text("ab"), new Line.Text(""), new Line.Text("zoë"), new Line.Text("end"));
  }

  @Test
  void a_line_of_the_largest_size_is_read_and_one_byte_more_is_skipped() throws IOException {
    assertThat(lines(new OneByteAtATime("12345678\n123456789\nok\n")))
        .containsExactly(new Line.Text("12345678"), new Line.TooLong(), new Line.Text("ok"));
  }

  @Test
  void half_a_character_at_the_end_is_not_utf_8() throws IOException {
    assertThat(lines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xc3, '\n', 'b'})))
        .containsExactly(new Line.NotUtf8(), new Line.Text("b"));
  }

  private static List<Line> lines(InputStream in) throws IOException {
    var reader = new LineReader(in, 8);
    var lines = new ArrayList<Line>();
    for (var line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }

  private static final class OneByteAtATime extends InputStream {
    private final ByteArrayInputStream bytes;

    OneByteAtATime(String text) {
      bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, Math.min(1, length));
    }
  }
}
