package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keepsake.memory.Sha256;
import dev.keepsake.prompt.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `keepsake prompts`, over real files.
@Timeout(120)
final class PromptsCommandsTest {
  @TempDir private Path home;
  private CommandRun.Setup keepsake;
  private Path own;

  @BeforeEach
  void useTheFolder() throws IOException {
    keepsake = new CommandRun.Setup(home);
    own = Files.createDirectory(home.resolve("prompts"));
  }

  @Test
  void the_prompts_in_force_are_listed_with_where_they_are_from() throws IOException {
    String shown = keepsake.run("prompts", "show", "episode_summary").out();
    String changed = shown.replace("version: 1", "version: 2");
    Files.writeString(own.resolve("episode_summary.md"), changed);

    List<JsonNode> listed = new java.util.ArrayList<>();
    for (String line : keepsake.run("prompts", "list", "--json").out().lines().toList()) {
      listed.add(new ObjectMapper().readTree(line));
    }

    assertThat(listed)
        .extracting(prompt -> prompt.path("name").asText())
        .containsExactlyElementsOf(Prompts.NAMES);
    JsonNode summary =
        listed.stream()
            .filter(p -> p.path("name").asText().equals("episode_summary"))
            .findFirst()
            .orElseThrow();
    assertThat(summary.path("version").asInt()).isEqualTo(2);
    assertThat(summary.path("source").asText())
        .isEqualTo(own.resolve("episode_summary.md").toString());
    assertThat(summary.path("sha256").asText()).isEqualTo(Sha256.hex(changed));
    assertThat(summary.at("/variables/0").asText()).isEqualTo("conversation");
    assertThat(keepsake.run("prompts", "list").out())
        .containsPattern("episode_summary +2 +" + Sha256.hex(changed).substring(0, 12))
        .containsPattern("extraction +1 +[0-9a-f]{12} +conversation +shipped");
    assertThat(keepsake.run("prompts", "show", "episode_summary").out()).isEqualTo(changed);
    assertThat(keepsake.json("prompts", "show", "episode_summary").path("text").asText())
        .isEqualTo(changed);
    assertThat(keepsake.run("prompts", "check").out())
        .isEqualTo("usable  " + own + ": your own episode_summary\n");
    assertThat(home.resolve("keepsake.db")).doesNotExist();
  }

  @Test
  void all_that_is_wrong_is_told_and_nothing_starts() throws IOException {
    Files.writeString(own.resolve("question.md"), "Really?");
    Files.writeString(own.resolve("notes.md"), "mine");
    CommandRun run = keepsake.run("prompts", "check");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("keepsake: The prompts can't be used, 2 problems:")
        .contains(own.resolve("notes.md") + ": there is no such prompt")
        .contains(own.resolve("question.md") + ": it does not begin with a head");
    JsonNode problem = keepsake.run("prompts", "check", "--json").json();
    assertThat(problem.path("code").asText()).isEqualTo("invalid-input");
    assertThat(problem.at("/errors/1/field").asText())
        .isEqualTo(own.resolve("question.md").toString());
    CommandRun refused = keepsake.run("list");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("so nothing was started", "notes.md", "question.md");
    JsonNode health = keepsake.run("health", "--json").json();
    assertThat(health.path("parts").valueStream())
        .anySatisfy(part -> {
          assertThat(part.path("name").asText()).isEqualTo("prompts");
          assertThat(part.path("status").asText()).isEqualTo("warning");
          assertThat(part.path("summary").asText()).contains("notes.md");
        });
  }

  @Test
  void another_folder_can_be_checked_and_set() throws IOException {
    Path other = Files.createDirectory(home.resolve("others"));
    String shown = keepsake.run("prompts", "show", "chat_proxy").out();
    Files.writeString(other.resolve("chat_proxy.md"), shown);

    assertThat(keepsake.json("prompts", "check", other.toString()).at("/replaced/0").asText())
        .isEqualTo("chat_proxy");
    keepsake.with("KEEPSAKE_PROMPTS_DIR", other.toString());
    assertThat(keepsake.run("prompts", "check").out()).contains(other + ": your own chat_proxy");
    keepsake.with("KEEPSAKE_PROMPTS_DIR", home.resolve("absent").toString());
    assertThat(keepsake.run("prompts", "list").err()).contains("absent: it can't be read");
    assertThat(keepsake.run("prompts", "check", "absent").exitCode()).isEqualTo(2);
  }

  @Test
  void wrong_arguments_are_told() {
    assertThat(keepsake.run("prompts").err()).contains("missing: check or list or show");
    CommandRun unknown = keepsake.run("prompts", "show", "nonsense");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no prompt nonsense; there are chat_proxy, ");
  }
}
