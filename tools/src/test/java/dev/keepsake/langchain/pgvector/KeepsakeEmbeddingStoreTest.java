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
import java.util.List;
import java.util.Optional;
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
        "",
        "scope",
        "memory_type; drop table memory_items; --"
      })
  void a_key_that_is_no_column_of_the_view_is_refused(String key) {
    if (key.isEmpty()) {
      assertThatThrownBy(() -> metadataKey(key)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    assertThatThrownBy(() -> texts("ada", metadataKey(key).isEqualTo("fact")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory_type");
    assertThatThrownBy(
            () -> texts("ada", Filter.not(metadataKey(key).isNotIn("fact", "preference"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_value_that_would_be_sql_is_a_value() {
    assertThat(texts("ada", metadataKey("memory_type").isEqualTo("x' or '1'='1"))).isEmpty();
    assertThat(texts("ada", metadataKey("memory_type").isIn("x') or ('1'='1", "y"))).isEmpty();
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
