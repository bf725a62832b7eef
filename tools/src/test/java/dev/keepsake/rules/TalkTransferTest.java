package dev.keepsake.rules;

import static dev.keepsake.rules.Transfers.ALL;
import static dev.keepsake.rules.Transfers.bring;
import static dev.keepsake.rules.Transfers.export;
import static dev.keepsake.rules.Transfers.file;
import static dev.keepsake.rules.Transfers.forged;
import static dev.keepsake.rules.Transfers.sealed;
import static dev.keepsake.rules.Transfers.tryOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.TestMemory;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Scope;
import dev.keepsake.rules.Transfers.Exported;
import dev.keepsake.transfer.ImportSummary;
import dev.keepsake.transfer.ImportSummary.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    say(here(), "long", hens(16));
    here().done("trim_conversation", "id", "long");
    pass(Duration.ofMinutes(1));
  }

  private Object[] hens(int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> json("{\"role\":\"user\",\"content\":\"My hen %d is brown.\"}".formatted(i)))
        .toArray();
  }

  private JsonNode history(RawCalls who, String id) {
    return who.done("conversation_history", "id", id, "limit", 1_000);
  }

  private static JsonNode of(RawCalls who, String id) {
    return who.done("get_conversation", "id", id);
  }

  /// None rejected.
  private static Count count(long created, long alreadyThere, long differs) {
    return new Count(created + alreadyThere + differs, created, alreadyThere, differs, 0);
  }

  private static ImportSummary.Beside beside(Count raw, Count conversations, Count messages) {
    return new ImportSummary.Beside(raw, conversations, messages, 0);
  }

  @Test
  void what_was_exported_imported_and_exported_again_is_the_same_to_the_byte() {
    fill();
    memory.keepsake.jobs().run(JobKind.EPISODES);
    say(here(), "waits", hens(15));
    say(here(), "summarised", hens(15));
    database.run(
        "update episodes set state = 'summarised', text = 'Of hens.', kind = 'model', prompt_name = 'p', prompt_version = 2, prompt_sha256 = '%s' where conversation_id = 'summarised'"
            .formatted("0a".repeat(32)));
    pass(Duration.ofMinutes(1));
    Exported first = export(memory, ALL);
    JsonNode header = json(first.lines().getFirst());
    assertThat(header.path("version").asInt()).isEqualTo(2);
    assertThat(first.summary().messages())
        .isEqualTo(header.path("messages").asLong())
        .isEqualTo(44);

    Path file = file(folder, first.text());
    ImportSummary.Beside all = beside(count(1, 0, 0), count(4, 0, 0), count(44, 0, 0));
    assertThat(tryOut(other, file).beside()).isEqualTo(all);
    assertThat(otherDatabase.count("conversations")).isZero();
    ImportSummary summary = bring(other, file);
    assertThat(summary.created()).isEqualTo(2);
    assertThat(summary.beside()).isEqualTo(all);
    assertThat(export(other, ALL).memories()).isEqualTo(first.memories());
    for (String id : List.of("talk / 7", "long", "waits")) {
      assertThat(history(there(), id)).isEqualTo(history(here(), id));
      assertThat(of(there(), id)).isEqualTo(of(here(), id));
    }
    assertThat(of(there(), "long").at("/episode/memory_id").isTextual()).isTrue();
    pass(Duration.ofMillis(1)); // what is written in one moment is in order by parts of it
    assertThat(other.keepsake.jobs().run(JobKind.EPISODES)).isEqualTo(2);
    say(there(), "long", hens(1));
    assertThat(of(there(), "long").path("total_message_count").asInt()).isEqualTo(17);
    memory.as("nobody");
    assertThat(json(export(memory, ALL).lines().getFirst()).path("version").asInt()).isOne();
  }

  /// Of a history that is sent again only what is new is stored, there too.
  @Test
  void what_is_there_already_stays_as_it_is_and_what_is_missing_comes() {
    fill();
    Path file = file(folder, export(memory, ALL).text());
    bring(other, file);
    there().done("append_messages", "id", "long", "messages", List.of(hens(16)), "only_new", true);
    assertThat(of(there(), "long")).isEqualTo(of(here(), "long"));
    ImportSummary.Beside known = beside(count(0, 1, 0), count(0, 2, 0), count(0, 14, 0));
    assertThat(bring(other, file).beside()).isEqualTo(known);
    otherDatabase.run("delete from messages where seq > 10");
    assertThat(tryOut(other, file).beside().messages()).isEqualTo(count(6, 8, 0));
    assertThat(bring(other, file).beside().messages()).isEqualTo(count(6, 8, 0));
    assertThat(history(there(), "long")).isEqualTo(history(here(), "long"));

    say(there(), "long", hens(1));
    there()
        .update(
            there().done("search", "include", List.of("raw")).at("/hits/0/id").asText(),
            "context",
            "step 2");
    otherDatabase.run("delete from messages where seq = 9");
    assertThat(bring(other, file).beside())
        .isEqualTo(beside(count(0, 0, 1), count(0, 1, 1), count(1, 13, 0)));
    there().done("trim_conversation", "id", "long", "keep", 3);
    assertThat(bring(other, file).beside().messages()).isEqualTo(count(0, 4, 10));
    there().done("delete_conversation", "id", "talk / 7");
    say(there(), "talk / 7", hens(3));
    assertThat(bring(other, file).beside().messages()).isEqualTo(count(0, 2, 12));
    assertThat(history(there(), "talk / 7").path("messages")).hasSize(3);
  }

  @Test
  void it_comes_to_the_user_and_the_scope_that_it_is_brought_to() {
    fill();
    Exported export = export(memory, ALL);
    other.close();
    other =
        otherDatabase.open(
            s -> s.with(RateLimits.OFF).with(new Scope("desk")), TestMemory.model(), clock);
    other.as("bob");
    bring(other, file(folder, export.text()));
    RawCalls bob = RawCalls.of(other, "bob");
    assertThat(bob.done("list_conversations").path("conversations")).hasSize(2);
    assertThat(
            bob.done("search", "include", List.of("raw")).at("/hits/0/filter_tags/scope").asText())
        .isEqualTo("desk");
    assertThat(there().done("list_conversations").path("conversations")).isEmpty();
  }

  /// Where another scope of the user has its id, it gets another one; and where the store says the
  /// same already, it is that.
  @Test
  void a_conversation_names_the_memory_that_it_has_become_by_the_id_of_the_store() {
    fill();
    memory.keepsake.jobs().run(JobKind.EPISODES);
    String made = of(here(), "long").at("/episode/memory_id").asText();
    Path file = file(folder, export(memory, ALL).text());
    try (var desk =
        database.open(
            s -> s.with(RateLimits.OFF).with(new Scope("desk")), TestMemory.model(), clock)) {
      assertThat(bring(desk, file).renamed()).isEqualTo(2);
      String now = of(RawCalls.of(desk, "ada"), "long").at("/episode/memory_id").asText();
      assertThat(now).isNotEqualTo(made);
      assertThat(RawCalls.of(desk, "ada").done("get_memory", "id", now).path("content"))
          .isEqualTo(here().done("get_memory", "id", made).path("content"));
    }
    String says = other.saved(here().done("get_memory", "id", made).path("content").asText());
    bring(other, file);
    assertThat(of(there(), "long").at("/episode/memory_id").asText()).isEqualTo(says);
  }

  @Test
  void secrets_do_not_come_in() {
    fill();
    Exported export = export(memory, ALL);
    String secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    int raw = line(export, "raw_memory\":\"");
    String text = forged(export, raw, line -> line.replace("step 1:", "use " + secret + " "));
    ImportSummary.Beside beside = bring(other, file(folder, text)).beside();
    assertThat(beside.rawMemories()).isEqualTo(new Count(1, 0, 0, 0, 1));
    assertThat(beside.redacted()).isZero();

    int hen = line(export, "My hen 15 is");
    text = forged(export, hen, line -> line.replace("is brown.", "has " + secret));
    other.as("bob");
    beside = bring(other, file(folder, text)).beside();
    assertThat(beside.redacted()).isOne();
    assertThat(beside.messages()).isEqualTo(count(14, 0, 0));
    RawCalls bob = RawCalls.of(other, "bob");
    assertThat(history(bob, "long").toString())
        .contains("My hen 15 has [redacted: secret]")
        .doesNotContain(secret);
    Object again = json("{\"role\":\"user\",\"content\":\"My hen 15 has %s\"}".formatted(secret));
    assertThat(
            bob.done("append_messages", "id", "long", "messages", List.of(again), "only_new", true)
                .path("known")
                .asInt())
        .isOne();
  }

  private static int line(Exported export, String part) {
    return export.text().substring(0, export.text().indexOf(part)).split("\n", -1).length;
  }

  /// In several transactions: of many messages, and of long ones.
  @Test
  void a_long_conversation_comes_in_parts() {
    say(here(), "long", hens(600));
    String picture = "x".repeat(1 << 20);
    for (int i = 0; i < 5; i++) {
      say(here(), "large", json("{\"role\":\"user\",\"content\":\"%s\"}".formatted(picture)));
    }
    pass(Duration.ofDays(2));
    Exported export = export(memory, ALL);
    Path file = file(folder, export.text());
    assertThat(tryOut(other, file).beside())
        .isEqualTo(beside(count(0, 0, 0), count(2, 0, 0), count(605, 0, 0)));
    assertThat(bring(other, file).beside().messages()).isEqualTo(count(605, 0, 0));
    assertThat(export(other, ALL).memories()).isEqualTo(export.memories());
  }

  /// What was stored later than the clock now says is no fault of the file.
  @Test
  void a_clock_that_was_set_back_makes_no_file_that_nobody_can_read() {
    fill();
    clock.set(clock.instant().minus(Duration.ofMinutes(3)));
    assertThat(bring(other, file(folder, export(memory, ALL).text())).beside().messages().created())
        .isEqualTo(14);
  }

  @Test
  void what_does_not_fit_together_is_refused_whole() {
    fill();
    Exported export = export(memory, ALL);
    int last = export.lines().size() - 1;
    int first = line(export, "{\"conversation\"");
    int raw = line(export, "{\"raw_memory\"");
    refused(export, last, "\"message_of\":\"", "\"message_of\":\"x", "names another conversation");
    refused(export, last, "\"role\":\"", "\"role\":\"x", "`role` is none of");
    refused(export, last, "\"message_of\"", "\"thought_of\"", "is no memory, raw memory");
    refused(
        export, last, "\"message_of\":\"[^\"]*\"", "\"raw_memory\":\"x\"", "`raw_memory` is no id");
    refused(export, last, "\"seq\":", "\"colour\":1,\"seq\":", "`colour` is not known");
    refused(export, last, "\"seq\":", "\"seq\":99", "`seq` does not follow");
    refused(export, last, "\"seq\":[0-9]+", "\"seq\":\"2\"", "`seq` is no whole number");
    refused(export, last, "\"seq\":[0-9]+", "\"seq\":1", "`seq` does not follow");
    refused(export, last, "\"seq\":", "\"content\":7,\"seq\":", "`content` is no text");
    refused(export, last, "\"seq\":", "\"extra\":[],\"seq\":", "no JSON");
    refused(export, last, "\"extra\":\\{", "\"extra\":{\"role\":\"user\",", "field of its own");
    refused(export, last, "\"extra\":\\{.*\\}\\]\\}", "\"extra\":7", "`extra` is no object");
    refused(export, last, "\"created_at\":\"2026", "\"created_at\":\"2126", "after `exported_at`");
    refused(export, first, "\"message_count\":", "\"message_count\":9", "messages held");
    refused(
        export,
        first,
        "\"episode\":\\{",
        "\"episode\":{\"summary\":\"x\",",
        "`summary_kind` is missing");
    refused(export, first, "\"state\":\"due\"", "\"state\":\"over\"", "`state` is none of");
    refused(export, first, "\"summary\":\"", "\"summary\":\" \",\"x\":\"", "a summary says");
    refused(
        export,
        raw,
        "\"filter_tags\":\\{",
        "\"filter_tags\":{\"a\":\"" + "x".repeat(20_000) + "\",",
        "`filter_tags` an object of");
    refused(export, raw, "\"context\":\"[^\"]*", "\"context\":\" ", "`context` has not 1");
    refused(export, 1, "\"messages\":14", "\"messages\":13", "than the first line announces");
    refused(export, 1, "\"version\":2", "\"version\":1", "is not known");
    assertThat(otherDatabase.count("conversations")).isZero();
  }

  private void refused(Exported export, int line, String what, String by, String said) {
    nothingComes(forged(export, line, text -> text.replaceFirst(what, by)), said);
  }

  private void nothingComes(String text, String said) {
    assertThatThrownBy(() -> bring(other, file(folder, text)))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining(said)
        .hasMessageContaining("Nothing was imported");
  }

  @Test
  void lines_twice_and_lines_out_of_order_are_refused() {
    fill();
    Exported export = export(memory, ALL);
    for (String kind : List.of("raw_memory", "conversation", "message_of")) {
      var twice = new ArrayList<>(export.lines().subList(0, export.lines().size() - 1));
      int at = line(export, "{\"" + kind + "\"");
      twice.add(at, twice.get(at - 1));
      nothingComes(sealed(twice), kind.equals("message_of") ? "`seq`" : "`" + kind + "` was there");
    }
    var moved = new ArrayList<>(export.lines().subList(0, export.lines().size() - 1));
    moved.add(moved.remove(line(export, "{\"raw_memory\"") - 1));
    nothingComes(sealed(moved), "belong after it");
  }
}
