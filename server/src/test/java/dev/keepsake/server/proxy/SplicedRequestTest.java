package dev.keepsake.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.server.proxy.wire.Edits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is put into a request, and that nothing else of it changes.
final class SplicedRequestTest {
  private static final String TOLD = "Say \"hi\".\nTwice.";
  private static final String IN_JSON = "Say \\\"hi\\\".\\nTwice.";

  private static ChatRequest request(String body) throws BadChat {
    return ChatRequest.read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String spliced(String body, List<String> told, List<String> tools) throws BadChat {
    return new String(
        new SplicedRequest(request(body), told, tools, new Edits()).body(List.of(), false),
        StandardCharsets.UTF_8);
  }

  @Test
  void where_nothing_is_put_in_the_bytes_are_the_callers() throws BadChat {
    String body = " {\"messages\" :[ ], \"x\":1e999, \"model\":\"\\u0041\"}\n";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(
            new SplicedRequest(ChatRequest.read(bytes), List.of(), List.of(), new Edits())
                .body(List.of(), false))
        .isSameAs(bytes);
  }

  @Test
  void what_is_told_stands_at_the_end_of_the_callers_instructions() throws BadChat {
    assertThat(
            spliced(
                "{ \"messages\": [ {\"content\" : \"Be\\u0020kind.\" ,\"role\":\"system\","
                    + " \"x\":[1.0]} , {\"role\":\"user\",\"content\":\"é\"}]  }",
                List.of(TOLD),
                List.of()))
        .isEqualTo(
            "{ \"messages\": [ {\"content\" : \"Be\\u0020kind.\\n\\n"
                + IN_JSON
                + "\" ,\"role\":\"system\", \"x\":[1.0]} , {\"role\":\"user\",\"content\":\"é\"}] "
                + " }");
  }

  @Test
  void a_developer_message_with_parts_gets_one_more() throws BadChat {
    assertThat(
            spliced(
                "{\"messages\":[{\"role\":\"developer\",\"content\":["
                    + " {\"type\":\"text\",\"text\":\"a\"}"
                    + " ]},{\"role\":\"user\",\"content\":\"b\"}]}",
                List.of(TOLD),
                List.of()))
        .contains(
            "[ {\"type\":\"text\",\"text\":\"a\"} ,{\"type\":\"text\",\"text\":\""
                + IN_JSON
                + "\"}]");
  }

  @Test
  void where_the_caller_tells_nothing_a_message_is_put_first() throws BadChat {
    assertThat(
            spliced(
                "{\"messages\": [\n{\"role\":\"user\",\"content\":\"b\"}]}",
                List.of("a", "c"),
                List.of()))
        .isEqualTo(
            "{\"messages\": [{\"role\":\"system\",\"content\":\"a\\n\\nc\"},\n"
                + "{\"role\":\"user\",\"content\":\"b\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"messages\":[1], \"tools\": [ {\"a\":1} ] }|{\"messages\":[1], \"tools\": [ {\"a\":1}"
            + " ,T1,T2] }",
        "{\"messages\":[1],\"tools\":[]}|{\"messages\":[1],\"tools\":[T1,T2]}",
        "{\"tools\":null,\"messages\":[1]}|{\"tools\":[T1,T2],\"messages\":[1]}",
        "{\"messages\":[1] }|{\"messages\":[1] ,\"tools\":[T1,T2]}"
      })
  void tools_stand_behind_the_callers(String body, String wanted) throws BadChat {
    assertThat(spliced(body, List.of(), List.of("T1", "T2"))).isEqualTo(wanted);
  }

  @Test
  void rounds_follow_the_messages_and_the_last_is_without_tools() throws BadChat {
    ChatRequest request =
        request("{\"messages\":[ {\"role\":\"user\"} ],\"tool_choice\" : \"auto\"}");
    var spliced = new SplicedRequest(request, List.of(), List.of("T"), new Edits());
    var round = new ToolRound("SAID", List.of("R1", "R2"));
    assertThat(new String(spliced.body(List.of(round, round), true), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"messages\":[ {\"role\":\"user\"} ,SAID,R1,R2,SAID,R1,R2],\"tool_choice\" :"
                + " \"none\",\"tools\":[T]}");
  }

  @Test
  void without_a_choice_of_the_callers_the_last_round_has_one() throws BadChat {
    var spliced =
        new SplicedRequest(request("{\"messages\":[1]}"), List.of(), List.of("T"), new Edits());
    assertThat(new String(spliced.body(List.of(), true), StandardCharsets.UTF_8))
        .isEqualTo("{\"messages\":[1],\"tools\":[T],\"tool_choice\":\"none\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"n\":2",
        "\"n\":2.0",
        "\"tool_choice\":\"none\"",
        "\"tool_choice\":\"required\"",
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
        "\"functions\":[{\"name\":\"f\"}]",
        "\"tools\":\"all\""
      })
  void a_model_that_may_not_choose_freely_is_offered_nothing(String field) throws BadChat {
    assertThat(request("{\"messages\":[{\"role\":\"user\"}]," + field + "}").takesTools())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"n\":1",
        "\"n\":null",
        "\"tool_choice\":null",
        "\"tool_choice\":\"auto\"",
        "\"functions\":null",
        "\"tools\":null",
        "\"tools\":[]"
      })
  void else_it_is(String field) throws BadChat {
    assertThat(request("{\"messages\":[{\"role\":\"user\"}]," + field + "}").takesTools()).isTrue();
  }

  @Test
  void what_the_user_says_last_is_asked_for_without_its_images() throws BadChat {
    ChatRequest request =
        request(
            """
            {"messages":[{"role":"user","content":"first"},
            {"role":"user","content":[{"type":"text","text":"What is"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},{"type":"text","text":"this?"}]},
            {"role":"assistant","content":null,"tool_calls":[]},{"role":"tool","content":"x","tool_call_id":"y"}]}
            """);
    assertThat(request.question()).contains("What is\nthis?");
    assertThat(request.endsWithUser()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"messages\":[",
        "hello",
        "{\"messages\":[],\"messages\":[{\"role\":\"user\"}]}"
      })
  void what_could_be_read_in_two_ways_or_in_none_is_refused(String body) {
    assertThatThrownBy(() -> request(body)).isInstanceOf(BadChat.class);
  }

  @Test
  void a_long_question_is_its_beginning_and_its_end() {
    String question = "What is wrong here?" + " and so on".repeat(1_000) + " Tell me.😀";
    String shortened = Recall.shortened(question);
    assertThat(shortened.length()).isLessThanOrEqualTo(2_000);
    assertThat(shortened).startsWith("What is wrong here?").endsWith("Tell me.😀");
    String faces = Recall.shortened("😀".repeat(2_001));
    assertThat(faces.codePoints().allMatch(c -> c == '\n' || c == 0x1F600)).isTrue();
  }
}
