package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of `audit` on a real data folder.
final class AuditCommandsTest {
  @TempDir private Path folder;
  private CommandRun.Setup keepsake;

  @BeforeEach
  void useTheFolder() {
    keepsake = new CommandRun.Setup(folder);
  }

  @Test
  void the_audit_trail_is_signed_verified_and_exported() throws Exception {
    keepsake.json("save", "Ada lives in Lyon.");
    JsonNode first = keepsake.json("audit", "checkpoint");
    assertThat(first.path("number").asInt()).isOne();
    assertThat(first.path("heads")).hasSize(1);
    assertThat(keepsake.json("audit", "checkpoint").path("action").asText())
        .isEqualTo("up_to_date");
    keepsake.json("save", "Bob lives in Oslo.", "--user", "bob");
    assertThat(keepsake.run("audit", "checkpoint").out()).startsWith("checkpoint 2  ");

    assertThat(keepsake.run("audit", "verify").out())
        .isEqualTo("whole  2 events of 2 users, 2 checkpoints, none missing or changed.\n");
    assertThat(keepsake.run("audit", "verify", "--user", "bob").out())
        .isEqualTo("whole  1 event, none missing or changed.\n");

    Path file = folder.resolve("trail.jsonl");
    JsonNode exported = keepsake.json("audit", "export", file.toString());
    assertThat(exported.path("checkpoints").asInt()).isEqualTo(2);
    assertThat(exported.path("events").asInt()).isEqualTo(2);
    assertThat(Files.readString(file)).contains("Ada lives in Lyon.", "Bob lives in Oslo.");
    keepsake.json("audit", "export", file.toString(), "--no-texts", "--force");
    assertThat(Files.readAllLines(file)).hasSize(4);
    assertThat(Files.readString(file)).doesNotContain("Lyon", "Oslo");
  }

  @Test
  void a_checkpoint_of_another_key_counts_where_its_public_half_is_given() throws Exception {
    keepsake.json("save", "Ada lives in Lyon.");
    keepsake.json("audit", "checkpoint");
    Path half = folder.resolve("elsewhere.pub");
    Files.move(folder.resolve("audit.key.pub"), half);
    Files.delete(folder.resolve("audit.key"));

    assertThat(keepsake.run("audit", "verify").out()).contains("broken", "public half is missing");
    assertThat(keepsake.run("audit", "verify", "--public-key", half.toString()).exitCode())
        .isZero();
    assertThat(keepsake.run("audit", "verify", "--public-key", "nowhere").err())
        .contains("--public-key must name");
  }
}
