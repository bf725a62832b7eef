package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.server.ReadyHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `keepsake org` and `keepsake client` on a real data folder, which all tests share: each has an
/// organization of its own.
@Timeout(120)
final class TenantCommandsTest {
  private static final String STRICT =
      """
      version: strict
      rules:
        - name: no_tea
          when: content.contains('tea') && client != ''
          outcome: reject
        - name: rest
          outcome: accept
      """;

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static CommandRun.Setup keepsake;
  @TempDir private Path folder;
  private Path file;

  @BeforeAll
  static void useTheFolder() {
    keepsake = new CommandRun.Setup(home);
    keepsake.json("org", "create", "taken");
    keepsake.json("client", "create", "there", "--org", "taken", "--scope", "apart");
  }

  @BeforeEach
  void writeThePolicy() throws IOException {
    file = Files.writeString(folder.resolve("strict.yaml"), STRICT);
  }

  private static List<String> lines(String... arguments) {
    CommandRun run = keepsake.run(arguments);
    assertThat(run.err()).isEmpty();
    return run.out().lines().toList();
  }

  private static JsonNode listed(String organization, String client) {
    return lines("client", "list", "--org", organization, "--json").stream()
        .map(line -> new CommandRun(0, line, "").json())
        .filter(one -> one.path("client").asText().equals(client))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void organizations_and_clients_are_made_and_listed() {
    assertThat(keepsake.run("org", "create", "acme").out())
        .isEqualTo("created  organization acme\n");
    assertThat(
            keepsake
                .run("client", "create", "assistant", "--org", "acme", "--scope", "support")
                .out())
        .isEqualTo("created  assistant of acme, scope support, memory:read, memory:write\n");
    JsonNode reader =
        keepsake.json("client", "create", "reader", "--org=acme", "--rights=memory:read");

    assertThat(reader.path("action").asText()).isEqualTo("created");
    assertThat(reader.path("scope").asText()).isEqualTo("local");
    assertThat(reader.path("rights").toString()).isEqualTo("[\"memory:read\"]");
    assertThat(lines("org", "list"))
        .anySatisfy(line -> assertThat(line).containsPattern("^acme +2 +20"));
    assertThat(lines("org", "list", "--json"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("{\"organization\":\"acme\",\"clients\":2,\"created_at\":"));
    assertThat(lines("client", "list", "--org", "acme"))
        .hasSize(3)
        .anySatisfy(line ->
            assertThat(line)
                .containsPattern(
                    "^assistant +acme +support +active +the installation's +memory:read,"
                        + " memory:write"));
    assertThat(lines("client", "list").size()).isGreaterThan(3);
    JsonNode one = listed("acme", "assistant");
    assertThat(one.path("status").asText()).isEqualTo("active");
    assertThat(one.path("own_policy").asBoolean(true)).isFalse();
    assertThat(one.has("disabled_at")).isFalse();
    assertThat(
            keepsake
                .json("key", "create", "--org=acme", "--client=assistant")
                .path("scope")
                .asText())
        .isEqualTo("support");
  }

  @Test
  void rights_are_changed_and_the_scope_is_not() {
    keepsake.json("org", "create", "rights");
    keepsake.json("client", "create", "c", "--org", "rights");

    CommandRun changed =
        keepsake.run(
            "client", "set", "c", "--org", "rights", "--rights", "memory:read,memory:admin");

    assertThat(changed.out())
        .isEqualTo(
            "changed  c of rights, scope local, memory:admin, memory:read; servers that run go by"
                + " it within 10 s.\n");
    assertThat(listed("rights", "c").path("rights").toString())
        .isEqualTo("[\"memory:admin\",\"memory:read\"]");
    CommandRun scope = keepsake.run("client", "set", "c", "--org", "rights", "--scope", "other");
    assertThat(scope.exitCode()).isEqualTo(2);
    assertThat(scope.err())
        .contains("The scope of a client is fixed", "Make another client")
        .hasLineCount(1);
    assertThat(listed("rights", "c").path("scope").asText()).isEqualTo("local");
  }

  @Test
  void a_client_is_disabled_and_enabled_and_its_keys_with_it() {
    JsonNode key = keepsake.json("key", "create", "--org=ends", "--client=c");

    assertThat(keepsake.run("client", "disable", "c", "--org", "ends").out())
        .startsWith("disabled  c of ends; servers that run take its keys for up to 10 s more.");

    assertThat(listed("ends", "c").path("status").asText()).isEqualTo("disabled");
    assertThat(listed("ends", "c").has("disabled_at")).isTrue();
    assertThat(lines("key", "list", "--org", "ends").getLast()).contains("client_disabled");
    CommandRun rotated = keepsake.run("key", "rotate", key.path("prefix").asText());
    assertThat(rotated.err()).contains("The client c of ends is disabled").hasLineCount(1);
    CommandRun twice = keepsake.run("client", "disable", "c", "--org", "ends");
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("The client c of ends is disabled already.").hasLineCount(1);

    JsonNode enabled = keepsake.json("client", "enable", "c", "--org", "ends");

    assertThat(enabled.path("action").asText()).isEqualTo("enabled");
    assertThat(enabled.path("status").asText()).isEqualTo("active");
    assertThat(lines("key", "list", "--client", "c", "--org", "ends").getLast()).contains("works");
    assertThat(keepsake.run("client", "enable", "c", "--org", "ends").err())
        .contains("The client c of ends is not disabled.");
  }

  @Test
  void a_client_has_a_policy_of_its_own_until_it_is_taken_away() throws IOException {
    keepsake.json("org", "create", "policies");
    keepsake.json("client", "create", "c", "--org", "policies");
    String[] show = {"client", "policy", "c", "--org", "policies", "--show"};
    assertThat(keepsake.run(show).out()).startsWith("# None of its own").hasLineCount(1);

    CommandRun set = policy("--file", file.toString());

    assertThat(set.out())
        .startsWith("set  the policy of c of policies: servers that run go by strict@")
        .endsWith("within a second or two.\n");
    assertThat(keepsake.run(show).out()).isEqualTo(STRICT);
    assertThat(listed("policies", "c").path("own_policy").asBoolean()).isTrue();
    JsonNode again = policy("--file", file.toString(), "--json").json();
    assertThat(again.path("action").asText()).isEqualTo("policy_set");
    assertThat(again.path("rules").asInt()).isEqualTo(2);

    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, STRICT.replace("content.", "contant.").replace("accept", "take"));
    CommandRun refused = policy("--file", broken.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(broken + ":4: no_tea: undeclared reference"),
            second -> assertThat(second).startsWith(broken + ":7: rest: there is no outcome"));
    assertThat(keepsake.run(show).out()).isEqualTo(STRICT);

    assertThat(policy("--clear", "--json").json().path("action").asText())
        .isEqualTo("policy_cleared");
    assertThat(keepsake.run(show).out()).startsWith("# None of its own");
    assertThat(policy("--clear").err()).contains("has no policy of its own").hasLineCount(1);
  }

  private static CommandRun policy(String... more) {
    return keepsake.run(
        Stream.concat(Stream.of("client", "policy", "c", "--org", "policies"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void the_commands_for_policies_take_a_client() {
    keepsake.json("org", "create", "asked");
    keepsake.json("client", "create", "c", "--org", "asked", "--scope", "its own");
    keepsake.json("client", "create", "plain", "--org", "asked");
    keepsake.json("client", "policy", "c", "--org", "asked", "--file", file.toString());
    String[] of = {"--client", "c", "--org", "asked"};

    assertThat(run(of, "policy", "show").out()).isEqualTo(STRICT);
    assertThat(run(of, "policy", "check").out())
        .startsWith("usable  the policy of c of asked: version strict@");
    JsonNode explained = run(of, "policy", "explain", "Ada likes tea", "--json").json();
    assertThat(explained.path("rule").asText()).isEqualTo("no_tea");
    assertThat(
            keepsake
                .json("policy", "explain", "Ada likes tea", "--client", "plain", "--org", "asked")
                .path("policy_version")
                .asText())
        .startsWith("builtin-");
    assertThat(run(of, "policy", "test").err()).contains("name --cases");
    assertThat(run(of, "policy", "check", file.toString()).err())
        .contains("Name a file or --client, not both.");
    assertThat(keepsake.run("policy", "show", "--org", "asked").err())
        .contains("name --client too");
  }

  @Test
  void what_one_client_made_is_decided_again_by_its_policy() {
    keepsake.json("save", "Ada likes tea.", "--confidence", "1");
    keepsake.json("save", "Ada likes jazz.", "--confidence", "1");
    keepsake.json("client", "create", "idle");
    keepsake.json("client", "policy", "idle", "--file", file.toString());

    JsonNode idle = keepsake.json("policy", "replay", "--since", "1d", "--client", "idle");
    JsonNode local =
        keepsake.json(
            "policy", "replay", "--since=1d", "--client=local", "--policy", file.toString());

    assertThat(idle.path("policy_version").asText()).startsWith("strict@");
    assertThat(idle.path("decided").asInt(-1)).isZero();
    assertThat(local.path("decided").asInt()).isEqualTo(2);
    assertThat(local.path("changed").asInt()).isEqualTo(1);
  }

  private static CommandRun run(String[] of, String... command) {
    return keepsake.run(Stream.concat(Stream.of(command), Stream.of(of)).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org | What to do with organizations is missing: create or list",
        "org create | NAME",
        "org create taken | There is an organization taken already: take another name.",
        "client | What to do with clients is missing: create or disable or enable or list or policy"
            + " or set",
        "client create x --org nobody | There is no organization nobody: `keepsake org list`",
        "client create there --org taken | There is a client there of taken already",
        "client create x --org taken --rights memory:fly | \"memory:fly\" is none of them",
        "client create x --org taken --rights= | is none of them",
        "client create x --org taken --scope= | A scope needs 1 to 255 characters",
        "client create x --org= | The name of an organization needs 1 to 255 characters",
        "client list --org nobody | There is no organization nobody",
        "client set there --org taken | Nothing is to be changed: name --rights.",
        "client set gone --org taken --rights memory:read | There is no client gone of taken:"
            + " `keepsake client list`",
        "client set there --rights memory:read | There is no client there of local",
        "client disable gone --org taken | There is no client gone of taken",
        "client disable local | The client local of local is the one of the command line",
        "client enable gone --org taken | There is no client gone of taken",
        "client policy there --org taken | Give --file (which policy), --clear or --show",
        "client policy there --org taken --show --clear | one of the three",
        "client policy there --org taken --file /nowhere.yaml | can't be read",
        "client policy gone --org taken --show | There is no client gone of taken",
        "policy show --client gone | There is no client gone of local",
        "policy replay --since 1d --client gone | There is no client gone of local",
      })
  void what_is_wrong_is_said_in_one_sentence_and_nothing_is_changed(
      String arguments, String sentence) {
    CommandRun run = keepsake.run(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("keepsake: ").contains(sentence).hasLineCount(1);
    assertThat(lines("client", "list", "--org", "taken")).hasSize(2);
    assertThat(listed("taken", "there").path("rights").size()).isEqualTo(2);
  }

  @Test
  void names_are_text_of_one_line_that_is_not_too_long() {
    for (String name : List.of(" ", "a\u0007b", "line\nbreak", "x".repeat(256))) {
      CommandRun organization = keepsake.run("org", "create", name);
      CommandRun client = keepsake.run("client", "create", name, "--org", "taken");

      assertThat(organization.exitCode()).isEqualTo(2);
      assertThat(organization.err())
          .contains("The name of an organization needs 1 to 255 characters")
          .hasLineCount(1);
      assertThat(client.err())
          .contains("The name of a client needs 1 to 255 characters")
          .hasLineCount(1);
    }
    assertThat(keepsake.run("org", "create", "taken", "--json").json().path("code").asText())
        .isEqualTo("invalid-input");
  }
}
