package dev.keepsake.langchain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.TestMemory;
import dev.keepsake.example.MemoryAgent;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.UserName;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An agent of LangChain4j over the real store; the model alone is scripted.
class KeepsakeToolProviderTest {
  private static final String CELLO =
      """
      {"content": "The user plays the cello.", "memory_type": "fact", "confidence": 0.9}\
      """;
  private static final String INSTRUMENT =
      """
      {"query": "Which instrument does the user play?"}\
      """;

  @TempDir private Path folder;
  private final ScriptedChatModel model = new ScriptedChatModel();
  private final List<Caller> callers = new ArrayList<>();
  private TestMemory memory;

  interface Alone {
    String chat(@UserMessage String message);
  }

  interface Assistant {
    String chat(
        @MemoryId String conversation,
        @UserMessage String message,
        InvocationParameters parameters);
  }

  @BeforeEach
  void open() {
    memory = TestMemory.open(folder);
  }

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void an_agent_finds_in_one_conversation_what_it_saved_in_another() {
    model.asks("save_memory", CELLO).says("I will remember.");
    var agent = MemoryAgent.of(memory.keepsake, model);
    assertThat(agent.chat("ada", "I play the cello.")).isEqualTo("I will remember.");
    assertThat(json(model.lastToolResult()).path("action").asText()).isEqualTo("created");

    model.asks("query_memory", INSTRUMENT).says("The cello.");
    var later = MemoryAgent.of(memory.keepsake, model);
    assertThat(later.chat("ada", "Which instrument do I play?")).isEqualTo("The cello.");
    assertThat(json(model.lastToolResult()).at("/memories/0/content").asText())
        .isEqualTo("The user plays the cello.");
    assertThat(memory.found("cello")).containsExactly("The user plays the cello.");
  }

  @Test
  void the_model_is_told_of_every_tool() {
    model.says("Hello.");
    MemoryAgent.of(memory.keepsake, model).chat("ada", "Hello!");
    assertThat(model.requests.getFirst().toolSpecifications())
        .extracting(ToolSpecification::name)
        .containsExactlyInAnyOrderElementsOf(specs().stream().map(ToolSpec::name).toList());
  }

  @Test
  void what_one_user_saves_another_does_not_find() {
    model.asks("save_memory", CELLO).says("I will remember.");
    model.asks("query_memory", INSTRUMENT).says("I don't know.");
    var agent = MemoryAgent.of(memory.keepsake, model);
    agent.chat("ada", "I play the cello.");
    agent.chat("bob", "Which instrument do I play?");
    assertThat(json(model.lastToolResult()).path("memories")).isEmpty();
  }

  @Test
  void a_wrong_argument_comes_back_as_a_problem_that_the_model_can_mend() {
    model.asks("save_memory", CELLO.replace("fact", "opinion"));
    model.asks("save_memory", CELLO).says("I will remember.");
    MemoryAgent.of(memory.keepsake, model).chat("ada", "I play the cello.");
    JsonNode problem = json(model.toolResults().getFirst().text());
    assertThat(model.toolResults().getFirst().isError()).isTrue();
    assertThat(problem.path("code").asText()).isEqualTo("invalid-input");
    assertThat(problem.at("/errors/0/field").asText()).isEqualTo("memory_type");
    assertThat(problem.path("detail").asText()).contains("fact, preference", "opinion");
    assertThat(json(model.lastToolResult()).path("action").asText()).isEqualTo("created");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"query\": ", "cello", "{} {}", "{\"limit\": 1, \"limit\": 2}"})
  void arguments_that_are_not_json_come_back_as_a_problem(String arguments) {
    model.asks("query_memory", arguments).says("Sorry.");
    MemoryAgent.of(memory.keepsake, model).chat("ada", "What do you know?");
    assertThat(json(model.lastToolResult()).path("detail").asText())
        .contains("The arguments of query_memory are not JSON");
  }

  @Test
  void arguments_that_are_no_object_come_back_as_a_problem() {
    model.asks("query_memory", "[1]").says("Sorry.");
    MemoryAgent.of(memory.keepsake, model).chat("ada", "What do you know?");
    assertThat(json(model.lastToolResult()).path("detail").asText()).contains("a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{}"})
  void no_arguments_are_none(String arguments) {
    model.asks("query_memory", arguments).says("Nothing.");
    MemoryAgent.of(memory.keepsake, model).chat("ada", "What do you know?");
    assertThat(json(model.lastToolResult()).path("total_count").asInt(-1)).isZero();
  }

  /// Every user of such a service would otherwise share one memory.
  @Test
  void without_a_memory_id_there_is_no_user() {
    model.asks("save_memory", CELLO).says("Sorry.");
    var agent =
        AiServices.builder(Alone.class)
            .chatModel(model)
            .toolProvider(
                KeepsakeToolProvider.memoryIdIsUser(
                    memory.keepsake.tools(), memory.keepsake::caller))
            .build();
    agent.chat("I play the cello.");
    JsonNode problem = json(model.lastToolResult());
    assertThat(problem.path("code").asText()).isEqualTo("user-required");
    assertThat(problem.path("detail").asText()).contains("@MemoryId");
  }

  @Test
  void a_user_named_for_one_request_has_the_memory_id_as_conversation() {
    model.asks("save_memory", CELLO).says("I will remember.");
    conversing().chat("c-1", "I play the cello.", InvocationParameters.from("user_id", "ada"));
    assertThat(callers).hasSize(1);
    assertThat(callers.getFirst().user()).contains(new UserName("ada"));
    assertThat(callers.getFirst().conversation()).contains(new ConversationId("c-1"));
    assertThat(callers.getFirst().entry()).isEqualTo(Entry.AGENT);
    assertThat(memory.found("cello")).hasSize(1);
  }

  @Test
  void a_request_that_names_no_user_where_one_must_writes_nothing() {
    model.asks("save_memory", CELLO).says("Sorry.");
    conversing().chat("c-1", "I play the cello.", new InvocationParameters());
    assertThat(json(model.lastToolResult()).path("detail").asText()).contains("user_id");
    assertThat(callers).isEmpty();
  }

  @Test
  void a_user_whose_name_is_no_name_is_a_problem() {
    model.asks("save_memory", CELLO).says("Sorry.");
    conversing()
        .chat("c-1", "I play the cello.", InvocationParameters.from("user_id", "x".repeat(256)));
    assertThat(json(model.lastToolResult()).path("code").asText()).isEqualTo("invalid-input");
  }

  @Test
  void the_application_may_decide_by_itself_who_calls() {
    model.asks("save_memory", CELLO).says("I will remember.");
    AiServices.builder(Alone.class)
        .chatModel(model)
        .toolProvider(
            new KeepsakeToolProvider(memory.keepsake.tools(), _ -> memory.callerOf("ada")))
        .build()
        .chat("I play the cello.");
    assertThat(memory.found("cello")).hasSize(1);
  }

  @Test
  void an_executor_called_without_a_context_has_the_memory_id() {
    var provider =
        KeepsakeToolProvider.memoryIdIsUser(memory.keepsake.tools(), memory.keepsake::caller);
    var request = ToolExecutionRequest.builder().name("save_memory").arguments(CELLO).build();
    String answer =
        provider.provideTools(null).toolExecutorByName("save_memory").execute(request, "ada");
    assertThat(json(answer).path("action").asText()).isEqualTo("created");
  }

  @Test
  void parameters_keep_names_types_words_and_what_is_required() {
    var provider =
        KeepsakeToolProvider.memoryIdIsUser(memory.keepsake.tools(), memory.keepsake::caller);
    var provided = provider.provideTools(null);
    for (ToolSpec spec : specs()) {
      var parameters = provided.toolSpecificationByName(spec.name()).parameters();
      JsonNode made = WireJson.MAPPER.valueToTree(JsonSchemaElementUtils.toMap(parameters));
      JsonNode original = spec.inputSchema();
      assertThat(made.path("required")).containsExactlyElementsOf(original.path("required"));
      assertThat(parameters.additionalProperties()).isFalse();
      assertThat(made.path("properties").size()).isEqualTo(original.path("properties").size());
      original
          .path("properties")
          .properties()
          .forEach(p -> assertSame(p.getValue(), made.path("properties").path(p.getKey())));
    }
  }

  private static void assertSame(JsonNode original, JsonNode made) {
    assertThat(made.path("type")).isEqualTo(original.path("type"));
    assertThat(made.path("enum")).isEqualTo(original.path("enum"));
    assertThat(made.path("items").path("type")).isEqualTo(original.path("items").path("type"));
    assertThat(made.path("description").asText()).startsWith(original.path("description").asText());
  }

  /// LangChain4j has no place for them, and a model that does not know them has to guess.
  @Test
  void bounds_and_defaults_stand_behind_the_description() {
    var provider =
        KeepsakeToolProvider.memoryIdIsUser(memory.keepsake.tools(), memory.keepsake::caller);
    var parameters =
        provider.provideTools(null).toolSpecificationByName("save_memory").parameters();
    assertThat(parameters.properties().get("confidence").description())
        .endsWith("{\"minimum\":0.0,\"maximum\":1.0,\"default\":0.8}");
  }

  private Assistant conversing() {
    CallerSource recording =
        (user, conversation, correlationId, entry) -> {
          callers.add(memory.keepsake.caller(user, conversation, correlationId, entry));
          return callers.getLast();
        };
    return AiServices.builder(Assistant.class)
        .chatModel(model)
        .chatMemoryProvider(_ -> MessageWindowChatMemory.withMaxMessages(20))
        .toolProvider(
            KeepsakeToolProvider.memoryIdIsConversation(memory.keepsake.tools(), recording))
        .build();
  }

  private List<ToolSpec> specs() {
    return memory.keepsake.tools().catalog().specs();
  }

  private static JsonNode json(String text) {
    try {
      return WireJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
