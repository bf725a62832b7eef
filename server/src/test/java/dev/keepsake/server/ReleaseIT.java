package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The archive, unpacked once where a user might and used as a client does. To record a cache takes
/// long: whoever needs one takes that of the test before, if that left one.
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReleaseIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      """;

  /// The JVM then says of each class where it has it from.
  private static final Map<String, String> WITH_SOURCES =
      Map.of("KEEPSAKE_JAVA_OPTS", "-Xlog:class+load:stderr");

  private static final Map<String, String> WITHOUT_CACHE = Map.of("KEEPSAKE_AOT_CACHE", "off");

  @TempDir private static Path unpacked;
  private static Path app;

  @TempDir private Path base;

  /// Before the command, where somebody else is to run it.
  private List<String> user = List.of();

  private record Run(int exitCode, String out, String err) {}

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = archive();
    Path folder = Files.createDirectories(unpacked.resolve("a folder, ünpacked"));
    var tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    app = folder.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
  }

  private static Path archive() throws IOException {
    Path target = Path.of(System.getProperty("keepsake.root"), "target");
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(f -> f.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }

  @Test
  void both_archives_hold_what_is_needed_and_no_source() throws Exception {
    assertThat(Path.of(archive().toString().replace(".tar.gz", ".zip"))).exists();
    assertThat(app.resolve("keepsake")).isExecutable();
    assertThat(names(app))
        .contains(
            "keepsake",
            "keepsake.cmd",
            "keepsake-server.jar",
            "lib/jdk.sh",
            "prompts/save_memory.md",
            "LICENSE",
            "README.md")
        .noneMatch(name -> name.endsWith(".java") || name.endsWith("pom.xml"));
  }

  @Test
  void what_is_saved_is_found_and_an_mcp_client_is_greeted() throws Exception {
    Run saved = run(WITHOUT_CACHE, "save", "Zoë trinkt 茶.", "--json");
    Run found = run(WITHOUT_CACHE, "query", "茶", "--json");

    assertThat(saved.err() + found.err()).isEmpty();
    assertThat(JSON.readTree(found.out()).at("/memories/0/content").asText())
        .isEqualTo("Zoë trinkt 茶.");
    assertThat(greeting(WITHOUT_CACHE).at("/result/serverInfo/name").asText())
        .isEqualTo("keepsake");
  }

  /// Nobody has to ask for it; and it must be one that the JVM takes.
  @Test
  @Order(2)
  void first_start_has_a_cache_made_for_the_next_ones() throws Exception {
    Path aot = Files.createDirectory(app.resolve("aot"));

    JsonNode first;
    try (var watch = aot.getFileSystem().newWatchService()) {
      aot.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      first = greeting(Map.of());
      while (!hasNote(aot)) {
        WatchKey key = watch.poll(200, TimeUnit.SECONDS);
        assertThat(key).as("something new in " + aot).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }

    assertThat(greeting(Map.of())).isEqualTo(first);
    assertThat(startsFromCache()).isTrue();
    assertThat(awaitWarm().path("action").asText()).isEqualTo("up_to_date");
    assertThat(names(aot)).filteredOn(name -> name.endsWith(".aot")).hasSize(1);
  }

  @Test
  @Order(3)
  void cache_that_is_damaged_or_lost_is_passed_over_without_a_word() throws Exception {
    Path cache = Path.of(warm().path("file").asText());
    assertThat(cache).startsWith(app);
    assertThat(startsFromCache()).isTrue();

    Files.writeString(cache, "no cache");
    assertThat(startsFromCache()).isFalse();
    Run damaged = run(Map.of(), "list", "--json");
    JsonNode mended = warm();
    Path again = Path.of(mended.path("file").asText());
    Path aside = Files.move(again, unpacked.resolve("aside"));
    Run lost;
    try (var _ = recordingElsewhere()) {
      lost = run(Map.of(), "list", "--json");
      assertThat(warm().path("action").asText()).isEqualTo("in_progress");
      awaitStartedBeside();
    }
    Files.move(aside, again);

    assertThat(mended.path("action").asText()).isEqualTo("recorded");
    assertThat(damaged.err() + lost.err()).isEmpty();
    assertThat(List.of(damaged.exitCode(), lost.exitCode())).containsOnly(0);
    assertThat(JSON.readTree(damaged.out()).path("total_count").asInt(-1)).isZero();
    assertThat(JSON.readTree(lost.out()).path("total_count").asInt(-1)).isZero();
  }

  /// Also where they are older than the cache: an archive keeps the times of its build.
  @Test
  @Order(4)
  void cache_of_other_jars_is_not_used_but_recorded_anew() throws Exception {
    Path cache = Path.of(warm().path("file").asText());
    Path jar = app.resolve("keepsake-server.jar");
    Instant built = Files.getLastModifiedTime(jar).toInstant();
    try (var _ = recordingElsewhere()) {
      for (int secondsLater : new int[] {5, -5}) {
        Files.setLastModifiedTime(jar, FileTime.from(built.plusSeconds(secondsLater)));

        assertThat(startsFromCache()).isFalse();
        assertThat(warm().path("action").asText()).isEqualTo("in_progress");
      }
      awaitStartedBeside();
    }

    JsonNode again = warm();

    assertThat(again.path("action").asText()).isEqualTo("recorded");
    assertThat(cache).doesNotExist();
    assertThat(startsFromCache()).isTrue();
  }

  @Test
  @Order(1)
  void folder_that_cannot_be_written_is_left_as_it_is() throws Exception {
    List<String> before = names(app);
    for (Path entered : List.of(unpacked, base)) {
      Files.setPosixFilePermissions(entered, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String folder : List.of("home", "user cache")) {
      Files.createDirectory(base.resolve(folder));
      Files.setPosixFilePermissions(
          base.resolve(folder), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    allowWriting(false);
    try {
      if (Files.isWritable(app)) { // root may write anywhere: somebody else starts it
        user = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
      }
      JsonNode recorded = warm();
      Run saved = run(Map.of(), "save", "Ada prefers tea.");

      assertThat(recorded.path("action").asText()).isEqualTo("recorded");
      assertThat(Path.of(recorded.path("file").asText())).startsWith(base.resolve("user cache"));
      assertThat(saved.err()).isEmpty();
      assertThat(saved.exitCode()).isZero();
      assertThat(greeting(Map.of()).has("result")).isTrue();
      assertThat(startsFromCache()).isTrue();
      assertThat(names(app)).isEqualTo(before);
    } finally {
      allowWriting(true);
    }
  }

  /// As while another process records: whoever wants to, says so and leaves.
  private static FileChannel recordingElsewhere() throws IOException {
    var lock = FileChannel.open(app.resolve("aot").resolve("warm.lock"), StandardOpenOption.WRITE);
    lock.lock(); // given back with the channel
    return lock;
  }

  /// Whatever runs from the archive, and was started by a start.
  private static void awaitStartedBeside() {
    String ours = unpacked.getFileName().toString();
    List<ProcessHandle> running;
    do {
      running =
          ProcessHandle.allProcesses()
              .filter(each -> each.info().commandLine().orElse("").contains(ours))
              .toList();
      running.forEach(each -> each.onExit().join());
    } while (!running.isEmpty());
  }

  private static void allowWriting(boolean allowed) throws IOException {
    try (Stream<Path> files = Files.walk(app)) {
      for (Path path : files.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(allowed ? "rwxr-xr-x" : "r-xr-xr-x"));
      }
    }
  }

  /// Until what a start began beside itself is done.
  private JsonNode awaitWarm() throws Exception {
    JsonNode answer = warm();
    while (answer.path("action").asText().equals("in_progress")) {
      answer = warm();
    }
    return answer;
  }

  private JsonNode warm() throws Exception {
    Run run = run(Map.of(), "warm", "--json");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    return JSON.readTree(run.out());
  }

  private boolean startsFromCache() throws Exception {
    Run run = run(WITH_SOURCES, "list");
    assertThat(run.exitCode()).isZero();
    return run.err().contains("dev.keepsake.server.Main source: shared objects file");
  }

  private JsonNode greeting(Map<String, String> variables) throws Exception {
    Process process = start(variables, "mcp");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      JsonNode answer;
      try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(INITIALIZE);
        in.flush();
        String line = out.readLine();
        answer = line == null ? JSON.createObjectNode() : JSON.readTree(line);
      }
      assertThat(out.lines()).isEmpty();
      assertThat(process.waitFor()).isZero();
      return answer;
    }
  }

  private Run run(Map<String, String> variables, String... arguments) throws Exception {
    Process process = start(variables, arguments);
    process.outputWriter().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(base.resolve("stderr")));
  }

  private Process start(Map<String, String> variables, String... arguments) throws IOException {
    var command = new ArrayList<>(user);
    command.add(app.resolve("keepsake").toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(base.resolve("stderr").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KEEPSAKE_"));
    environment.put("KEEPSAKE_HOME", base.resolve("home").toString());
    environment.put("KEEPSAKE_USER", "ada");
    environment.put("XDG_CACHE_HOME", base.resolve("user cache").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(variables);
    return builder.start();
  }

  /// Files come and go meanwhile.
  private static boolean hasNote(Path aot) throws IOException {
    try (Stream<Path> files = Files.list(aot)) {
      return files.anyMatch(file -> file.toString().endsWith(".note"));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
