package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.Readme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/// `keepsake stats` and `keepsake health`, over real files.
@Timeout(120)
final class OverviewCommandsTest {
  // one folder for those that need memories, since each new one has the model unpacked into it
  @TempDir private static Path shared;
  @TempDir private Path home;
  private CommandRun.Setup keepsake;

  @BeforeEach
  void useTheFolder() {
    keepsake = new CommandRun.Setup(shared);
  }

  @Test
  void stats_tell_how_much_there_is_and_what_happened() throws IOException {
    keepsake = new CommandRun.Setup(home);
    keepsake.json("save", "Ada plays the cello.", "--type", "fact", "--user", "ada");
    keepsake.json("save", "Ada plays the cello.", "--type", "fact", "--user", "ada");
    String first =
        keepsake.json("save", "Bob lives in Ulm.", "--user", "bob").path("memory_id").asText();
    keepsake.json("save", "Bob lives in Bern.", "--user", "bob", "--supersedes", first);
    keepsake.json("save", "Bob may like tea.", "--user", "bob", "--confidence", "0.6");

    JsonNode stats = keepsake.json("stats", "--user", "bob");

    assertThat(stats.path("total_users").asLong()).isEqualTo(2);
    assertThat(stats.path("total_memories").asLong()).isEqualTo(3);
    assertThat(stats.at("/memories_by_status/active").asLong()).isEqualTo(2);
    assertThat(stats.at("/memories_by_status/superseded").asLong()).isEqualTo(1);
    assertThat(stats.at("/memories_by_status/deleted").asLong(-1)).isZero();
    assertThat(stats.at("/memories_by_type/fact").asLong()).isEqualTo(1);
    assertThat(stats.at("/memories_by_type/note").asLong()).isEqualTo(2);
    assertThat(stats.path("db_size_mb").asDouble()).isPositive();
    assertThat(stats.path("hours").asInt()).isEqualTo(24);
    assertThat(stats.path("memories_stored").asLong()).isEqualTo(3);
    assertThat(stats.path("avg_latency_ms").asDouble()).isPositive();
    assertThat(stats.path("retrievals").isNull()).isTrue();
    assertThat(stats.path("error_count").isNull()).isTrue();
    assertThat(stats.path("not_counted").size()).isEqualTo(2);
    assertThat(stats.at("/user/user_id").asText()).isEqualTo("bob");
    assertThat(stats.at("/user/total_memories").asLong()).isEqualTo(2);
    assertThat(stats.at("/user/active_memories").asLong()).isEqualTo(1);
    assertThat(stats.at("/user/pending_confirmations").asLong()).isEqualTo(1);
    assertThat(stats.at("/user/last_active").asText()).startsWith("20");
    assertThat(Readme.operations().tables("How much there is").getFirst())
        .extracting(row -> row.getFirst().replace("`", ""))
        .containsExactlyElementsOf(stats.properties().stream().map(Map.Entry::getKey).toList());
    assertThat(keepsake.run("stats", "--user", "bob").out())
        .contains("2 active, 1 superseded", "bob's, under the scope local", "1 active of 2");
  }

  @Test
  void of_nothing_stats_tell_nothing_and_invent_nothing() {
    JsonNode stats = new CommandRun.Setup(home).json("stats", "--hours", "1");

    assertThat(stats.path("total_memories").asLong(-1)).isZero();
    assertThat(stats.path("avg_latency_ms").isNull()).isTrue();
    assertThat(stats.at("/user/last_active").isNull()).isTrue();
    assertThat(new CommandRun.Setup(home).run("stats").out())
        .contains("nothing was saved", "never");
  }

  @Test
  void hours_out_of_range_are_refused() {
    CommandRun run = keepsake.run("stats", "--hours", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--hours must be a whole number from 1 to").hasLineCount(1);
  }

  @Test
  void a_healthy_installation_is_told_part_by_part() throws IOException {
    keepsake.json("save", "Cleo paints.", "--user", "cleo");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx------"));

    JsonNode health = keepsake.json("health");

    assertThat(health.path("status").asText()).isEqualTo("ok");
    assertThat(Readme.operations().tables("Whether everything works").getFirst())
        .extracting(row -> row.getFirst().replace("`", ""))
        .containsExactlyElementsOf(
            health.path("parts").valueStream().map(p -> p.path("name").asText()).toList());
    assertThat(health.path("parts")).allMatch(part -> part.path("status").asText().equals("ok"));
    assertThat(part(health, "database").at("/facts/memories").asLong()).isPositive();
    assertThat(part(health, "audit_trail").at("/facts/last_event").asText()).startsWith("20");
    assertThat(part(health, "embedder").at("/facts/latency_ms").asLong()).isPositive();
    assertThat(part(health, "settings").at("/facts/set/user").asText())
        .isEqualTo("environment variable KEEPSAKE_USER");
    assertThat(part(health, "settings").toString()).doesNotContain("ada", "secrets");
    assertThat(keepsake.run("health").out()).contains("ok       database").hasLineCount(10);
  }

  @Test
  void redis_is_asked_where_one_is_set() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    keepsake.json("save", "Cleo paints.", "--user", "cleo");
    RedisServer server =
        RedisServer.newRedisServer()
            .bind("127.0.0.1")
            .port(port)
            .setting("requirepass tiger")
            .build();
    server.start();
    try {
      keepsake.with("KEEPSAKE_REDIS_URL", "redis://:tiger@127.0.0.1:" + port);
      JsonNode answers = part(keepsake.json("health"), "redis");
      assertThat(answers.path("status").asText()).isEqualTo("ok");
      assertThat(answers.at("/facts/place").asText()).isEqualTo("127.0.0.1:" + port);

      keepsake.with("KEEPSAKE_REDIS_URL", "redis://:lion@127.0.0.1:" + port);
      CommandRun refused = keepsake.run("health", "--json");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(part(refused.json(), "redis").path("status").asText()).isEqualTo("failed");
      assertThat(part(refused.json(), "redis").path("summary").asText())
          .contains("KEEPSAKE_REDIS_URL")
          .doesNotContain("lion");
    } finally {
      server.stop();
    }
    JsonNode away = keepsake.json("health");
    assertThat(away.path("status").asText()).isEqualTo("ok");
    assertThat(part(away, "redis").path("status").asText()).isEqualTo("warning");
    assertThat(part(away, "redis").path("summary").asText()).contains("Redis does not answer");
  }

  @Test
  void a_folder_that_others_can_look_into_is_a_warning() throws IOException {
    keepsake.json("save", "Cleo paints.", "--user", "cleo");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));

    CommandRun run = keepsake.run("health");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("warning  data folder", "chmod 700");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_folder_that_is_not_there_is_told_and_not_made() {
    Path missing = home.resolve("data");

    assertFailed(missing, "data_folder", "There is no data folder " + missing);
    assertThat(missing).doesNotExist();
  }

  @Test
  void a_folder_without_a_database_is_told_and_left_empty() {
    assertFailed(home, "database", "There is no database");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void a_file_that_is_no_database_of_ours_is_told_and_left_alone() throws IOException {
    Files.writeString(home.resolve("keepsake.db"), "somebody's notes".repeat(100));

    assertUnchanged("is no database of Keepsake");
  }

  @Test
  void a_damaged_database_is_told_and_left_alone() throws IOException {
    Path file = copyOfShared();
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long page = 2; page * 4096 < channel.size(); page++) {
        channel.write(ByteBuffer.allocate(4000), page * 4096 + 50);
      }
    }

    assertUnchanged("damaged");
  }

  @Test
  void a_database_of_a_newer_version_is_told_and_left_alone() throws Exception {
    Path file = copyOfShared();
    try (var connection = connect(file);
        var statement = connection.createStatement()) {
      statement.execute("pragma user_version = 99");
    }

    assertUnchanged("The database is of version 99");
  }

  @Test
  void a_database_that_another_process_holds_is_told_and_the_wait_is_short() throws Exception {
    Path file = copyOfShared();
    try (var connection = connect(file);
        var statement = connection.createStatement()) {
      statement.execute("begin immediate");

      assertFailed(home, "database", "another process holds it");

      statement.execute("rollback");
    }
    assertThat(
            part(new CommandRun.Setup(home).run("health", "--json").json(), "database")
                .path("status")
                .asText())
        .isEqualTo("ok");
  }

  @Test
  void wrong_settings_are_a_part_that_failed() {
    CommandRun run = keepsake.with("KEEPSAKE_PROT", "1").run("health", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(part(run.json(), "settings").path("summary").asText()).contains("KEEPSAKE_PORT?");
    assertThat(part(run.json(), "database").path("status").asText()).isEqualTo("skipped");
  }

  /// The whole folder, byte for byte.
  private void assertUnchanged(String sentence) throws IOException {
    Map<String, String> before = contents();
    assertFailed(home, "database", sentence);
    assertThat(contents().equals(before)).as("the folder is as it was").isTrue();
  }

  private static void assertFailed(Path folder, String part, String sentence) {
    CommandRun run = new CommandRun.Setup(folder).run("health", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().path("status").asText()).isEqualTo("failed");
    assertThat(part(run.json(), part).path("status").asText()).isEqualTo("failed");
    assertThat(part(run.json(), part).path("summary").asText()).contains(sentence);
    assertThat(part(run.json(), "embedder").path("status").asText()).isEqualTo("skipped");
  }

  private static JsonNode part(JsonNode health, String name) {
    return health
        .path("parts")
        .valueStream()
        .filter(part -> part.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Path copyOfShared() throws IOException {
    keepsake.json("save", "Cleo paints.", "--user", "cleo");
    Files.write(home.resolve("keepsake.lock"), new byte[0]); // as beside every store
    return Files.copy(
        shared.resolve("keepsake.db"),
        home.resolve("keepsake.db"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  /// By file name, as one letter a byte.
  private Map<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    try (var files = Files.list(home)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
