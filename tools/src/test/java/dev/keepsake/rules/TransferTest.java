package dev.keepsake.rules;

import static dev.keepsake.rules.Transfers.ACTIVE;
import static dev.keepsake.rules.Transfers.ALL;
import static dev.keepsake.rules.Transfers.WITHOUT_VECTORS;
import static dev.keepsake.rules.Transfers.bring;
import static dev.keepsake.rules.Transfers.export;
import static dev.keepsake.rules.Transfers.file;
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
import dev.keepsake.transfer.ImportSummary.NotImported;
import dev.keepsake.transfer.TransferWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memories are carried to another store and back, and nothing is lost or made up on the way.
class TransferTest extends RuleTest {
  private static final int MORE_THAN_A_BATCH = 300;

  private static Optional<Exported> many = Optional.empty();

  @TempDir private Path otherFolder;
  private TestDatabase otherDatabase;
  private TestMemory other;

  @BeforeEach
  void openTheOther() {
    otherDatabase = kind().make(otherFolder);
    other = openThird();
  }

  /// Another process on the other database.
  private TestMemory openThird() {
    return otherDatabase.open(s -> s.with(RateLimits.OFF), TestMemory.model(), clock);
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

  /// A bit of everything that a store may hold.
  private void fill() {
    String berlin = memory.saved("The user lives in Berlin", "source_message_id", "m-1");
    pass(Duration.ofNanos(1_234_567_000));
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    String oslo = memory.saved("The user lives in Oslo", "supersedes", lisbon, "importance", 0.05);
    String tea = memory.saved("The user likes tea", "confidence", 1);
    memory.in("talk-7");
    memory.saved("喜欢 🍵 \"quoted\" \\ back\tslash\nnew line \u2028 e\u0301 \u200d end");
    String gone = memory.saved("The user plays the cello");
    String canoe = memory.saved("The user owns a canoe");
    delete(canoe);
    String late = memory.saved("The user met Zoë in Łódź");
    database.run(
        "update memory_items set status = 'superseded', superseded_by = '"
            + oslo
            + "', superseded_at = updated_at where id = '"
            + gone
            + "'",
        "update memory_items set tags = '[\"drinks\",\"ß\"]', title = 'Tea', metadata ="
            + " '{\"n\":1.10,\"b\":{\"c\":[1e400]}}', source_id = 's', related_memories = '[\""
            + oslo
            + "\"]', project = 'p',"
            + " author = 'a', emotional_score = -0.25, access_count = 3, accessed_at = "
            + database.at(Instant.EPOCH.plusNanos(12_345_000))
            + ", expires_at = "
            + database.at(Instant.parse("2100-01-01T00:00:00.000001Z"))
            + " where id = '"
            + tea
            + "'",
        "delete from memory_embeddings where memory_id = '" + late + "'",
        "update memory_items set embedding_status = 'pending' where id = '" + late + "'");
  }

  /// An export of [#MORE_THAN_A_BATCH], made by the first test that asks.
  private Exported many() {
    if (many.isEmpty()) {
      reopen(settings -> settings, new WordEmbedder());
      for (int i = 0; i < MORE_THAN_A_BATCH; i++) {
        memory.saved("The locker number " + i + " is taken");
      }
      many = Optional.of(export(memory, ALL));
    }
    return many.get();
  }

  private static JsonNode line(Exported export, String word) {
    return json(export.memories().stream().filter(l -> l.contains(word)).findFirst().orElseThrow());
  }

  @Test
  void what_was_exported_imported_and_exported_again_is_the_same_to_the_byte() {
    fill();
    Exported first = export(memory, ALL);
    other.as("bob");
    ImportSummary summary = bring(other, file(folder, first.text()));
    assertThat(summary.created()).isEqualTo(8).isEqualTo(summary.memories());
    assertThat(summary.vectorsPending()).isOne();
    assertThat(export(other, ALL).memories()).isEqualTo(first.memories());
  }

  @Test
  void the_header_says_what_it_is_and_the_summary_what_was_done() {
    fill();
    Exported export = export(memory, ALL);
    JsonNode header = json(export.lines().getFirst());
    assertThat(header.get("format").asText()).isEqualTo("keepsake-memories");
    assertThat(header.get("version").asInt()).isEqualTo(1);
    assertThat(header.get("user").asText()).isEqualTo("ada");
    assertThat(header.get("memories").asInt()).isEqualTo(8);
    assertThat(header.get("by_status").toString())
        .isEqualTo("{\"active\":4,\"deleted\":1,\"superseded\":3}");
    assertThat(header.at("/embedding/dimension").asInt()).isEqualTo(384);
    assertThat(export.summary().vectors()).isEqualTo(7);
    assertThat(export.summary().sha256())
        .isEqualTo(json(export.lines().getLast()).get("sha256").asText());
    assertThat(export.summary().bytes())
        .isEqualTo(export.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
  }

  @Test
  void a_successor_stands_before_those_it_replaced() {
    fill();
    List<String> ids =
        export(memory, ALL).memories().stream().map(l -> json(l).get("id").asText()).toList();
    assertThat(export(memory, ALL).memories())
        .allSatisfy(l -> {
          JsonNode node = json(l);
          if (node.has("superseded_by")) {
            assertThat(ids.indexOf(node.get("superseded_by").asText()))
                .isBetween(0, ids.indexOf(node.get("id").asText()) - 1);
          }
        });
  }

  @Test
  void active_ones_alone_and_without_vectors() {
    fill();
    Exported export = export(memory, ACTIVE);
    assertThat(export.memories()).hasSize(4).allMatch(l -> l.contains("\"status\":\"active\""));
    assertThat(export(memory, WITHOUT_VECTORS).text())
        .doesNotContain("vectors\":[", "embedding_status");
    assertThat(bring(other, file(folder, export.text())).created()).isEqualTo(4);
  }

  @Test
  void an_unknown_user_has_an_export_without_memories_that_can_be_imported() {
    memory.as("nobody");
    Exported export = export(memory, ALL);
    assertThat(export.lines()).hasSize(2);
    assertThat(bring(other, file(folder, export.text())).memories()).isZero();
  }

  @Test
  void a_memory_saved_while_the_export_runs_is_not_in_it() {
    fill();
    var saved = new AtomicInteger();
    try (TestMemory another = openAnother()) {
      Exported export =
          export(
              memory,
              ALL,
              new TransferWatch() {
                @Override
                public void begins(Stage stage, long total) {
                  Racers.race(1, _ -> another.saved("The user has two cats"));
                  saved.incrementAndGet();
                }

                @Override
                public void reached(long done) {
                  // the first moment is enough
                }
              });
      assertThat(saved).hasValue(1);
      assertThat(export.memories()).hasSize(8).noneMatch(l -> l.contains("cats"));
    }
  }

  @Test
  void what_is_imported_is_found_by_meaning_in_other_processes_too() {
    fill();
    try (TestMemory third = openThird()) {
      assertThat(third.found("where is the user's home?")).isEmpty();
      bring(other, file(folder, export(memory, ALL).text()));
      assertThat(third.found("where is the user's home?").getFirst())
          .isEqualTo("The user lives in Oslo");
      assertThat(other.found("where is the user's home?").getFirst())
          .isEqualTo("The user lives in Oslo");
    }
  }

  @Test
  void vectors_that_did_not_go_along_are_made_later() {
    fill();
    ImportSummary summary = bring(other, file(folder, export(memory, WITHOUT_VECTORS).text()));
    assertThat(summary.vectorsPending()).isEqualTo(8);
    assertThat(other.keepsake.jobs().run(JobKind.EMBEDDINGS))
        .isEqualTo(7); // deleted ones need none
    Exported again = export(other, ALL);
    assertThat(line(again, "Oslo").get("vectors"))
        .isEqualTo(line(export(memory, ALL), "Oslo").get("vectors"));
    assertThat(export(other, WITHOUT_VECTORS).memories())
        .isEqualTo(export(memory, WITHOUT_VECTORS).memories());
  }

  @Test
  void every_imported_memory_has_its_event_and_the_chain_is_whole() {
    fill();
    bring(other, file(folder, export(memory, ALL).text()));
    var rows =
        otherDatabase.rows(
            "select operation, action, extraction_type, details from memory_write_events");
    assertThat(rows)
        .hasSize(8)
        .allSatisfy(row ->
            assertThat(row)
                .containsEntry("operation", "create")
                .containsEntry("action", "created")
                .containsEntry("extraction_type", "import"));
    assertThat(other.keepsake.history().check(other.caller()).whole()).isTrue();
  }

  @Test
  void an_import_uses_up_no_limit() {
    fill();
    Path file = file(folder, export(memory, ALL).text());
    try (TestMemory limited =
        otherDatabase.open(s -> s.with(new RateLimits(2, 2)), TestMemory.model(), clock)) {
      assertThat(bring(limited, file).created()).isEqualTo(8);
      limited.in("talk-7");
      assertThat(action(limited.save("The user has two cats"))).isEqualTo("created");
    }
  }

  /// The time of each is the one of its batch: the whole file may take minutes.
  @Test
  void an_event_tells_the_time_from_the_beginning_of_its_batch() {
    Path file = file(folder, many().text());
    TransferWatch slow =
        new TransferWatch() {
          @Override
          public void begins(Stage stage, long total) {
            // only what is stored takes time here
          }

          @Override
          public void reached(long done) {
            pass(Duration.ofSeconds(1));
          }
        };
    bring(other, file, slow);
    assertThat(
            otherDatabase.rows(
                "select processing_time_ms as took, count(*) as events"
                    + " from memory_write_events group by took order by took"))
        .extracting(row -> row.get("took") + " ms: " + row.get("events"))
        .containsExactly("50000 ms: 50", "249000 ms: 250");
  }

  @Test
  void a_second_import_finds_everything_there() {
    fill();
    Path file = file(folder, export(memory, ALL).text());
    bring(other, file);
    other.found("where is the user's home?");
    other.keepsake.jobs().run(JobKind.EMBEDDINGS);
    ImportSummary again = bring(other, file);
    assertThat(again.alreadyThere()).isEqualTo(8);
    assertThat(again.created() + again.differs() + again.duplicateSkipped()).isZero();
    assertThat(otherDatabase.count("memory_write_events")).isEqualTo(8);
    assertThat(bring(memory, file).alreadyThere()).isEqualTo(8);
  }

  @Test
  void what_changed_since_stays_and_is_told() {
    String tea = memory.saved("The user likes tea");
    Path file = file(folder, export(memory, ALL).text());
    pass(Duration.ofDays(1));
    memory.saved("The user likes coffee", "supersedes", tea);
    ImportSummary summary = bring(memory, file);
    assertThat(summary.differs()).isOne();
    NotImported told = summary.notImported().getFirst();
    assertThat(told.line()).isEqualTo(2);
    assertThat(told.action()).isEqualTo("differs");
    assertThat(told.id().toString()).isEqualTo(tea);
    assertThat(memory.found("what does the user drink?")).containsExactly("The user likes coffee");
  }

  @Test
  void older_versions_do_not_come_back_behind_a_memory_that_was_deleted() {
    String berlin = memory.saved("The user lives in Berlin");
    pass(Duration.ofDays(1));
    Instant then = clock.instant();
    String lisbon = memory.saved("The user lives in Lisbon", "supersedes", berlin);
    bring(other, file(folder, export(memory, ACTIVE).text()));
    other.done("delete_memory", "memory_ids", List.of(lisbon), "confirm", true);
    Path file = file(folder, export(memory, ALL).text());
    ImportSummary planned = tryOut(other, file);
    ImportSummary summary = bring(other, file);
    assertThat(summary.created()).isZero();
    assertThat(summary.notImported())
        .extracting(NotImported::action)
        .containsExactly("differs", "successor_skipped");
    assertThat(planned.notImported()).isEqualTo(summary.notImported());
    assertThat(other.found("where does the user live?", "as_of", then.toString())).isEmpty();
    assertThat(otherDatabase.count("memory_items")).isOne();
  }

  @Test
  void what_an_active_memory_says_is_skipped_with_those_it_replaced() {
    String coffee = memory.saved("The user likes coffee");
    memory.saved("The user likes tea", "supersedes", coffee);
    memory.saved("The user has two cats");
    String there = other.saved("the user likes TEA.");
    ImportSummary summary = bring(other, file(folder, export(memory, ALL).text()));
    assertThat(summary.created()).isOne();
    assertThat(summary.duplicateSkipped()).isOne();
    assertThat(summary.successorSkipped()).isOne();
    assertThat(summary.notImported())
        .extracting(NotImported::action)
        .containsExactly("duplicate_skipped", "successor_skipped");
    assertThat(summary.notImported().getFirst().existing().orElseThrow()).hasToString(there);
  }

  @Test
  void what_an_expired_memory_says_is_imported_and_that_one_expires_first() {
    memory.saved("The user likes tea");
    String there = other.saved("the user likes TEA.");
    otherDatabase.expire(there, Duration.ofMinutes(1));
    pass(Duration.ofMinutes(2));
    Path file = file(folder, export(memory, ALL).text());
    assertThat(tryOut(other, file).created()).isOne();
    assertThat(bring(other, file).created()).isOne();
    assertThat(other.found("tea")).containsExactly("The user likes tea");
    assertThat(
            otherDatabase.rows(
                "select memory_item_id from memory_write_events where operation = 'expire'"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("memory_item_id", there));
    assertThat(otherDatabase.count("memory_items where status = 'deleted'")).isOne();
    assertThat(bring(other, file).alreadyThere()).isOne();
    assertThat(other.keepsake.history().check(other.caller()).whole()).isTrue();
  }

  @Test
  void two_that_say_the_same_in_one_file_become_one() {
    fill();
    Exported export = export(memory, ACTIVE);
    String twin =
        line(export, "Oslo").toString().replaceFirst("\"id\":\"........", "\"id\":\"ffffffff");
    var lines = new java.util.ArrayList<>(export.lines().subList(0, 5));
    lines.set(
        0,
        lines
            .getFirst()
            .replace(
                "\"memories\":4,\"by_status\":{\"active\":4}",
                "\"memories\":5,\"by_status\":{\"active\":5}"));
    lines.add(twin);
    Path file = file(folder, Transfers.sealed(lines));
    assertThat(tryOut(other, file)).isEqualTo(tryOut(other, file));
    ImportSummary planned = tryOut(other, file);
    ImportSummary summary = bring(other, file);
    assertThat(summary.duplicateSkipped()).isOne().isEqualTo(planned.duplicateSkipped());
    assertThat(summary.created()).isEqualTo(4);
  }

  @Test
  void a_dry_run_says_what_an_import_then_does_and_changes_nothing() {
    fill();
    other.as("carol");
    Path file = file(folder, export(memory, ALL).text());
    ImportSummary planned = tryOut(other, file);
    assertThat(otherDatabase.count("memory_items")).isZero();
    assertThat(otherDatabase.count("users")).isZero();
    ImportSummary done = bring(other, file);
    assertThat(planned.dryRun()).isTrue();
    assertThat(planned.created()).isEqualTo(done.created());
    assertThat(planned.vectorsPending()).isEqualTo(done.vectorsPending());
    assertThat(tryOut(other, file).alreadyThere()).isEqualTo(8);
  }

  /// An id is unique for a user, not for a scope.
  @Test
  void another_scope_of_the_same_user_gets_copies_with_ids_of_their_own() {
    fill();
    Exported export = export(memory, ALL);
    Path file = file(folder, export.text());
    try (TestMemory work = openAnother(s -> s.with(new Scope("work")), TestMemory.model())) {
      ImportSummary summary = bring(work, file);
      assertThat(summary.created()).isEqualTo(8).isEqualTo(summary.renamed());
      assertThat(bring(work, file).alreadyThere()).isEqualTo(8);
      assertThat(bring(memory, file).alreadyThere()).isEqualTo(8);
      assertThat(work.found("where is the user's home?").getFirst())
          .isEqualTo("The user lives in Oslo");
      Exported copies = export(work, ALL);
      assertThat(copies.memories()).hasSize(8).doesNotContainAnyElementsOf(export.memories());
      assertThat(line(copies, "Berlin").get("superseded_by"))
          .isEqualTo(line(copies, "Lisbon").get("id"));
    }
  }

  @Test
  void two_imports_at_once_store_everything_once() {
    Exported export = many();
    Path file = file(folder, export.text());
    try (TestMemory third = openThird()) {
      List<ImportSummary> both = Racers.race(2, i -> bring(i == 0 ? other : third, file));
      assertThat(both).allMatch(s -> s.created() + s.alreadyThere() == MORE_THAN_A_BATCH);
      assertThat(both.stream().mapToLong(ImportSummary::created).sum())
          .isEqualTo(MORE_THAN_A_BATCH);
      assertThat(export(third, ALL).memories()).isEqualTo(export.memories());
      assertThat(third.keepsake.history().check(third.caller()).whole()).isTrue();
    }
  }

  @Test
  void others_write_while_an_import_runs() {
    Path file = file(folder, many().text());
    try (TestMemory third = openThird()) {
      Racers.race(
          5,
          i -> i == 0 ? bring(other, file).created() : third.saved("The user has " + i + " cats"));
      assertThat(otherDatabase.count("memory_items")).isEqualTo(MORE_THAN_A_BATCH + 4);
      assertThat(third.keepsake.history().check(third.caller()).whole()).isTrue();
    }
  }

  @Test
  void an_import_that_the_store_stopped_goes_on_where_it_was() {
    Exported export = many();
    Path file = file(folder, export.text());
    otherDatabase.failOnInsert("memory_items", 260);
    assertThatThrownBy(() -> bring(other, file))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining("stopped after 250 memories, which are stored")
        .hasMessageContaining("import the same file again");
    assertThat(otherDatabase.count("memory_items")).isEqualTo(250);
    assertThat(otherDatabase.count("memory_write_events")).isEqualTo(250);
    otherDatabase.failNoMore();
    ImportSummary rest = bring(other, file);
    assertThat(rest.alreadyThere()).isEqualTo(250);
    assertThat(rest.created()).isEqualTo(MORE_THAN_A_BATCH - 250);
    assertThat(export(other, ALL).memories()).isEqualTo(export.memories());
  }

  @Test
  void what_is_written_after_an_import_from_a_clock_ahead_comes_later_still() {
    fill();
    Path file = file(folder, export(memory, ALL).text());
    clock.set(clock.instant().minus(Duration.ofMinutes(4)));
    bring(other, file);
    String oslo = line(export(other, ALL), "Oslo").get("id").asText();
    other.saved("The user lives in Rome", "supersedes", oslo);
    JsonNode replaced = line(export(other, ALL), "Oslo");
    assertThat(replaced.get("superseded_at").asText())
        .isGreaterThan(replaced.get("recorded_at").asText());
  }
}
