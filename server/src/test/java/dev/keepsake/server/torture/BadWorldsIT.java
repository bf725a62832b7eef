package dev.keepsake.server.torture;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keepsake.server.bench.Sentences;
import dev.keepsake.server.torture.Agent.Answer;
import dev.keepsake.server.torture.World.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can be wrong with the machine: each is said in one sentence, with its exit code, and
/// nothing is lost.
@Timeout(120)
final class BadWorldsIT {
  /// Root may write everywhere until it gives that up.
  private static final String[] BOUND_BY_PERMISSIONS = {
    "setpriv", "--bounding-set=-dac_override,-dac_read_search"
  };

  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void nameTheFolder() {
    world = World.of(folder.resolve("data"));
  }

  @Test
  void a_folder_that_may_not_be_written_to_is_named() throws Exception {
    World bound = "root".equals(System.getProperty("user.name")) ? behindPermissions() : world;
    assertThat(world.run("save", "The lamp is green.").exitCode()).isZero();
    try {
      Files.setPosixFilePermissions(world.database(), fromString("r--------"));
      Files.setPosixFilePermissions(world.home(), fromString("r-x------"));

      assertRefused(bound.run("save", "The lamp is red."), 1, "no permission to write there");
      assertRefused(bound.run("mcp"), 1, "no permission to write there");
    } finally {
      Files.setPosixFilePermissions(world.home(), fromString("rwx------"));
      Files.setPosixFilePermissions(world.database(), fromString("rw-------"));
    }
    assertThat(world.run("list").out()).contains("The lamp is green.").doesNotContain("red");
  }

  private World behindPermissions() throws Exception {
    assumeWorks(BOUND_BY_PERMISSIONS[0], BOUND_BY_PERMISSIONS[1], "true");
    return world.behind(BOUND_BY_PERMISSIONS);
  }

  /// The disk is a small one of its own, in a namespace that the process takes with it.
  @Test
  void a_full_disk_fails_the_call_and_the_next_one_works_when_there_is_room() throws Exception {
    Agent agent = Agent.started(withDiskOf("64m"));
    try (agent) {
      assertThat(agent.save("The lamp is green.").action()).isEqualTo("created");
      Path disk =
          Path.of("/proc", Long.toString(agent.process().pid()), "root")
              .resolve(Path.of("/").relativize(world.home()));
      Path filler = disk.resolve("filler");
      fill(filler);

      Answer full = agent.save("The lamp is red.");
      long listed = agent.list().size();
      Files.delete(filler);
      Answer then = agent.save("The lamp is blue and large.");

      assertFailed(full, "store-unavailable", "the disk is full");
      assertThat(listed).isEqualTo(1);
      assertThat(then.action()).isEqualTo("created");
      copy(disk);
    }
    assertSound(2);
  }

  @Test
  void a_disk_too_small_for_a_store_is_said_at_the_start() throws Exception {
    assertRefused(withDiskOf("64k").run("list"), 1, "the disk is full");
    assertRefused(withDiskOf("64k").run("save", "The lamp is red."), 1, "the disk is full");
  }

  private World withDiskOf(String size) throws Exception {
    assumeWorks("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder.toString());
    Files.createDirectories(world.home());
    return world.behind(
        "unshare",
        "-rm",
        "sh",
        "-c",
        "mount -t tmpfs -o size=" + size + " tmpfs \"$KEEPSAKE_HOME\" && exec \"$@\"",
        "sh");
  }

  private static void fill(Path filler) throws Exception {
    try (var out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4_096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private void copy(Path disk) throws Exception {
    try (var files = Files.newDirectoryStream(disk, "keepsake.db*")) {
      for (Path file : files) {
        Files.copy(file, world.home().resolve(file.getFileName().toString()));
      }
    }
  }

  /// A limit on the size of files stands for whatever else may refuse a write.
  @Test
  void a_write_error_fails_the_call_and_the_next_one_works_when_it_is_over() throws Exception {
    assumeWorks("prlimit", "--version");
    assertThat(world.run("save", "The lamp is green.").exitCode()).isZero();
    try (Agent agent = Agent.started(world)) {
      limitFiles(agent, "524288");
      var sentences = new Sentences(3);
      int created = 0;
      String text = sentences.statement();
      Answer answer = agent.save(text);
      while (answer.action().equals("created") && created < 1_000) {
        created++;
        text = sentences.statement();
        answer = agent.save(text);
      }
      assertFailed(answer, "store-unavailable", "the disk");
      limitFiles(agent, "unlimited");

      assertThat(agent.save(text).action()).isEqualTo("created");
      assertThat(agent.list()).hasSize(created + 2);
      assertThat(agent.end()).isZero();
      assertSound(created + 2);
    }
  }

  private static void limitFiles(Agent agent, String bytes) throws Exception {
    var command = List.of("prlimit", "--pid=" + agent.process().pid(), "--fsize=" + bytes + ":");
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws Exception {
    Files.createDirectories(world.home());
    Files.writeString(world.database(), "Dear diary, this is more than sixteen bytes.");

    assertRefused(world.run("mcp"), 1, "is no database of Keepsake");
    assertRefused(world.run("serve", "--port", "0"), 1, "is no database of Keepsake");
    assertThat(world.database()).hasContent("Dear diary, this is more than sixteen bytes.");
  }

  @Test
  void another_programs_database_is_refused_and_left_alone() throws Exception {
    Files.createDirectories(world.home());
    execute("create table recipes (name text)");
    byte[] before = Files.readAllBytes(world.database());

    assertRefused(world.run("list"), 1, "is no database of Keepsake");
    assertRefused(world.run("mcp"), 1, "is no database of Keepsake");
    assertThat(world.database()).hasBinaryContent(before);
  }

  @Test
  void a_newer_store_is_refused_at_the_start_and_left_alone() throws Exception {
    assertThat(world.run("save", "The lamp is green.").exitCode()).isZero();
    execute("pragma user_version = 99");

    assertRefused(world.run("list"), 1, "version 99");
    assertRefused(world.run("mcp"), 1, "version 99");
    execute("pragma user_version = 1");
    assertThat(world.run("list").out()).contains("The lamp is green.");
    assertSound(1);
  }

  @Test
  void a_store_that_became_newer_meanwhile_is_not_written_to() throws Exception {
    try (Agent agent = Agent.started(world)) {
      assertThat(agent.save("The lamp is green.").action()).isEqualTo("created");
      execute("pragma user_version = 99");
      Answer refused = agent.save("The lamp is red.");
      execute("pragma user_version = 1");

      assertFailed(refused, "store-outdated", "version 99");
      assertThat(agent.list()).hasSize(1);
    }
    assertSound(1);
  }

  @Test
  void a_damaged_file_is_said_to_be_one_and_is_left_as_it_is() throws Exception {
    try (Agent agent = Agent.started(world)) {
      new Writers(agent)
          .begin(Writers.each(Stream.generate(new Sentences(4)::statement).limit(40).toList()))
          .end();
    }
    execute("pragma wal_checkpoint(truncate)"); // all of it is in the file, and no log mends it
    byte[] bytes = Files.readAllBytes(world.database());
    Arrays.fill(bytes, 8 * 4_096, bytes.length - 4_096, (byte) 0x5a);
    Files.write(world.database(), bytes);

    assertRefused(world.run("list"), 1, "damaged");
    assertRefused(world.run("save", "The lamp is red."), 1, "damaged");
    assertThat(world.database()).hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "KEEPSAKE_MEMORY_WRITE_RATE_PER_HUOR, 3, KEEPSAKE_MEMORY_WRITE_RATE_PER_HOUR",
    "KEEPSAKE_PORT, 99999, 65535",
    "KEEPSAKE_HOST, not/a/host, a name or an address",
    "KEEPSAKE_MEMORY_DUPLICATE_THRESHOLD, nan, KEEPSAKE_MEMORY_DUPLICATE_THRESHOLD"
  })
  void a_wrong_setting_is_named(String variable, String value, String named) throws Exception {
    assertRefused(world.with(variable, value).run("mcp"), 2, named);
    assertThat(world.home()).doesNotExist();
  }

  private void execute(String sql) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + world.database());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assumeWorks(String... command) throws Exception {
    boolean works;
    try {
      works = new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      works = false;
    }
    assumeTrue(works, () -> String.join(" ", command) + " does not work here");
  }

  private static void assertRefused(Run run, int exitCode, String sentence) {
    assertThat(run.err()).hasLineCount(1).startsWith("keepsake: ").contains(sentence);
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("sqlite");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  private static void assertFailed(Answer answer, String code, String sentence) {
    assertThat(answer.isError()).isTrue();
    assertThat(answer.action()).isEqualTo("failed");
    assertThat(answer.body().path("code").asText()).isEqualTo(code);
    assertThat(answer.body().path("detail").asText()).contains(sentence);
    assertThat(answer.body().toString()).doesNotContain("Exception").doesNotContain("SQLITE");
    assertThat(answer.body().path("instance").asText()).startsWith("urn:keepsake:call:");
  }

  private void assertSound(int memories) throws Exception {
    var facts = new StoreFacts(world);
    assertThat(facts.faults()).isEmpty();
    assertThat(facts.memories()).isEqualTo(memories);
  }
}
