package dev.keepsake.server;

import dev.keepsake.server.cli.Shell;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// The process: takes what the operating system gives it, and ends with the command's exit code.
public final class Main {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Main() {}

  public static void main(String[] arguments) {
    // standard output is the answer's, or the protocol's: whatever else prints goes to stderr
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setOut(err);
    System.setErr(err);
    var shell =
        new Shell(
            System.getenv(),
            System.getProperty("user.name", ""),
            Path.of(System.getProperty("user.home", ".")),
            System.in,
            out,
            err,
            interactive(),
            InstantSource.system());
    int code = new App(shell).run(arguments);
    if (!isFlushed(out, PATIENCE)) {
      Runtime.getRuntime().halt(code); // all is closed but what nobody reads
    }
    System.exit(code);
  }

  /// A client that ended its input may have left the answers unread; then a call that still writes
  /// holds the stream, and to wait for it could take for ever.
  static boolean isFlushed(PrintStream out, Duration patience) {
    Thread flush = Thread.ofPlatform().daemon().name("flush").start(out::flush);
    try {
      return flush.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean interactive() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
