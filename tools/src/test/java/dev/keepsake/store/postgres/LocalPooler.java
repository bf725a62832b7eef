package dev.keepsake.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A PgBouncer before a database, in one of its pool modes. The one of Debian 12 knows no prepared
/// statements in transaction mode.
final class LocalPooler implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

  private final Process process;
  private final Path folder;
  private final String url;

  private LocalPooler(Process process, Path folder, String url) {
    this.process = process;
    this.folder = folder;
    this.url = url;
  }

  /// @param target JDBC URL with user and password
  /// @param mode `session`, `transaction` or `statement`
  static LocalPooler start(String target, String mode) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "No PgBouncer is here: apt-get install pgbouncer");
    var parsed = target.substring("jdbc:postgresql://".length()).split("[:/?]");
    int port = freePort();
    Path folder = Files.createTempDirectory("keepsake-pooler-");
    Path settings = folder.resolve("pgbouncer.ini");
    String user = target.replaceAll(".*[?&]user=([^&]*).*", "$1");
    String password = target.replaceAll(".*[?&]password=([^&]*).*", "$1");
    Files.writeString(folder.resolve("users.txt"), "\"%s\" \"%s\"%n".formatted(user, password));
    Files.writeString(
        settings,
        """
        [databases]
        %s = host=%s port=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = plain
        auth_file = %s/users.txt
        pool_mode = %s
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(parsed[2], parsed[0], parsed[1], port, folder, mode));
    var command = new ArrayList<String>();
    if (Command.run("id", "-u").output().equals("0")) {
      command.addAll(List.of("unshare", "-U")); // it refuses root, as Postgres does
    }
    command.addAll(List.of(PROGRAM.toString(), settings.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
            .formatted(port, parsed[2], user, password);
    return new LocalPooler(process, folder, url);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Once it listens.
  String url() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!Files.readString(folder.resolve("log")).contains("process up")) {
      if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(Files.readString(folder.resolve("log")));
      }
    }
    return url;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
