package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `keepsake policy`, over real files.
@Timeout(120)
final class PolicyCommandsTest {
  private static final String STRICT =
      """
      version: strict
      rules:
        - name: no_keys
          when: "'secret' in sensitive"
          outcome: reject
        - name: notes_go
          when: memory_type == 'note'
          expire_after: 30d
        - name: sure
          when: confidence >= 0.95
          outcome: accept
        - name: rest
          outcome: discard
      """;

  @TempDir private Path home;
  private CommandRun.Setup keepsake;
  private Path file;

  @BeforeEach
  void useTheFolder() {
    keepsake = new CommandRun.Setup(home);
    file = home.resolve("mine.yaml");
  }

  @Test
  void the_policy_in_force_is_shown_to_be_copied() throws IOException {
    String shown = keepsake.run("policy", "show").out();

    assertThat(shown).contains("name: secret_detected", "name: confidence_discard");
    Files.writeString(file, shown);
    assertThat(keepsake.run("policy", "check", file.toString()).out())
        .startsWith("usable  " + file + ": version builtin-3@")
        .contains("6 rules");
    Files.writeString(home.resolve("policy.yaml"), STRICT);
    assertThat(keepsake.run("policy", "show").out()).isEqualTo(STRICT);
  }

  @Test
  void a_policy_that_cannot_be_used_is_told_line_by_line() throws IOException {
    Files.writeString(
        file,
        STRICT.replace("confidence >= 0.95", "confidense >= 0.95").replace("discard", "drop"));
    CommandRun run = keepsake.run("policy", "check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith(file + ":10: sure: undeclared reference to 'confidense'"),
            second ->
                assertThat(second).startsWith(file + ":13: rest: there is no outcome `drop`"));
    JsonNode problem = keepsake.run("policy", "check", file.toString(), "--json").json();
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("line 10");
    assertThat(keepsake.run("policy", "check", "/nowhere.yaml").exitCode()).isEqualTo(2);
  }

  @Test
  void a_write_is_explained_rule_by_rule() throws IOException {
    Files.writeString(file, STRICT);
    CommandRun run =
        keepsake.run(
            "policy",
            "explain",
            "The user moves",
            "--confidence",
            "0.96",
            "--policy",
            file.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("accept  by sure of policy strict@")
        .contains("forgotten after PT720H, by notes_go", "found in the text: nothing")
        .containsPattern("no_keys +not matched +reject")
        .containsPattern("notes_go +matched +expire after PT720H")
        .containsPattern("rest +not reached +discard");
    JsonNode json =
        keepsake.json("policy", "explain", "The wifi password is Zebrafink77", "--type", "fact");
    assertThat(json.path("outcome").asText()).isEqualTo("reject");
    assertThat(json.path("rule").asText()).isEqualTo("secret_detected");
    assertThat(json.path("found").toString()).isEqualTo("[\"secret.password\"]");
    assertThat(json.at("/rules/0/course").asText()).isEqualTo("matched");
    assertThat(json.at("/rules/5/course").asText()).isEqualTo("not_reached");
    assertThat(home.resolve("keepsake.db")).doesNotExist();
  }

  @Test
  void wrong_options_are_told() {
    CommandRun run = keepsake.run("policy", "explain", "tea", "--type", "fcat", "--trust", "x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--trust must be one of low", "--type must be one of fact");
    assertThat(keepsake.run("policy").err()).contains("check or explain or replay or show or test");
  }

  @Test
  void the_trail_is_decided_again() throws IOException {
    keepsake.json("save", "Ada plays the cello.", "--confidence", "0.99");
    keepsake.json("save", "Ada lives in Ulm.", "--confidence", "0.8");
    keepsake.json("save", "Ada works in Ulm.", "--confidence", "0.8", "--type", "fact");
    keepsake.json("save", "Ada may like tea.", "--confidence", "0.6");
    keepsake.run("save", "Ada's wifi password is Zebrafink77");
    Files.writeString(file, STRICT);

    JsonNode json = keepsake.json("policy", "replay", "--since", "1d", "--policy", file.toString());

    assertThat(json.path("decided").asInt()).isEqualTo(4);
    assertThat(json.path("without_text").asInt()).isEqualTo(1);
    assertThat(json.path("changed").asInt()).isEqualTo(4);
    JsonNode first = json.at("/groups/0");
    assertThat(first.path("count").asInt()).isEqualTo(2);
    assertThat(first.at("/then/rule").asText()).isEqualTo("confidence_accept");
    assertThat(first.at("/then/action").asText()).isEqualTo("created");
    assertThat(first.at("/now/rule").asText()).isEqualTo("rest");
    assertThat(first.at("/now/outcome").asText()).isEqualTo("discard");
    assertThat(first.path("examples").findValuesAsText("content"))
        .containsExactly("Ada lives in Ulm.", "Ada works in Ulm.");
    CommandRun table =
        keepsake.run("policy", "replay", "--since", "1d", "--policy", file.toString());
    assertThat(table.out())
        .startsWith("4 of 4 writes would be decided otherwise by policy strict@")
        .contains("1 more can't be decided again", "Ada lives in Ulm.", "accept for a time")
        .doesNotContain("Zebrafink");
    assertThat(keepsake.json("policy", "replay", "--since", "1d").path("changed").asInt()).isZero();
    assertThat(
            keepsake
                .json("policy", "replay", "--since", "1d", "--until", "2020-01-01")
                .path("decided")
                .asInt())
        .isZero();
    assertThat(keepsake.run("policy", "replay", "--since", "soon").exitCode()).isEqualTo(2);
  }

  @Test
  void cases_beside_a_policy_are_tried() throws IOException {
    Files.writeString(file, STRICT);
    Path cases = home.resolve("mine.cases.yaml");
    Files.writeString(
        cases,
        """
        cases:
          - name: sure ones are kept
            given: {content: Tea is liked, confidence: 0.99}
            expect: {outcome: accept, rule: sure, expire_after: 30d}
          - name: others too
            given: {content: Tea is liked, confidence: 0.9}
            expect: {outcome: accept}
        """);
    CommandRun failed = keepsake.run("policy", "test", file.toString());

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out())
        .startsWith("failed  1 of 2 cases, policy strict@")
        .containsPattern("5 +others too +outcome is discard, expected accept");
    Files.writeString(cases, Files.readString(cases).replace("0.9}", "0.95}"));
    assertThat(keepsake.run("policy", "test", file.toString()).out())
        .startsWith("passed  2 of 2 cases");
    assertThat(keepsake.json("policy", "test", file.toString()).path("failed").asInt()).isZero();
    Files.writeString(cases, "cases:\n  - {name: a, given: {confidence: 2}, expect: {}}\n");
    CommandRun broken = keepsake.run("policy", "test", file.toString());
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err())
        .contains(
            cases + ":2: a: `confidence` can't be read",
            cases + ":2: a: `content` is missing",
            cases + ":2: a: nothing is expected");
    assertThat(keepsake.run("policy", "test").err()).contains("name --cases");
  }

  @Test
  void a_broken_policy_stops_a_start_and_is_a_warning_of_health() throws IOException {
    keepsake.json("save", "Ada plays the cello.");
    Path inForce = home.resolve("policy.yaml");
    Files.writeString(inForce, STRICT.replace("expire_after: 30d", "expire_after: soon"));

    CommandRun start = keepsake.run("save", "Ada paints.");
    assertThat(start.exitCode()).isEqualTo(2);
    assertThat(start.err()).contains(inForce + ":8: notes_go: `expire_after` is a time");
    JsonNode policy = part(keepsake.run("health", "--json").json());
    assertThat(policy.path("status").asText()).isEqualTo("warning");
    assertThat(policy.at("/facts/problems/0").asText()).contains(":8: notes_go:");

    Files.writeString(inForce, STRICT);
    assertThat(part(keepsake.json("health")).at("/facts/policy_version").asText())
        .startsWith("strict@");
    assertThat(keepsake.json("save", "Ada paints.", "--confidence", "1").path("rule").asText())
        .isEqualTo("sure");
  }

  private static JsonNode part(JsonNode health) {
    return health
        .path("parts")
        .valueStream()
        .filter(part -> part.path("name").asText().equals("policy"))
        .findFirst()
        .orElseThrow();
  }
}
