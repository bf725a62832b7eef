package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the header MCP-Protocol-Version may say.
@Timeout(30)
final class ProtocolVersionTest {
  private static final String HEADER = "MCP-Protocol-Version";
  private static OpenDoor door;

  @BeforeAll
  static void open() {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  /// A client of revision 2026-07-28 asks so first, and goes by the code and the data.
  @Test
  void a_newer_revision_is_told_under_the_id_of_its_request_what_is_served() throws Exception {
    String discover =
        """
        {"jsonrpc":"2.0","id":"d-1","method":"server/discover"}\
        """;
    var response = door.send(door.mcp(discover).header(HEADER, "2026-07-28"));
    JsonNode answer = OpenDoor.message(response);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(answer.path("id").asText()).isEqualTo("d-1");
    assertThat(answer.at("/error/code").asInt()).isEqualTo(-32_022);
    assertThat(answer.at("/error/message").asText()).contains(HEADER, "2025-11-25");
    assertThat(answer.at("/error/data"))
        .hasToString(
            "{\"supported\":[\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"],"
                + "\"requested\":\"2026-07-28\"}");
  }

  @Test
  void what_has_no_id_is_refused_without_one() throws Exception {
    HttpResponse<String> broken = door.send(door.mcp("{").header(HEADER, "nope"));
    HttpResponse<String> listening =
        door.send(HttpRequest.newBuilder(door.uri("/mcp")).header(HEADER, "nope"));

    for (var response : new HttpResponse<?>[] {broken, listening}) {
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(String.valueOf(response.body())).contains("\"id\":null", "-32022");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-11-25", "2025-06-18", "2025-03-26"})
  void what_is_told_is_served(String version) throws Exception {
    var ping = door.mcp(OpenDoor.PING).header("Mcp-Session-Id", door.newSession());
    assertThat(door.send(ping.header(HEADER, version)).statusCode()).isEqualTo(200);
  }
}
