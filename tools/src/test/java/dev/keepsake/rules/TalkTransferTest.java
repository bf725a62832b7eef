package dev.keepsake.rules;

import static dev.keepsake.rules.Transfers.ALL;
import static dev.keepsake.rules.Transfers.bring;
import static dev.keepsake.rules.Transfers.export;
import static dev.keepsake.rules.Transfers.file;
import static dev.keepsake.rules.Transfers.forged;
import static dev.keepsake.rules.Transfers.tryOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.TestMemory;
import dev.keepsake.error.MemoryException;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Scope;
import dev.keepsake.rules.Transfers.Exported;
import dev.keepsake.transfer.ImportSummary;
import dev.keepsake.transfer.ImportSummary.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Raw memories and conversations are carried along with the memories.
class TalkTransferTest extends RuleTest {
  @TempDir private Path otherFolder;
  private TestDatabase otherDatabase;
  private TestMemory other;

  @BeforeEach
  void openTheOther() {
    otherDatabase = kind().make(otherFolder);
    other = otherDatabase.open(s -> s.with(RateLimits.OFF), TestMemory.model(), clock);
  }

  @AfterEach
  void closeTheOther() {
    if (other != null) {
      other.close();
    }
    if (otherDatabase != null) {
      otherDatabase.close();
    }
  }

  private RawCalls here() {
    return RawCalls.of(memory, "ada");
  }

  private RawCalls there() {
    return RawCalls.of(other, "ada");
  }

  private static void say(RawCalls who, String id, Object... messages) {
    who.done("append_messages", "id", id, "messages", List.of(messages));
  }

  private void fill() {
    memory.saved("The user likes tea");
    here().created("step 1:\tdone", "filter_tags", Map.of("task", List.of(1, "two")));
    say(
        here(),
        "talk / 7",
        json("{\"role\":\"system\",\"content\":\"a\\u0007b\"}"),
        json(
            """
            {"role":"assistant","content":null,"tool_calls":[{"id":"c","n":1.50,"function":{"name":"f","arguments":"{}"}}],
             "tokens":7,"model":"m","timestamp":"2026-01-01T00:00:00.123456Z"}\
            """));
    say(
        here(),
        "long",
        IntStream.range(0, 16)
            .mapToObj(i -> json("{\"role\":\"user\",\"content\":\"My hen is brown.\"}"))
            .toArray());
    here().done("trim_conversation", "id", "long");
    pass(Duration.ofMinutes(1));
  }

  private JsonNode history(RawCalls who, String id) {
    return who.done("conversation_history", "id", id, "limit", 1_000);
  }

  @Test
  void what_was_exported_imported_and_exported_again_is_the_same_to_the_byte() {
    fill();
    Exported first = export(memory, ALL);
    JsonNode header = json(first.lines().getFirst());
    assertThat(header.path("version").asInt()).isEqualTo(2);
    assertThat(List.of(1, 2, 14))
        .isEqualTo(
            List.of("raw_memories", "conversations", "messages").stream()
                .map(name -> header.path(name).asInt())
                .toList());
    assertThat(first.summary().messages()).isEqualTo(14);

    Path file = file(folder, first.text());
    assertThat(tryOut(other, file).beside().messages().created()).isEqualTo(14);
    assertThat(otherDatabase.count("conversations")).isZero();
    ImportSummary summary = bring(other, file);
    assertThat(summary.created()).isOne();
    assertThat(summary.beside())
        .isEqualTo(
            new ImportSummary.Beside(
                new Count(1, 1, 0, 0, 0), new Count(2, 2, 0, 0, 0), new Count(14, 14, 0, 0, 0)));
    assertThat(export(other, ALL).memories()).isEqualTo(first.memories());
    for (String id : List.of("talk / 7", "long")) {
      assertThat(history(there(), id)).isEqualTo(history(here(), id));
      assertThat(there().done("get_conversation", "id", id))
          .isEqualTo(here().done("get_conversation", "id", id));
    }
    say(there(), "long", json("{\"role\":\"user\",\"content\":\"And yours?\"}"));
    assertThat(there().done("get_conversation", "id", "long").path("total_message_count").asInt())
        .isEqualTo(17);
  }

  @Test
  void what_is_there_already_stays_as_it_is() {
    fill();
    Path file = file(folder, export(memory, ALL).text());
    bring(other, file);
    assertThat(bring(other, file).beside())
        .isEqualTo(
            new ImportSummary.Beside(
                new Count(1, 0, 1, 0, 0), new Count(2, 0, 2, 0, 0), new Count(14, 0, 14, 0, 0)));
    otherDatabase.run("delete from messages where seq > 10");
    assertThat(bring(other, file).beside().messages()).isEqualTo(new Count(14, 6, 8, 0, 0));
    say(there(), "long", json("{\"role\":\"user\",\"content\":\"And yours?\"}"));
    there()
        .update(
            there().done("search", "include", List.of("raw")).at("/hits/0/id").asText(),
            "context",
            "step 2");
    ImportSummary.Beside again = bring(other, file).beside();
    assertThat(again.rawMemories()).isEqualTo(new Count(1, 0, 0, 1, 0));
    assertThat(again.conversations()).isEqualTo(new Count(2, 0, 1, 1, 0));
    assertThat(again.messages()).isEqualTo(new Count(14, 0, 2, 12, 0));
  }

  @Test
  void it_comes_under_the_scope_that_it_is_brought_to() {
    fill();
    Exported export = export(memory, ALL);
    other.close();
    other =
        otherDatabase.open(
            s -> s.with(RateLimits.OFF).with(new Scope("desk")), TestMemory.model(), clock);
    bring(other, file(folder, export.text()));
    assertThat(there().done("list_conversations").path("conversations")).hasSize(2);
    assertThat(
            there()
                .done("search", "include", List.of("raw"))
                .at("/hits/0/filter_tags/scope")
                .asText())
        .isEqualTo("desk");
  }

  @Test
  void what_holds_a_secret_is_left_out() {
    fill();
    Exported export = export(memory, ALL);
    String secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    int raw =
        export.text().substring(0, export.text().indexOf("raw_memory\":\"")).split("\n", -1).length;
    String text = forged(export, raw, line -> line.replace("step 1:", "use " + secret + " "));
    ImportSummary.Beside beside = bring(other, file(folder, text)).beside();
    assertThat(beside.rawMemories()).isEqualTo(new Count(1, 0, 0, 0, 1));
    assertThat(beside.messages().created()).isEqualTo(14);
  }

  @Test
  void what_does_not_fit_together_is_refused_whole() {
    fill();
    Exported export = export(memory, ALL);
    int last = export.lines().size() - 1;
    for (String[] change :
        new String[][] {
          {"\"fingerprint\":\"", "\"fingerprint\":\"x", "fingerprint"},
          {"\"message_of\":\"", "\"message_of\":\"x", "names a conversation"},
          {"\"role\":\"", "\"role\":\"x", "role"},
          {"\"message_of\":\"[^\"]*\"", "\"raw_memory\":\"x\"", "raw_memory"},
          {"\"seq\":", "\"colour\":1,\"seq\":", "colour"}
        }) {
      String text = forged(export, last, line -> line.replaceFirst(change[0], change[1]));
      assertThatThrownBy(() -> bring(other, file(folder, text)))
          .isInstanceOf(MemoryException.class)
          .hasMessageContaining(change[2])
          .hasMessageContaining("Nothing was imported");
    }
    String fewer = forged(export, 1, line -> line.replace("\"messages\":14", "\"messages\":13"));
    assertThatThrownBy(() -> bring(other, file(folder, fewer)))
        .hasMessageContaining("than the first line announces");
    assertThat(otherDatabase.count("conversations")).isZero();
  }
}
