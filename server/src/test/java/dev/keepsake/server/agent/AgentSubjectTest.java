package dev.keepsake.server.agent;

import static dev.keepsake.server.agent.Bench.aCase;
import static dev.keepsake.server.agent.Bench.assistant;
import static dev.keepsake.server.agent.Bench.remembering;
import static dev.keepsake.server.agent.Bench.user;
import static dev.keepsake.server.agent.ScriptedEndpoint.calls;
import static dev.keepsake.server.agent.ScriptedEndpoint.fails;
import static dev.keepsake.server.agent.ScriptedEndpoint.lastResult;
import static dev.keepsake.server.agent.ScriptedEndpoint.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.Attempt;
import dev.keepsake.eval.observe.Observation.Fate;
import dev.keepsake.eval.observe.Observation.Forgotten;
import dev.keepsake.eval.observe.Observation.Written;
import dev.keepsake.eval.run.AgentSubject;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.llm.TokenCount;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.server.agent.ScriptedEndpoint.Call;
import dev.keepsake.server.agent.ScriptedEndpoint.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class AgentSubjectTest {
  static final String TEA =
      """
      {"content": "The user drinks tea.", "memory_type": "preference", "confidence": 0.95}\
      """;
  static final String LISBON =
      """
      {"content": "The user lives in Lisbon.", "memory_type": "fact", "confidence": 0.9}\
      """;

  private ScriptedEndpoint endpoint;
  private AgentSubject subject;

  @BeforeEach
  void open() throws IOException {
    endpoint = new ScriptedEndpoint();
    subject = Bench.agent(endpoint);
  }

  @AfterEach
  void close() {
    subject.close();
    endpoint.close();
  }

  private static List<String> roles(JsonNode request) {
    return request.path("messages").valueStream().map(m -> m.path("role").asText()).toList();
  }

  @Test
  void what_the_model_saves_is_read_back_from_the_store() {
    endpoint.then(calls("save_memory", TEA), says("I noted that."));

    Observation seen = subject.observe(aCase("c-1", user("I drink tea.")));

    assertThat(seen.error()).isEmpty();
    assertThat(seen.writes())
        .containsExactly(
            new Written("The user drinks tea.", MemoryType.PREFERENCE, 0.95, Fate.KEPT, List.of()));
    assertThat(seen.attempts()).extracting(Attempt::action).containsExactly("created");
    assertThat(seen.latency()).isPositive();
  }

  @Test
  void the_model_is_given_the_shipped_prompt_and_the_tools_of_the_server() {
    subject.observe(aCase("c-1", user("Hello.")));

    JsonNode request = endpoint.requests.getFirst();
    assertThat(endpoint.authorizations).containsExactly("Bearer " + Bench.KEY);
    assertThat(request.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(request.at("/messages/0/content").asText())
        .startsWith("You are a helpful assistant")
        .endsWith(Prompts.load(List.of("instructions")).require("instructions").text());
    assertThat(request.path("tools"))
        .extracting(tool -> tool.at("/function/name").asText())
        .containsExactly(
            "save_memory", "query_memory", "delete_memory", "confirm_memory", "summarize_episode");
    JsonNode content = request.at("/tools/0/function/parameters/properties/content");
    assertThat(content.path("maxLength").asInt()).isEqualTo(2_000);
    assertThat(content.path("description").asText()).startsWith("The statement, 1 to 2,000");
  }

  @Test
  void answers_to_calls_carry_their_ids_and_the_datasets_words_stand_for_the_models() {
    endpoint.then(
        calls(new Call("save_memory", TEA), new Call("save_memory", LISBON)),
        says("MY OWN WORDS"),
        says("MORE OF THEM"));

    Observation seen =
        subject.observe(
            aCase("c-1", user("I drink tea in Lisbon."), assistant("How nice."), user("Is it?")));

    assertThat(seen.writes()).hasSize(2);
    assertThat(endpoint.requests).hasSize(3);
    JsonNode last = endpoint.requests.getLast();
    assertThat(roles(last))
        .containsExactly("system", "user", "assistant", "tool", "tool", "assistant", "user");
    JsonNode messages = last.path("messages");
    assertThat(messages.at("/3/tool_call_id")).isEqualTo(messages.at("/2/tool_calls/0/id"));
    assertThat(messages.at("/4/tool_call_id")).isEqualTo(messages.at("/2/tool_calls/1/id"));
    assertThat(messages.at("/3/content").asText()).contains("\"action\":\"created\"");
    assertThat(messages.at("/5/content").asText()).isEqualTo("How nice.");
    assertThat(messages.toString()).doesNotContain("OWN WORDS");
  }

  @Test
  void messages_of_all_roles_stand_where_the_case_has_them() {
    subject.observe(
        aCase(
            "c-1",
            new Message(Role.SYSTEM, "You sell shoes.", Optional.empty()),
            user("Hello."),
            user("Anybody?"),
            new Message(Role.TOOL, "The shop is open.", Optional.empty()),
            assistant("We are open."),
            user(" "),
            user("Good.")));

    assertThat(endpoint.requests).hasSize(3);
    JsonNode last = endpoint.requests.getLast();
    assertThat(roles(last))
        .containsExactly(
            "system", "system", "user", "user", "assistant", "tool", "assistant", "user");
    assertThat(last.at("/messages/5/tool_call_id"))
        .isEqualTo(last.at("/messages/4/tool_calls/0/id"));
    assertThat(last.at("/messages/5/content").asText()).isEqualTo("The shop is open.");
  }

  @Test
  void a_model_that_calls_nonsense_is_told_by_the_server_and_goes_on() {
    endpoint.then(
        calls(new Call("save_memory", "{\"content\": "), new Call("save_everything", "{}")),
        calls("save_memory", TEA.replace("preference", "whim")),
        calls("../health/live", ""),
        calls("save_memory", TEA));

    Observation seen = subject.observe(aCase("c-1", user("I drink tea.")));

    assertThat(seen.error()).isEmpty();
    assertThat(seen.writes()).hasSize(1);
    assertThat(seen.attempts())
        .extracting(Attempt::action)
        .containsExactly("failed", "failed", "created");
    JsonNode messages = endpoint.requests.getLast().path("messages");
    assertThat(messages.at("/3/content").asText()).contains("The body is not JSON");
    assertThat(messages.at("/4/content").asText()).contains("unknown-tool");
    assertThat(messages.at("/6/content").asText()).contains("memory_type", "preference");
    assertThat(subject.usage().toolCalls()).isEqualTo(5);
    assertThat(subject.usage().invalidArguments()).isEqualTo(2);
    assertThat(subject.usage().unknownTools()).isEqualTo(2);
    assertThat(subject.usage().otherFailures()).isZero();
  }

  @Test
  void a_model_that_calls_tools_for_ever_is_stopped() {
    endpoint.forEver(calls("query_memory", "{}"));

    Observation seen = subject.observe(aCase("c-1", user("Hello."), user("Hello?")));

    assertThat(seen.error()).isEmpty();
    assertThat(seen.attempts()).isEmpty();
    assertThat(endpoint.requests).hasSize(16);
    assertThat(subject.usage().endlessTurns()).isEqualTo(2);
  }

  @Test
  void what_the_model_used_is_summed_over_the_cases() {
    endpoint.then(calls("save_memory", TEA), says("Noted."), says(""));

    subject.observe(aCase("c-1", user("I drink tea.")));
    subject.observe(aCase("c-2", user("Hello.")));

    assertThat(subject.usage().answers()).isEqualTo(3);
    assertThat(subject.usage().tokens()).isEqualTo(new TokenCount(30, 6));
    assertThat(subject.usage().toolCalls()).isEqualTo(1);
    assertThat(subject.usage().emptyAnswers()).isEqualTo(1);
  }

  @Test
  void a_model_that_fails_is_its_cases_error_and_the_next_case_goes_on() {
    endpoint.then(
        calls("save_memory", TEA),
        fails(400),
        _ -> new Reply(200, "<html>"),
        fails(500),
        fails(500));

    Observation refused = subject.observe(aCase("c-1", user("I drink tea.")));
    Observation nonsense = subject.observe(aCase("c-2", user("I drink tea.")));
    Observation down = subject.observe(aCase("c-3", user("I drink tea.")));
    Observation well = subject.observe(aCase("c-4", user("I drink tea.")));

    assertThat(refused.error().orElseThrow())
        .startsWith("model-failed: The model toy at http://127.0.0.1:")
        .contains("HTTP 400", "out of order");
    assertThat(refused.writes()).hasSize(1);
    assertThat(nonsense.error().orElseThrow()).startsWith("model-failed: ");
    assertThat(down.error().orElseThrow()).startsWith("model-unavailable: ").contains("HTTP 500");
    assertThat(well.error()).isEmpty();
  }

  @Test
  void an_overloaded_endpoint_is_asked_again() {
    endpoint.then(fails(429), calls("save_memory", TEA));

    assertThat(subject.observe(aCase("c-1", user("I drink tea."))).writes()).hasSize(1);
  }

  @Test
  void memories_of_before_are_corrected_and_deleted_by_their_ids() {
    endpoint.then(
        calls("query_memory", "{\"query\": \"Where does the user live?\"}"),
        supersedingTheFirst(),
        calls("query_memory", "{\"query\": \"allergy\"}"),
        deletingTheFirst());

    Observation seen = subject.observe(changes());

    assertThat(seen.error()).isEmpty();
    assertThat(seen.writes())
        .extracting(Written::superseded)
        .containsExactly(List.of("The user lives in Porto."));
    assertThat(seen.deletes())
        .containsExactly(new Forgotten("The user is allergic to nuts.", MemoryType.FACT));
  }

  static WriteCase changes() {
    return remembering(
        "changes",
        List.of("The user lives in Porto.", "The user is allergic to nuts."),
        user("I moved to Lisbon, and forget about that allergy."));
  }

  static ScriptedEndpoint.Turn supersedingTheFirst() {
    return request -> {
      String id = lastResult(request).at("/memories/0/id").asText();
      String arguments = LISBON.replace("}", ", \"supersedes\": \"" + id + "\"}");
      return calls("save_memory", arguments).apply(request);
    };
  }

  static ScriptedEndpoint.Turn deletingTheFirst() {
    return request -> {
      String id = lastResult(request).at("/memories/0/id").asText();
      String arguments = "{\"memory_ids\": [\"" + id + "\"], \"confirm\": true}";
      return calls("delete_memory", arguments).apply(request);
    };
  }

  @Test
  void a_user_whose_name_can_stand_in_no_header_is_that_user_all_the_same() {
    endpoint.then(calls("save_memory", TEA));
    WriteCase plain = aCase("c-1", user("I drink tea."));

    Observation seen =
        subject.observe(
            new WriteCase(
                plain.id(),
                plain.tags(),
                "Zoë",
                List.of(),
                plain.conversation(),
                List.of(),
                List.of(),
                List.of(),
                ""));

    assertThat(seen.writes()).hasSize(1);
  }

  @Test
  void parameters_tell_the_model_and_what_it_reads() {
    assertThat(subject.parameters())
        .containsEntry("extractor", "model")
        .containsEntry("model", "toy")
        .containsEntry("temperature", "0.0")
        .containsKeys(
            "prompt_instructions_sha256",
            "prompt_eval_agent_sha256",
            "prompt_save_memory_sha256",
            "prompt_delete_memory_sha256");
    assertThat(subject.parameters().toString()).doesNotContain(Bench.KEY);
    assertThat(subject.name()).isEqualTo("agent");
  }
}
