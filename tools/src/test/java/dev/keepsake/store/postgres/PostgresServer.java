package dev.keepsake.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/// A running server with its data in memory, if the machine allows it.
///
/// The server belongs to a shell that waits for the end of its input, the other end of which this
/// JVM holds: however the JVM ends, the shell then stops the server and removes its folder.
final class PostgresServer {
  private static final String KEEPER =
      """
      set -eu
      bin=$1 folder=$2 port=$3 synced=$4
      finish() {
        "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
        rm -rf "$folder"
      }
      trap finish EXIT
      trap 'exit 1' HUP TERM
      trap '' INT
      "$bin/initdb" -D "$folder/data" -U postgres -A scram-sha-256 --pwfile="$folder/password" \
        -E UTF8 --no-locale --no-sync
      cat >>"$folder/data/postgresql.conf" <<SETTINGS
      listen_addresses = '127.0.0.1'
      port = $port
      unix_socket_directories = ''
      fsync = $synced
      synchronous_commit = $synced
      full_page_writes = $synced
      shared_buffers = 64MB
      jit = off
      SETTINGS
      "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start || { cat "$folder/log"; exit 1; }
      echo ready
      while read -r word; do
        case $word in
          stop) "$bin/pg_ctl" -D "$folder/data" -m fast -w stop >/dev/null ;;
          start) "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null ;;
        esac
        echo "$word"
      done
      """;

  /// Set to `true`: commits are synced to disk, as in production; else they are not, and the data
  /// is in memory if the machine allows it.
  static final String SYNCED = "keepsake.pg.synced";

  private final Process keeper; // its input is held open
  private final int port;
  private final String password;

  private PostgresServer(Process keeper, int port, String password) {
    this.keeper = keeper;
    this.port = port;
    this.password = password;
  }

  /// The server of this JVM, started on first use.
  static PostgresServer shared() {
    return switch (Shared.STATE) {
      case Running(var server) -> server;
      case Missing(var advice) -> Assumptions.abort(advice);
    };
  }

  String jdbcUrl(String database) {
    return jdbcUrl(database, "postgres");
  }

  /// @param role one that exists; all have the same password
  String jdbcUrl(String database, String role) {
    if (!keeper.isAlive()) {
      throw new IllegalStateException("Postgres has ended by itself");
    }
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
        .formatted(port, database, role, password);
  }

  /// Makes the roles of the owner and of the servers.
  private void makeRoles() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
        var statement = connection.createStatement()) {
      for (String role : List.of(LocalPostgres.OWNER, LocalPostgres.APPLICATION)) {
        statement.execute("create role %s login password '%s'".formatted(role, password));
      }
    }
  }

  private sealed interface State {}

  private record Running(PostgresServer server) implements State {}

  private record Missing(String advice) implements State {}

  private static final class Shared {
    static final State STATE = start();
  }

  private static State start() {
    try {
      return switch (PostgresPrograms.find()) {
        case PostgresPrograms.None(var advice) -> new Missing(advice);
        case PostgresPrograms.In(var bin) -> start(bin);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the roles could not be made", e);
    }
  }

  private static State start(Path bin) throws IOException, SQLException {
    var command = new ArrayList<String>();
    if (runsAsRoot()) {
      // Postgres refuses root; a namespace without a mapping makes it somebody else, for free
      command.addAll(List.of("unshare", "-U"));
      if (!Command.run("unshare", "-U", "true").succeeded()) {
        return new Missing("Postgres refuses to run as root: run the tests as another user.");
      }
    }
    Path folder =
        Files.createTempDirectory(
            Boolean.getBoolean(SYNCED) ? disk() : fastest(), "keepsake-postgres-");
    int port = freePort();
    String password = UUID.randomUUID().toString();
    Files.writeString(folder.resolve("password"), password);
    command.addAll(List.of("sh", "-c", KEEPER, "sh"));
    command.addAll(List.of(bin.toString(), folder.toString(), Integer.toString(port)));
    command.add(Boolean.getBoolean(SYNCED) ? "on" : "off");
    Process keeper = new ProcessBuilder(command).redirectErrorStream(true).start();
    awaitReady(keeper);
    var server = new PostgresServer(keeper, port, password);
    server.makeRoles();
    return new Running(server);
  }

  private static void awaitReady(Process keeper) throws IOException {
    var said = new StringBuilder();
    var output = keeper.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("Postgres did not start:\n" + said);
  }

  private static boolean runsAsRoot() throws IOException {
    return Command.run("id", "-u").output().equals("0");
  }

  private static Path fastest() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : disk();
  }

  private static Path disk() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /// Stops the server, or starts it again.
  ///
  /// @param word `stop` or `start`
  void tell(String word) throws IOException {
    var input = keeper.outputWriter();
    input.write(word + "\n");
    input.flush();
    String answer = keeper.inputReader().readLine();
    if (!word.equals(answer)) {
      throw new IllegalStateException("Postgres did not %s: %s".formatted(word, answer));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
