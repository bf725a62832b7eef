package dev.keepsake.langchain.pgvector;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.langchain.KeepsakeContentRetriever;
import dev.keepsake.langchain.KeepsakeEmbeddingModel;
import dev.keepsake.langchain.ScriptedChatModel;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.postgres.LocalPostgres;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.Filter;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LangChain4j's class for pgvector over the memories of one user, with filters that would show
/// others' rows if anything but the database kept users apart.
class KeepsakeEmbeddingStoreTest {
  @TempDir private static Path folder;
  private static LocalPostgres postgres;
  private static Keepsake keepsake;

  @BeforeAll
  static void open() throws Exception {
    postgres = LocalPostgres.migrated();
    var settings =
        KeepsakeSettings.defaults(folder)
            .with(RateLimits.OFF)
            .with(new PostgresSettings(PostgresUrl.parse(postgres.applicationUrl()), 0, 4));
    keepsake =
        Keepsake.open(
            settings,
            new KeepsakeParts(TestMemory.model(), TestMemory.IDS, new SettableClock()),
            Observers.none());
    save("ada", "The user plays the cello.", "fact");
    save("ada", "The user prefers tea over coffee.", "preference");
    save("eve", "Eve plays the violin.", "fact");
    save("eve", "Eve prefers coffee over tea.", "preference");
  }

  @AfterAll
  static void close() throws Exception {
    if (keepsake != null) {
      keepsake.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  private static Caller caller(String user) {
    return keepsake.caller(Optional.of(new UserName(user)), Optional.empty(), "c", Entry.AGENT);
  }

  private static void save(String user, String content, String type) {
    var arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("content", content)
            .put("memory_type", type)
            .put("confidence", 0.9);
    var outcome = keepsake.tools().call(caller(user), new ToolCall("save_memory", arguments));
    assertThat(outcome).isInstanceOf(ToolOutcome.Done.class);
  }

  private static EmbeddingSearchRequest request(String query, Filter filter) {
    return EmbeddingSearchRequest.builder()
        .queryEmbedding(new KeepsakeEmbeddingModel(keepsake::vectorOf).embed(query).content())
        .maxResults(50)
        .filter(filter)
        .build();
  }

  private static List<String> texts(String user, Filter filter) {
    return new KeepsakeEmbeddingStore(keepsake.vectors(), caller(user))
        .search(request("Which instrument does the user play?", filter)).matches().stream()
            .map(match -> match.embedded().text())
            .toList();
  }

  @Test
  void a_user_finds_its_own_memories_the_nearest_first() {
    assertThat(texts("ada", null))
        .containsExactly("The user plays the cello.", "The user prefers tea over coffee.");
    assertThat(texts("eve", null)).hasSize(2).allMatch(text -> text.startsWith("Eve"));
    assertThat(texts("somebody new", null)).isEmpty();
  }

  @Test
  void what_is_found_carries_what_is_known_of_it() {
    var store = new KeepsakeEmbeddingStore(keepsake.vectors(), caller("ada"));
    var match = store.search(request("cello", metadataKey("memory_type").isEqualTo("fact")));
    assertThat(match.matches()).hasSize(1);
    TextSegment segment = match.matches().getFirst().embedded();
    assertThat(segment.metadata().getString("memory_type")).isEqualTo("fact");
    assertThat(segment.metadata().getDouble("confidence")).isEqualTo(0.9);
  }

  @Test
  void negations_show_nobody_elses_rows() {
    Filter isFact = metadataKey("memory_type").isEqualTo("fact");
    for (Filter filter :
        List.of(
            metadataKey("memory_type").isNotEqualTo("preference"),
            metadataKey("memory_type").isNotIn("preference"),
            isFact.and(metadataKey("source").isNotEqualTo("file")),
            isFact.and(metadataKey("source").isNotIn("file")),
            Filter.not(metadataKey("memory_type").isNotEqualTo("fact")),
            isFact.or(metadataKey("source").isNotEqualTo("chat")))) {
      assertThat(texts("ada", filter))
          .as(filter.toString())
          .containsExactly("The user plays the cello.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1=1 or memory_type",
        "user_id",
        "text",
        "memory_type) or (1",
        "scope",
        "memory_type; drop table memory_items; --"
      })
  void a_key_that_is_no_column_of_the_view_is_refused(String key) {
    assertThatThrownBy(() -> texts("ada", metadataKey(key).isEqualTo("fact")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory_type");
    assertThatThrownBy(
            () -> texts("ada", Filter.not(metadataKey(key).isNotIn("fact", "preference"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Values are the library's business: this guards an upgrade of it.
  @Test
  void a_value_that_would_be_sql_is_a_value() {
    assertThat(texts("ada", metadataKey("memory_type").isEqualTo("x' or '1'='1"))).isEmpty();
    assertThat(texts("ada", metadataKey("memory_type").isIn("x') or ('1'='1", "y"))).isEmpty();
  }

  /// The model reads it in several parts, each of which has a vector.
  @Test
  void a_memory_of_several_parts_is_found_once_and_takes_no_others_place() throws Exception {
    String goes = "We go to it as it is. ";
    save("joan", "The user says: " + goes.repeat(80).strip(), "fact");
    postgres.execute("do $$ begin assert (select max(chunk) from memory_embeddings) > 0; end $$");
    save("joan", "The user collects stamps.", "fact");
    var request =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(new KeepsakeEmbeddingModel(keepsake::vectorOf).embed(goes).content())
            .maxResults(2)
            .build();

    var found = new KeepsakeEmbeddingStore(keepsake.vectors(), caller("joan")).search(request);

    assertThat(found.matches()).extracting(match -> match.embeddingId()).doesNotHaveDuplicates();
    assertThat(found.matches().getFirst().embedded().text()).startsWith("The user says");
    assertThat(found.matches().getLast().embedded().text()).isEqualTo("The user collects stamps.");
  }

  @Test
  void what_the_database_refuses_is_told_as_the_tools_tell_it() throws Exception {
    String rights = "select on memory_vectors_1 %s " + LocalPostgres.APPLICATION;
    postgres.execute("revoke " + rights.formatted("from"));
    try {
      assertThatThrownBy(() -> texts("ada", null))
          .asInstanceOf(InstanceOfAssertFactories.type(MemoryException.class))
          .returns(ErrorCode.STORE_UNAVAILABLE, MemoryException::code)
          .extracting(MemoryException::getMessage, InstanceOfAssertFactories.STRING)
          .contains("lacks a right");
    } finally {
      postgres.execute("grant " + rights.formatted("to"));
    }
  }

  /// The search is held up after it has asked which space is searched, until another one is.
  @Test
  void a_search_that_another_model_overtakes_finds_the_vectors_of_that() throws Exception {
    save("grace", "The user keeps bees.", "fact");
    try (var switching = DriverManager.getConnection(postgres.jdbcUrl());
        var statement = switching.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("select enter_embedding_space('another', 384, 'onnx', now())");
      statement.execute("grant select on memory_vectors_2 to " + LocalPostgres.APPLICATION);
      switching.setAutoCommit(false);
      statement.execute("lock table users in access exclusive mode");
      var search = threads.submit(() -> texts("grace", null));
      awaitWaiting();
      statement.execute("update embedding_spaces set state = 'retired' where id = 1");
      statement.execute("update embedding_spaces set state = 'active' where id = 2");
      statement.execute("update memory_embeddings set space = 2");
      switching.commit();

      assertThat(search.get()).containsExactly("The user keeps bees.");
    } finally {
      postgres.execute(
          "update embedding_spaces set state = 'retired' where id = 2",
          "update embedding_spaces set state = 'active' where id = 1",
          "update memory_embeddings set space = 1");
    }
  }

  /// Until somebody waits for a lock on the users.
  private static void awaitWaiting() throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl());
        var statement = connection.createStatement()) {
      boolean waits = false;
      while (!waits) {
        try (var row =
            statement.executeQuery(
                "select exists (select 1 from pg_locks where relation = 'users'::regclass and not"
                    + " granted)")) {
          row.next();
          waits = row.getBoolean(1);
        }
      }
    }
  }

  @Test
  void it_is_to_read_only() {
    var store = new KeepsakeEmbeddingStore(keepsake.vectors(), caller("ada"));
    assertThatThrownBy(() -> store.removeAll())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("save_memory");
    assertThatThrownBy(() -> store.removeAll(metadataKey("source").isNotEqualTo("x")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> store.remove("01a20000-0000-7000-8000-000000000001"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_vector_of_another_length_is_refused_with_both() {
    var store = new KeepsakeEmbeddingStore(keepsake.vectors(), caller("ada"));
    var wrong =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(dev.langchain4j.data.embedding.Embedding.from(new float[] {1, 0}))
            .maxResults(3)
            .build();
    assertThatThrownBy(() -> store.search(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 dimensions")
        .hasMessageContaining("384");
  }

  interface Assistant {
    String chat(@MemoryId String user, @dev.langchain4j.service.UserMessage String message);
  }

  @Test
  void an_ai_service_answers_from_what_is_remembered() {
    for (ContentRetriever retriever :
        List.of(
            EmbeddingStoreContentRetriever.builder()
                .embeddingStore(new KeepsakeEmbeddingStore(keepsake.vectors(), caller("ada")))
                .embeddingModel(new KeepsakeEmbeddingModel(keepsake::vectorOf))
                .maxResults(1)
                .build(),
            KeepsakeContentRetriever.memoryIdIsUser(keepsake.tools(), keepsake::caller, 1))) {
      var model = new ScriptedChatModel().says("You play the cello.");
      Assistant assistant =
          AiServices.builder(Assistant.class)
              .chatModel(model)
              .chatMemoryProvider(
                  _ -> dev.langchain4j.memory.chat.MessageWindowChatMemory.withMaxMessages(10))
              .contentRetriever(retriever)
              .build();
      assertThat(assistant.chat("ada", "Which instrument do I play?"))
          .isEqualTo("You play the cello.");
      var asked = (UserMessage) model.requests.getFirst().messages().getLast();
      assertThat(asked.singleText())
          .contains("The user plays the cello.")
          .doesNotContain("violin", "tea");
    }
  }
}
