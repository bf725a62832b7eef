package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.call.PublicUrl;
import dev.keepsake.server.call.Reach;
import dev.keepsake.server.config.StartupFailure;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a door may listen, and by which names it may be asked for.
@Timeout(60)
final class ListeningTest {
  @TempDir(factory = ReadyHome.class)
  private Path home;

  private KeyedDoor loopback;

  @BeforeEach
  void open() {
    loopback = new KeyedDoor(home);
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  @Test
  void other_machines_are_let_in_only_once_there_is_a_key() throws Exception {
    var everywhere = KeyedDoor.settings("0.0.0.0", Set.of(), false);
    assertThatThrownBy(() -> loopback.open(everywhere).close())
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("keepsake key create");

    String key = loopback.key();

    try (var door = loopback.open(everywhere)) {
      assertThat(get(door, "/metrics", "memory.example.com")).startsWith("HTTP/1.1 401");
      assertThat(get(door, "/metrics", "memory.example.com", "X-API-Key: " + key))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void where_a_key_is_always_needed_it_may_listen_before_the_first_is_made() throws Exception {
    try (var door = loopback.open(KeyedDoor.settings("0.0.0.0", Set.of(), true))) {
      assertThat(get(door, "/metrics", "memory.example.com"))
          .startsWith("HTTP/1.1 401")
          .contains("keepsake key create");
      assertThat(get(door, "/health/live", "10.1.2.3:5337")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_page_must_be_of_the_name_that_was_asked_for() throws Exception {
    String key = "X-API-Key: " + loopback.key();
    try (var door = loopback.open(KeyedDoor.settings("0.0.0.0", Set.of(), false))) {
      assertThat(get(door, "/metrics", "memory.example.com", key, origin("memory.example.com")))
          .startsWith("HTTP/1.1 200");
      assertThat(get(door, "/metrics", "memory.example.com", key, origin("evil.example")))
          .startsWith("HTTP/1.1 403");
      assertThat(get(door, "/metrics", "memory.example.com", key, "Origin: null"))
          .startsWith("HTTP/1.1 403");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
  void the_names_that_are_allowed_are_taken_with_any_port_and_no_others(String host)
      throws Exception {
    String key = "X-API-Key: " + loopback.key();
    var settings = KeyedDoor.settings(host, Set.of("Memory.example.com", "fd00::7"), false);
    try (var door = loopback.open(settings)) {
      for (String name :
          new String[] {
            "memory.example.com",
            "MEMORY.example.com:443",
            "[fd00::7]",
            "localhost:" + door.port(),
            "127.0.0.1:" + door.port()
          }) {
        assertThat(get(door, "/metrics", name, key)).as(name).startsWith("HTTP/1.1 200");
      }
      for (String name :
          new String[] {
            "evil.example", "evil.example:443", "memory.example.com.evil.example", "localhost:1"
          }) {
        assertThat(get(door, "/metrics", name, key)).as(name).startsWith("HTTP/1.1 421");
      }
      assertThat(get(door, "/metrics", "memory.example.com", key, origin("memory.example.com")))
          .startsWith("HTTP/1.1 200");
      assertThat(get(door, "/metrics", "memory.example.com", key, origin("evil.example")))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void where_it_is_said_how_the_server_is_reached_no_other_name_is_taken() throws Exception {
    String key = "X-API-Key: " + loopback.key();
    var url = PublicUrl.parse("https://memory.example.com/base");
    var reach = new Reach(Set.of(), Optional.of(url), Set.of());
    try (var door = loopback.open(KeyedDoor.settings("0.0.0.0", reach, false, Optional.empty()))) {
      assertThat(get(door, "/metrics", "memory.example.com", key)).startsWith("HTTP/1.1 200");
      assertThat(get(door, "/metrics", "127.0.0.1:" + door.port(), key)).startsWith("HTTP/1.1 200");
      assertThat(get(door, "/metrics", "evil.example", key)).startsWith("HTTP/1.1 421");
    }
  }

  private static String origin(String name) {
    return "Origin: https://" + name;
  }

  private static String get(HttpDoor door, String path, String host, String... headers)
      throws IOException {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n".formatted(path, host, more);
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
