package dev.keepsake.server.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.TestAbortedException;

/// A migrated Postgres in a process of its own, which can be stopped and started again. It is the
/// one of the library's tests, which are not on this module's class path.
public final class Database implements AutoCloseable {
  private static final String MAIN = "dev.keepsake.store.postgres.PostgresForOthers";

  private final Process process;
  private final BufferedReader said;
  private final Map<String, String> urls = new LinkedHashMap<>();

  private Database(Process process) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
  }

  /// @param durable whether commits are synced to disk, as in production
  public static Database start(boolean durable) throws IOException {
    Path root = Path.of(System.getProperty("keepsake.root", ".")).toAbsolutePath().normalize();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dkeepsake.root=" + root);
    command.add("-cp");
    command.add(classPath(root));
    command.addAll(List.of(MAIN, durable ? "durable" : "fast"));
    var database =
        new Database(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    for (String line = database.line(); !line.equals("ready"); line = database.line()) {
      if (line.startsWith("missing ")) {
        Assumptions.abort(line.substring("missing ".length()));
      }
      String[] pair = line.split(" ", 2);
      database.urls.put(pair[0], pair[1]);
    }
    return database;
  }

  /// The library's classes once: its migrations would be found twice on this module's class path.
  private static String classPath(Path root) throws IOException {
    var places = new ArrayList<String>();
    places.add(root.resolve("tools/target/test-classes").toString());
    places.add(root.resolve("tools/target/classes").toString());
    for (Class<?> one :
        List.of(Assumptions.class, TestAbortedException.class, JUnitException.class)) {
      places.add(one.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    try (Stream<Path> jars = Files.list(root.resolve("server/target/lib"))) {
      jars.filter(jar -> !jar.getFileName().toString().matches("(keepsake|logback)-.*"))
          .forEach(jar -> places.add(jar.toString()));
    }
    return String.join(File.pathSeparator, places);
  }

  private String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IllegalStateException("the Postgres of the tests ended");
    }
    return line;
  }

  public String applicationUrl() {
    return urls.get("application");
  }

  String ownerUrl() {
    return urls.get("owner");
  }

  /// Stops the server as an operator would: connections are cut, what was committed stays.
  void stop() throws IOException {
    tell("stop");
  }

  void startAgain() throws IOException {
    tell("start");
  }

  private void tell(String word) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((word + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    String answer = line();
    if (!answer.equals("done")) {
      throw new IllegalStateException(word + ": " + answer);
    }
  }

  /// As the superuser, to whom no guard applies.
  Connection connect() throws SQLException {
    return DriverManager.getConnection(urls.get("superuser"));
  }

  long number(String query) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
