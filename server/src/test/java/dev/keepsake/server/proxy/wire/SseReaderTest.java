package dev.keepsake.server.proxy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {
  /// As slow as a stream can be.
  private static final class ByteByByte extends InputStream {
    private final InputStream in;

    ByteByByte(String text) {
      in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, Math.min(1, length));
    }
  }

  private static List<SseEvent> events(InputStream in) throws IOException {
    var reader = new SseReader(in, 1_000);
    var events = new ArrayList<SseEvent>();
    for (Optional<SseEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      events.add(next.get());
    }
    return events;
  }

  private static String bytes(List<SseEvent> events) {
    var all = new StringBuilder();
    events.forEach(e -> all.append(new String(e.bytes(), StandardCharsets.UTF_8)));
    return all.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lines_end_in_three_ways_and_nothing_is_lost(String end) throws IOException {
    String text =
        ": hello|data: {\"a\":1}||event: x|data:two|data: lines|id: 7||data||data: [DONE]||"
            .replace("|", end);
    for (InputStream in :
        List.of(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new ByteByByte(text))) {
      List<SseEvent> events = events(in);
      assertThat(bytes(events)).isEqualTo(text);
      assertThat(events.stream().flatMap(e -> e.data().stream()))
          .containsExactly("{\"a\":1}", "two\nlines", "", "[DONE]");
      assertThat(events.stream().filter(SseEvent::isDone)).hasSize(1);
    }
  }

  @Test
  void what_was_begun_at_the_end_is_an_event() throws IOException {
    assertThat(events(new ByteByByte("data: 1\n\ndata: 2")))
        .extracting(SseEvent::data)
        .containsExactly(Optional.of("1"), Optional.of("2"));
  }

  @Test
  void an_event_without_end_is_refused() {
    assertThatThrownBy(() -> events(new ByteByByte("data: " + "x".repeat(2_000))))
        .isInstanceOf(SseReader.TooLong.class);
  }

  @Test
  void other_lines_of_an_event_stay_where_its_data_change() throws IOException {
    SseEvent event =
        events(new ByteByByte("event: x\r\ndata: 1\r\ndata: 2\r\nid: 3\r\n\r\n")).getFirst();
    assertThat(new String(event.with("4").bytes(), StandardCharsets.UTF_8))
        .isEqualTo("event: x\ndata: 4\nid: 3\n\n");
  }
}
