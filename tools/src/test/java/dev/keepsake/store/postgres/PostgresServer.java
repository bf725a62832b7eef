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
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.postgresql.PostgreSQLContainer;

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

  private final BooleanSupplier alive;
  private final Optional<Process> keeper; // its input is held open
  private final String address;
  private final String password;

  private PostgresServer(
      BooleanSupplier alive, Optional<Process> keeper, String address, String password) {
    this.alive = alive;
    this.keeper = keeper;
    this.address = address;
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
    if (!alive.getAsBoolean()) {
      throw new IllegalStateException("Postgres has ended by itself");
    }
    return "jdbc:postgresql://%s/%s?user=%s&password=%s"
        .formatted(address, database, role, password);
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

  /// One of the machine's own is there sooner than a container.
  private static State start() {
    String password = UUID.randomUUID().toString();
    try {
      State own =
          switch (PostgresPrograms.find()) {
            case PostgresPrograms.None(var advice) -> new Missing(advice);
            case PostgresPrograms.In(var bin) -> start(bin, password);
          };
      return own instanceof Missing(var advice) ? contained(password, advice) : own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the roles could not be made", e);
    }
  }

  private static State contained(String password, String advice) throws SQLException {
    Optional<PostgreSQLContainer> started = PostgresContainer.start(password);
    if (started.isEmpty()) {
      return new Missing(advice);
    }
    PostgreSQLContainer container = started.get();
    String address = container.getHost() + ":" + container.getFirstMappedPort();
    return running(new PostgresServer(container::isRunning, Optional.empty(), address, password));
  }

  private static State running(PostgresServer server) throws SQLException {
    server.makeRoles();
    return new Running(server);
  }

  private static State start(Path bin, String password) throws IOException, SQLException {
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
    Files.writeString(folder.resolve("password"), password);
    command.addAll(List.of("sh", "-c", KEEPER, "sh"));
    command.addAll(List.of(bin.toString(), folder.toString(), Integer.toString(port)));
    command.add(Boolean.getBoolean(SYNCED) ? "on" : "off");
    Process keeper = new ProcessBuilder(command).redirectErrorStream(true).start();
    awaitReady(keeper);
    return running(
        new PostgresServer(keeper::isAlive, Optional.of(keeper), "127.0.0.1:" + port, password));
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
    Process shell = keeper.orElseThrow(() -> new IllegalStateException("it is in a container"));
    var input = shell.outputWriter();
    input.write(word + "\n");
    input.flush();
    String answer = shell.inputReader().readLine();
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
