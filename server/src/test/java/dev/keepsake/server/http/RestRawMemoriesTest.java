package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.http.RestDoor.Answer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Raw memories through the real door, by applications with keys; each test has a user of its own.
@Timeout(120)
final class RestRawMemoriesTest {
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static RestDoor door;
  private static String key;
  private static String otherKey;
  private String user = "";

  @BeforeAll
  static void open() {
    var settings = KeepsakeSettings.defaults(home);
    try (var keepsake = Keepsake.open(settings, InstantSource.system())) {
      key = made(keepsake, "app");
      otherKey = made(keepsake, "other");
    }
    door = new RestDoor(settings);
  }

  private static String made(Keepsake keepsake, String client) {
    return keepsake
        .accessKeys()
        .create(
            new KeyRequest(
                OrganizationName.LOCAL,
                new ClientName(client),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .text()
        .reveal();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @BeforeEach
  void beSomebody(TestInfo test) {
    user = test.getDisplayName().replaceAll("\\W", "");
  }

  private static String[] by(String bearer, String... more) {
    var headers = new ArrayList<>(List.of("Authorization", "Bearer " + bearer));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  private String[] as(String... more) {
    var headers = new ArrayList<>(List.of("X-User-Id", user));
    headers.addAll(List.of(more));
    return by(key, headers.toArray(String[]::new));
  }

  private Answer create(String more, String... headers) {
    return door.post(
        "/memory", "{\"type\": \"raw\", \"context\": \"step one\"%s}".formatted(more), headers);
  }

  @Test
  void an_append_that_is_sent_again_with_its_key_is_done_once() {
    String path = "/memory/raw/" + create("", as()).expect(200).text("/memory/id");
    String append = "{\"context\": \", two\", \"context_update_type\": \"append\"}";
    door.patch(path, append, as("Idempotency-Key", "k-1")).expect(200);
    Answer again = door.patch(path, append, as("Idempotency-Key", "k-1")).expect(200);
    assertThat(again.json().path("replayed").asBoolean()).isTrue();
    assertThat(again.text("/memory/context")).isEqualTo("step one, two");
  }

  @Test
  void one_is_stored_read_changed_found_and_deleted() {
    Answer stored =
        create(", \"filter_tags\": {\"task\": \"t1\", \"scope\": \"mine\"}", as()).expect(200);
    assertThat(stored.json().path("success").asBoolean()).isTrue();
    assertThat(stored.text("/memory/filter_tags/scope")).isEqualTo("local");
    assertThat(stored.text("/memory/user_id")).isEqualTo(user);
    String path = "/memory/raw/" + stored.text("/memory/id");

    assertThat(door.get(path, as()).expect(200).json().path("memory"))
        .isEqualTo(stored.json().path("memory"));
    Answer changed =
        door.patch(path, "{\"context\": \", two\", \"context_update_type\": \"append\"}", as())
            .expect(200);
    assertThat(changed.text("/memory/context")).isEqualTo("step one, two");
    Answer found =
        door.post(
                "/api/v1/search",
                "{\"query\": \"ONE, TWO\", \"filter_tags\": {\"task\": \"t1\"}}",
                as())
            .expect(200);
    assertThat(found.text("/hits/0/kind")).isEqualTo("raw");
    assertThat(found.text("/hits/0/context")).isEqualTo("step one, two");
    assertThat(door.delete(path, as()).expect(200).json().path("success").asBoolean()).isTrue();
    assertThat(door.get(path, as()).expect(404).header("Content-Type"))
        .isEqualTo("application/problem+json");
  }

  @Test
  void the_user_may_be_named_in_the_body_or_the_query_and_not_differently() {
    Answer stored = create(", \"user_id\": \"%s\"".formatted(user), by(key)).expect(200);
    assertThat(stored.text("/memory/user_id")).isEqualTo(user);
    String path = "/memory/raw/" + stored.text("/memory/id");
    door.get(path + "?user_id=" + user, by(key)).expect(200);
    door.get(path + "?user_id=eve", by(key)).expect(404);
    door.get(path + "?user_id=eve", as()).expect(400);
    create(", \"user_id\": \"eve\"", as()).expect(400);
    door.patch(path, "{\"context\": \"two\", \"user_id\": \"%s\"}".formatted(user), by(key))
        .expect(200);
    door.post("/api/v1/search", "{\"user_id\": \"%s\"}".formatted(user), by(key)).expect(200);
    door.delete(path + "?user_id=" + user, by(key)).expect(200);
  }

  @Test
  void who_names_nobody_is_the_application_itself() {
    Answer stored = create("", by(key)).expect(200);
    String path = "/memory/raw/" + stored.text("/memory/id");
    assertThat(stored.text("/memory/user_id")).startsWith("service:");
    door.get(path, by(key)).expect(200);
    door.get(path, by(otherKey)).expect(404);
    door.get(path + "?user_id=" + stored.text("/memory/user_id"), by(otherKey)).expect(400);
    assertThat(
            door.post("/api/v1/search", "{\"include\": [\"raw\"]}", by(key))
                .expect(200)
                .text("/hits/0/id"))
        .isEqualTo(stored.text("/memory/id"));
    door.delete(path, by(key)).expect(200);
    door.get("/memory/raw/" + stored.text("/memory/id")).expect(401);
  }

  @Test
  void what_goes_wrong_is_a_problem() {
    Answer kind =
        door.post("/memory", "{\"type\": \"note\", \"context\": \"x\"}", as()).expect(400);
    assertThat(kind.text("/errors/0/field")).isEqualTo("type");
    create(", \"organization\": \"acme\"", as()).expect(400);
    door.get("/memory/raw/7", as()).expect(400);
    Answer secret =
        door.post(
                "/memory",
                "{\"type\": \"raw\", \"context\": \"the token is ghp_%s\"}"
                    .formatted("0123456789abcdefghijABCDEFGHIJ012345"),
                as())
            .expect(422);
    assertThat(secret.text("/code")).isEqualTo("secret-detected");
    assertThat(secret.text("/detail")).contains("secret.github_token");

    Answer first = create("", as("Idempotency-Key", "k1")).expect(200);
    Answer again = create("", as("Idempotency-Key", "k1")).expect(200);
    assertThat(again.text("/memory/id")).isEqualTo(first.text("/memory/id"));
    assertThat(again.json().path("replayed").asBoolean()).isTrue();
    create(", \"filter_tags\": {}", as("Idempotency-Key", "k1")).expect(409);
    create(", \"id\": \"%s\"".formatted(first.text("/memory/id")), as()).expect(409);
    assertThat(door.get("/memory/raw", as()).status()).isEqualTo(404);
  }
}
