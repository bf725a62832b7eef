package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.server.ReadyHome;
import dev.keepsake.server.http.RestDoor.Answer;
import dev.keepsake.tool.WireJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is of HTTP alone about conversations: ids in paths, statuses, large bodies.
@Timeout(120)
final class RestConversationsTest {
  private static final String PATH = "/api/v1/conversations";

  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static RestDoor door;

  @BeforeAll
  static void open() {
    door = new RestDoor(KeepsakeSettings.defaults(home));
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static String[] as(String user, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = "X-User-Id";
    headers[1] = user;
    System.arraycopy(more, 0, headers, 2, more.length);
    return headers;
  }

  private static String message(String text) {
    ObjectNode body = WireJson.MAPPER.createObjectNode();
    body.putArray("messages").addObject().put("role", "user").put("content", text);
    return body.toString();
  }

  @Test
  void an_id_is_any_word_in_a_path_too() {
    for (String id : new String[] {"trip 7", "ü漢 & co?", "a%2Fb;c=d", "..x", "'; drop table"}) {
      ObjectNode body = WireJson.MAPPER.createObjectNode().put("id", id);
      Answer made = door.post(PATH, body.toString(), as("words")).expect(201);
      String location = made.header("Location");
      assertThat(location).startsWith(PATH + "/");
      Answer found = door.get(location, as("words")).expect(200);
      assertThat(found.text("/id")).isEqualTo(id);
      door.post(location + "/messages", message("hello"), as("words")).expect(200);
      door.delete(location, as("words")).expect(204);
      door.get(location, as("words")).expect(404);
    }
  }

  /// The path says which conversation is meant, whatever the header is for.
  @Test
  void the_conversation_of_the_path_goes_before_that_of_the_header() {
    String[] headers = as("ada", "X-Conversation-Id", "in-the-header");
    door.post(PATH + "/in-the-path/messages", message("hello"), headers).expect(200);
    door.get(PATH + "/in-the-path", as("ada")).expect(200);
    door.get(PATH + "/in-the-header", as("ada")).expect(404);
    assertThat(door.post(PATH, "{}", headers).expect(201).text("/conversation/id"))
        .isEqualTo("in-the-header");
  }

  @Test
  void a_history_may_be_long() {
    String history = "All hens are brown and lay eggs. ".repeat(300_000);
    Answer stored = door.post(PATH + "/hens/messages", message(history), as("ada")).expect(200);
    assertThat(stored.json().path("appended").asInt()).isOne();
    assertThat(door.get(PATH + "/hens/history", as("ada")).expect(200).text("/messages/0/content"))
        .isEqualTo(history);
    door.post(PATH + "/hens/messages", message("ok"), as("ada")).expect(200);
    Answer trimmed = door.post(PATH + "/hens/trim", "{\"keep\": 0}", as("ada")).expect(200);
    assertThat(trimmed.text("/conversation/summary")).isEqualTo("All hens are brown and lay eggs.");
    door.post(PATH + "/hens/messages", message("x".repeat(17 << 20)), as("ada")).expect(413);
  }

  @Test
  void whose_it_is_may_be_told_in_the_query() {
    String query = "?user_id=" + URLEncoder.encode("grace h", StandardCharsets.UTF_8);
    door.post(PATH + "/mine/messages" + query, message("hello")).expect(200);
    assertThat(door.get(PATH + query).expect(200).text("/conversations/0/user_id"))
        .isEqualTo("grace h");
    door.get(PATH + "/mine", as("ada")).expect(404);
  }
}
