package dev.keepsake.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keepsake.access.KeyText;
import dev.keepsake.server.ReadyHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `key create`, `key list` and `key revoke` on a real data folder.
final class KeyCommandTest {
  @TempDir(factory = ReadyHome.class)
  private Path home;

  private CommandRun.Setup keepsake;

  @BeforeEach
  void useTheFolder() {
    keepsake = new CommandRun.Setup(home);
  }

  @Test
  void a_key_is_shown_once() throws Exception {
    CommandRun made = keepsake.run("key", "create", "--name", "my laptop");

    assertThat(made.exitCode()).isZero();
    assertThat(made.err()).isEmpty();
    assertThat(made.out())
        .startsWith("created  ks_")
        .contains("the only time that the key is shown", "local of local, scope local")
        .contains("From now on every call over HTTP needs a key.");
    String key = made.out().lines().findFirst().orElseThrow().substring("created  ".length());
    assertThat(KeyText.read(key)).isPresent();
    String secret = key.substring(12);
    CommandRun listed = keepsake.run("key", "list");
    assertThat(listed.out())
        .contains("KEY", key.substring(0, 11), "works", "never", "my laptop")
        .contains("memory:read, memory:write")
        .doesNotContain(secret);
    assertThat(keepsake.run("key", "list", "--json").out()).doesNotContain(secret);
    assertThat(
            Files.readString(
                home.resolve("keepsake.db"), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(secret);
    assertThat(keepsake.run("key", "create").out()).doesNotContain("From now on");
  }

  @Test
  void every_option_arrives_and_scripts_are_told_all_of_it() throws Exception {
    JsonNode made =
        keepsake.json(
            "key",
            "create",
            "--organization=acme",
            "--client=assistant",
            "--client-scope=support",
            "--rights=memory:write, memory:read,memory:admin",
            "--name=night shift",
            "--expires-days=30");

    assertThat(KeyText.read(made.path("key").asText())).isPresent();
    assertThat(made.path("key").asText()).startsWith(made.path("prefix").asText() + "_");
    assertThat(made.path("organization").asText()).isEqualTo("acme");
    assertThat(made.path("client").asText()).isEqualTo("assistant");
    assertThat(made.path("scope").asText()).isEqualTo("support");
    assertThat(words(made.path("rights")))
        .containsExactly("memory:admin", "memory:read", "memory:write");
    assertThat(made.path("name").asText()).isEqualTo("night shift");
    assertThat(made.path("status").asText()).isEqualTo("active");
    assertThat(made.path("expires_at").asText()).isGreaterThan(made.path("created_at").asText());
    JsonNode listed = new ObjectMapper().readTree(keepsake.run("key", "list", "--json").out());
    assertThat(listed.has("key")).isFalse();
    assertThat(listed.path("prefix")).isEqualTo(made.path("prefix"));
    assertThat(listed.path("expires_at")).isEqualTo(made.path("expires_at"));
  }

  @Test
  void a_new_client_has_the_scope_of_the_settings() {
    JsonNode made =
        keepsake.with("KEEPSAKE_SCOPE", "project").json("key", "create", "--client", "new");
    assertThat(made.path("scope").asText()).isEqualTo("project");
  }

  @Test
  void a_client_keeps_its_scope_and_its_rights() {
    keepsake.json("key", "create", "--client=c", "--client-scope=a", "--rights=memory:read");

    CommandRun scope = keepsake.run("key", "create", "--client=c", "--client-scope=b");
    CommandRun rights = keepsake.run("key", "create", "--client=c", "--rights=memory:write");
    JsonNode again = keepsake.json("key", "create", "--client=c");

    assertThat(scope.exitCode()).isEqualTo(2);
    assertThat(scope.err()).contains("has the scope a: leave the scope out").hasLineCount(1);
    assertThat(rights.err()).contains("has the rights memory:read: leave the rights out");
    assertThat(again.path("scope").asText()).isEqualTo("a");
    assertThat(words(again.path("rights"))).containsExactly("memory:read");
  }

  @Test
  void a_key_is_revoked_by_its_prefix_and_stays_in_the_list() {
    JsonNode one = keepsake.json("key", "create");
    JsonNode two = keepsake.json("key", "create");

    CommandRun revoked = keepsake.run("key", "revoke", one.path("prefix").asText());
    CommandRun again = keepsake.run("key", "revoke", one.path("prefix").asText());
    CommandRun last = keepsake.run("key", "revoke", two.path("prefix").asText().substring(3));

    assertThat(revoked.exitCode()).isZero();
    assertThat(revoked.out())
        .startsWith("revoked  " + one.path("prefix").asText())
        .contains("10 s")
        .hasLineCount(1);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("keepsake key list").hasLineCount(1);
    assertThat(last.out()).contains("No key works any more");
    assertThat(keepsake.run("key", "list").out().lines().filter(l -> l.contains("revoked")))
        .hasSize(2);
  }

  @Test
  void a_rotated_key_works_beside_the_new_one_for_a_while() {
    JsonNode old = keepsake.json("key", "create", "--name", "night shift", "--expires-days", "30");
    String prefix = old.path("prefix").asText();

    CommandRun rotated = keepsake.run("key", "rotate", prefix);

    assertThat(rotated.exitCode()).isZero();
    assertThat(rotated.out())
        .startsWith("rotated  ks_")
        .contains("the only time that the key is shown", "local of local", "works until ")
        .contains(prefix + " works until ", "`keepsake key revoke " + prefix + "` ends it now");
    String key = rotated.out().lines().findFirst().orElseThrow().substring("rotated  ".length());
    assertThat(KeyText.read(key)).isPresent();
    assertThat(keepsake.run("key", "list").out()).containsPattern(prefix + " +until ");

    JsonNode again = keepsake.json("key", "rotate", key.substring(0, 11), "--grace", "0");

    assertThat(again.path("replaces").asText()).isEqualTo(key.substring(0, 11));
    assertThat(again.path("name").asText()).isEqualTo("night shift");
    assertThat(again.has("replaced_works_until")).isTrue();
    assertThat(keepsake.run("key", "list").out())
        .containsPattern(key.substring(0, 11) + " +expired ")
        .doesNotContain(key.substring(12));
    CommandRun twice = keepsake.run("key", "rotate", prefix);
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err())
        .contains("was revoked or rotated before and can't be rotated")
        .hasLineCount(1);
    CommandRun expired = keepsake.run("key", "rotate", key.substring(0, 11));
    assertThat(expired.exitCode()).isEqualTo(2);
    assertThat(expired.err()).contains("has expired and can't be rotated").hasLineCount(1);
    CommandRun unknown = keepsake.run("key", "rotate", "ks_00000000");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("There is no key ks_00000000").hasLineCount(1);
  }

  @Test
  void keys_are_listed_of_one_client_or_organization() {
    String here =
        keepsake.json("key", "create", "--org=acme", "--client=a").path("prefix").asText();
    String there =
        keepsake.json("key", "create", "--org=other", "--client=a").path("prefix").asText();
    String beside =
        keepsake.json("key", "create", "--org=acme", "--client=b").path("prefix").asText();

    assertThat(keepsake.run("key", "list", "--client", "a").out())
        .contains(here, there)
        .doesNotContain(beside);
    assertThat(keepsake.run("key", "list", "--org", "acme").out())
        .contains(here, beside)
        .doesNotContain(there);
    assertThat(keepsake.json("key", "list", "--org=acme", "--client=a").path("prefix").asText())
        .isEqualTo(here);
    assertThat(keepsake.run("key", "list", "--client", "local").out())
        .isEqualTo("No keys of these clients.\n");
  }

  @Test
  void whoever_pastes_the_whole_key_ends_it_and_it_is_not_repeated() {
    String key = keepsake.json("key", "create").path("key").asText();
    CommandRun revoked = keepsake.run("key", "revoke", key, "--json");
    assertThat(revoked.json().path("action").asText()).isEqualTo("revoked");
    assertThat(revoked.json().path("working_keys").asInt(-1)).isZero();
    assertThat(revoked.out()).doesNotContain(key.substring(12));
  }

  @Test
  void without_keys_the_list_says_what_that_means() {
    assertThat(keepsake.run("key", "list").out()).startsWith("No keys: calls over HTTP need none");
    assertThat(keepsake.run("key", "list", "--json").out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key | What to do with keys is missing: create or list or revoke or rotate",
        "key create --rights memory:reed | \"memory:reed\" is none of them",
        "key create --rights= | is none of them",
        "key create --expires-days 0 | --expires-days must be a whole number from 1 to 36500",
        "key create --expires-days soon | is no whole number",
        "key create --client= | the name of a client needs 1 to 255 characters",
        "key create --organization= | the name of an organization needs 1 to 255 characters",
        "key create --name= | the name of a key needs 1 to 255 characters",
        "key create --client-scope= | a scope needs 1 to 255 characters",
        "key revoke | PREFIX",
        "key revoke nonsense! | such as ks_",
        "key rotate | PREFIX",
        "key rotate nonsense! | such as ks_",
        "key rotate ks_00000000 --grace soon | --grace must be 0 or a time such as 12h",
        "key rotate ks_00000000 --grace 366d | at most 365d; it was 366d",
        "key list --org nobody | There is no organization nobody",
        "key list --client nobody | There is no client nobody: `keepsake client list`",
      })
  void what_is_wrong_is_said_in_one_sentence_and_no_key_is_made(String arguments, String sentence) {
    CommandRun run = keepsake.run(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("keepsake: ").contains(sentence).hasLineCount(1);
    assertThat(keepsake.run("key", "list", "--json").out()).isEmpty();
  }

  @Test
  void without_a_key_serve_refuses_an_address_that_others_reach() {
    CommandRun run = keepsake.run("serve", "--port=0", "--host=0.0.0.0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Will not listen on 0.0.0.0", "keepsake key create")
        .hasLineCount(1);
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
