package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MainTest {
  @Test
  void output_is_flushed() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    out.print("an answer");

    assertThat(Main.isFlushed(out, Duration.ofSeconds(30))).isTrue();
    assertThat(bytes).hasToString("an answer");
  }

  /// A client that ends its input and leaves the answers unread.
  @Test
  void writer_that_is_stuck_is_not_waited_for() throws InterruptedException {
    var writing = new CountDownLatch(1);
    var read = new CountDownLatch(1);
    var out = new PrintStream(new FullPipe(writing, read), true, StandardCharsets.UTF_8);
    Thread writer = Thread.ofPlatform().daemon().start(() -> out.println("an answer"));
    writing.await();

    assertThat(Main.isFlushed(out, Duration.ofMillis(50))).isFalse();

    read.countDown();
    writer.join();
  }

  private static final class FullPipe extends OutputStream {
    private final CountDownLatch writing;
    private final CountDownLatch read;

    FullPipe(CountDownLatch writing, CountDownLatch read) {
      this.writing = writing;
      this.read = read;
    }

    @Override
    public void write(int b) throws IOException {
      writing.countDown();
      try {
        read.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
