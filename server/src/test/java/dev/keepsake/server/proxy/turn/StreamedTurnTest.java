package dev.keepsake.server.proxy.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.server.proxy.ScriptedUpstream;
import dev.keepsake.server.proxy.wire.NotJson;
import dev.keepsake.server.proxy.wire.Placed;
import dev.keepsake.server.proxy.wire.SseEvent;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What of a stream goes to the caller, and when.
final class StreamedTurnTest {
  private static final ToolNames NAMES =
      new ToolNames(Set.of("save_memory", "query_memory"), Set.of("weather", "save"));
  private static final String DONE = "[DONE]";

  private final StreamedTurn turn = new StreamedTurn(NAMES, Optional.empty(), false);
  private final List<String> out = new ArrayList<>();

  private static String delta(String delta) {
    return ScriptedUpstream.delta(delta);
  }

  private static String finish(String reason) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
  }

  private static String call(int index, String id, String name, String arguments) {
    return "{\"index\":%d,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}"
        .formatted(index, id, name, arguments);
  }

  private static String part(int index, String arguments) {
    return "{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}".formatted(index, arguments);
  }

  private static String calls(String... parts) {
    return delta("{\"tool_calls\":[" + String.join(", ", parts) + "]}");
  }

  /// Gives the events to the turn and returns what has gone out of each.
  private List<List<String>> take(String... events) throws NotJson {
    var perEvent = new ArrayList<List<String>>();
    for (String event : events) {
      perEvent.add(told(turn.take(SseEvent.of(event))));
    }
    return perEvent;
  }

  private List<String> told(List<SseEvent> events) {
    List<String> told = events.stream().map(e -> e.data().orElse("")).toList();
    out.addAll(told);
    return told;
  }

  @Test
  void text_goes_on_at_once_and_as_it_came() throws NotJson {
    String[] events = {
      delta("{\"role\":\"assistant\",\"content\":\"\"}"),
      "{ \"choices\" : [ {\"delta\":{\"content\":\"\\u0041\", \"new\":null}} ], \"odd\":1e999}",
      finish("stop"),
      "{\"choices\":[],\"usage\":{\"total_tokens\":3}}",
      DONE
    };
    assertThat(take(events)).extracting(List::getFirst).containsExactly(events);
    assertThat(turn.isWhole()).isTrue();
    assertThat(turn.turn().said()).isEqualTo("{\"role\":\"assistant\",\"content\":\"A\"}");
    assertThat(turn.turn().usage())
        .hasValueSatisfying(u -> assertThat(u).hasToString("{\"total_tokens\":3}"));
  }

  @Test
  void comments_and_events_without_data_go_on() throws NotJson {
    assertThat(turn.take(SseEvent.of(""))).hasSize(1);
    assertThat(take(DONE)).containsExactly(List.of(DONE));
  }

  @Test
  void of_our_calls_nothing_goes_on_and_the_end_is_held() throws NotJson {
    take(
        delta("{\"role\":\"assistant\",\"content\":null}"),
        calls(call(0, "a", "save_memory", "")),
        calls(part(0, "{}")),
        finish("tool_calls"),
        "{\"choices\":[],\"usage\":{\"total_tokens\":3}}",
        DONE);
    told(turn.end());

    assertThat(out).containsExactly(delta("{\"role\":\"assistant\",\"content\":null}"));
    assertThat(turn.held()).hasSize(3);
    assertThat(turn.turn().isOursAlone()).isTrue();
    assertThat(turn.turn().said())
        .isEqualTo(
            "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"save_memory\",\"arguments\":\"{}\"}}]}");
  }

  @Test
  void the_callers_calls_go_on_at_once_and_as_they_came() throws NotJson {
    String[] events = {
      calls(call(0, "a", "weather", "")), calls(part(0, "{ }")), finish("tool_calls"), DONE
    };
    assertThat(take(events)).extracting(List::getFirst).containsExactly(events);
    assertThat(turn.turn().runs()).isFalse();
  }

  @Test
  void behind_ours_the_callers_calls_get_the_numbers_that_they_had_alone() throws NotJson {
    take(
        calls(call(0, "a", "save_memory", "{}")),
        calls(call(1, "b", "weather", "")),
        calls(part(1, "{}")),
        calls(call(2, "c", "query_memory", "{}"), call(3, "d", "weather", "{}")),
        finish("tool_calls"),
        DONE);
    told(turn.end());

    assertThat(out)
        .containsExactly(
            calls(call(0, "b", "weather", "")),
            calls(part(0, "{}")),
            calls(call(1, "d", "weather", "{}")));
    assertThat(turn.held())
        .extracting(e -> e.data().orElseThrow())
        .containsExactly(finish("tool_calls"), DONE);
    assertThat(turn.turn().ours()).extracting(ToolUse::id).containsExactly("a", "c");
    assertThat(turn.turn().callers()).extracting(ToolUse::id).containsExactly("b", "d");
    assertThat(turn.turn().isOursAlone()).isFalse();
  }

  @Test
  void before_ours_they_keep_theirs() throws NotJson {
    take(
        calls(call(0, "b", "weather", "{}")),
        calls(call(1, "a", "save_memory", "{}")),
        finish("stop"));
    assertThat(out).containsExactly(calls(call(0, "b", "weather", "{}")));
  }

  @Test
  void an_event_waits_until_it_is_known_whose_tool_is_called() throws NotJson {
    assertThat(
            take(
                calls(call(0, "a", "save", "")),
                delta("{\"content\":\"x\"}"),
                calls(part(0, "{}"))))
        .containsExactly(
            List.of(),
            List.of(),
            List.of(
                calls(call(0, "a", "save", "")),
                delta("{\"content\":\"x\"}"),
                calls(part(0, "{}"))));
  }

  @Test
  void a_name_may_come_in_parts() throws NotJson {
    take(
        calls(call(0, "a", "save", "")),
        calls("{\"index\":0,\"function\":{\"name\":\"_memory\",\"arguments\":\"\"}}"),
        calls(part(0, "{}")),
        finish("tool_calls"));
    assertThat(out).isEmpty();
    assertThat(turn.turn().ours()).extracting(ToolUse::name).containsExactly("save_memory");
  }

  @Test
  void calls_without_numbers_are_told_apart_by_their_ids() throws NotJson {
    String one = "{\"id\":\"a\",\"function\":{\"name\":\"save_memory\",\"arguments\":\"{}\"}}";
    String two = "{\"id\":\"b\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}";
    take(calls(one, two), finish("stop"));
    assertThat(turn.turn().ours()).hasSize(1);
    assertThat(out).containsExactly(calls(two));
  }

  @Test
  void calls_that_were_all_numbered_alike_too() throws NotJson {
    take(
        calls(call(0, "a", "save_memory", "{}")),
        calls(call(0, "b", "save_memory", "{}")),
        finish("tool_calls"));
    assertThat(turn.turn().ours()).extracting(ToolUse::id).containsExactly("a", "b");
  }

  @Test
  void what_the_model_adds_to_a_call_goes_back_to_it() throws NotJson {
    take(
        calls(
            "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"extra_content\":{\"signature\":\"s\"},\"function\":{\"name\":\"save_memory\",\"arguments\":\"{}\"}}"),
        finish("tool_calls"));
    assertThat(turn.turn().said()).contains("\"extra_content\":{\"signature\":\"s\"}");
  }

  @Test
  void parts_of_calls_that_have_neither_number_nor_id_are_told_apart_by_their_names()
      throws NotJson {
    String one = "{\"function\":{\"name\":\"save_memory\",\"arguments\":\"{}\"}}";
    String two = "{\"function\":{\"name\":\"query_memory\",\"arguments\":\"{}\"}}";
    take(calls(one), calls(two), calls(one), finish("tool_calls"));
    assertThat(turn.turn().ours())
        .extracting(ToolUse::name)
        .containsExactly("save_memory", "query_memory", "save_memory");
  }

  @Test
  void a_name_that_every_part_says_is_one_name() throws NotJson {
    take(
        calls(call(0, "a", "save_memory", "")),
        calls(call(0, "a", "save_memory", "{")),
        calls(call(0, "a", "save_memory", "}")),
        finish("tool_calls"));
    assertThat(turn.turn().ours()).hasSize(1);
    assertThat(turn.turn().ours().getFirst().name()).isEqualTo("save_memory");
    assertThat(turn.turn().ours().getFirst().arguments()).isEqualTo("{}");
  }

  @Test
  void arguments_may_be_an_object() throws NotJson {
    take(
        calls("{\"index\":0,\"function\":{\"name\":\"save_memory\",\"arguments\":{\"a\":1}}}"),
        finish("tool_calls"));
    assertThat(turn.turn().ours()).extracting(ToolUse::arguments).containsExactly("{\"a\":1}");
  }

  @Test
  void what_is_said_beside_the_text_is_put_together_too() throws NotJson {
    take(
        delta("{\"role\":\"assistant\",\"content\":null,\"refusal\":null}"),
        delta("{\"refusal\":\"I can\"}"),
        delta("{\"refusal\":\"not.\",\"steps\":[1]}"),
        delta("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"},\"steps\":[2]}"),
        delta("{\"function_call\":{\"arguments\":\"}\"},\"sure\":true}"),
        finish("stop"));
    assertThat(json(turn.turn().said()))
        .isEqualTo(
            json(
                "{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I"
                    + " cannot.\",\"steps\":[1,2],\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"},\"sure\":true}"));
  }

  private static JsonNode json(String text) throws NotJson {
    return Placed.parse(text.getBytes(StandardCharsets.UTF_8)).tree();
  }

  @Test
  void text_beside_our_call_goes_on() throws NotJson {
    take(
        delta(
            "{\"role\":\"assistant\",\"content\":\"One moment.\",\"tool_calls\":["
                + call(0, "a", "save_memory", "{}")
                + "]}"));
    assertThat(out).containsExactly(delta("{\"role\":\"assistant\",\"content\":\"One moment.\"}"));
  }

  @Test
  void calls_that_a_limit_cut_off_are_not_run() throws NotJson {
    take(calls(call(0, "a", "save_memory", "{\\\"con")), finish("length"), DONE);
    assertThat(turn.turn().runs()).isFalse();
    assertThat(turn.held())
        .extracting(e -> e.data().orElseThrow())
        .containsExactly(finish("length"), DONE);
  }

  @Test
  void a_role_is_told_once_and_usage_is_the_sum() throws NotJson {
    ObjectNode spent = WireJson.MAPPER.createObjectNode().put("total_tokens", 5);
    spent.putObject("details").put("cached", 1);
    var second = new StreamedTurn(NAMES, Optional.of(spent), true);
    assertThat(told(second.take(SseEvent.of(delta("{\"role\":\"assistant\",\"content\":\"\"}")))))
        .isEmpty();
    assertThat(told(second.take(SseEvent.of(delta("{\"role\":\"assistant\",\"content\":\"x\"}")))))
        .containsExactly(delta("{\"content\":\"x\"}"));
    assertThat(
            told(
                second.take(
                    SseEvent.of(
                        "{\"choices\":[],\"usage\": {\"total_tokens\":3,\"details\":{\"cached\":2}}"
                            + " }"))))
        .containsExactly(
            "{\"choices\":[],\"usage\": {\"total_tokens\":8,\"details\":{\"cached\":3}} }");
  }

  @Test
  void a_stream_that_stops_is_not_whole() throws NotJson {
    take(delta("{\"content\":\"x\"}"));
    assertThat(turn.isWhole()).isFalse();
  }

  @Test
  void bytes_that_go_on_are_those_that_came() throws NotJson {
    byte[] bytes = "data:{\"choices\":[]}\r\nid: 1\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    SseEvent event;
    try {
      event =
          new dev.keepsake.server.proxy.wire.SseReader(
                  new java.io.ByteArrayInputStream(bytes), 1_000)
              .next()
              .orElseThrow();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(turn.take(event).getFirst().bytes()).isEqualTo(bytes);
  }
}
