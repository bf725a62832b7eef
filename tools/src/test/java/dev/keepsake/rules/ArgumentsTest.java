package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.keepsake.rules.Arguments.Bad;
import dev.keepsake.rules.Arguments.Good;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Problem.FieldProblem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the tools take, and how they refuse the rest.
class ArgumentsTest extends RuleTest {
  static final List<Bad> BAD = Arguments.bad();
  static final List<Good> GOOD = Arguments.good();

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @ParameterizedTest
  @FieldSource("BAD")
  void a_wrong_argument_is_named_with_what_is_accepted_and_what_was_given(Bad bad) {
    var problem = refused(bad.tool(), bad.json());
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("invalid-input");
    assertThat(problem.action()).isEmpty();
    assertThat(problem.errors()).extracting(FieldProblem::field).containsExactly(bad.field());
    assertThat(problem.errors().getFirst().detail()).contains(bad.accepted(), bad.given());
    assertThat(problem.detail()).contains(bad.accepted()).hasSizeLessThan(400);
    assertThat(memories() + events()).isZero();
  }

  @ParameterizedTest
  @FieldSource("BAD")
  void what_the_reader_refuses_the_schema_refuses(Bad bad) {
    assertThat(judged(bad.tool(), bad.json())).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("GOOD")
  void what_the_schema_accepts_the_reader_accepts(Good good) {
    assertThat(judged(good.tool(), good.json())).isEmpty();
    ToolOutcome outcome = call(good.tool(), good.json());
    if (outcome instanceof ToolOutcome.Failed(var problem)) {
      assertThat(problem.status()).as(problem.detail()).isEqualTo(404);
    }
  }

  private List<Error> judged(String tool, String json) {
    return schema(spec(tool).inputSchema())
        .validate(
            json(json),
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static Schema schema(ObjectNode schema) {
    return SCHEMAS.getSchema(schema);
  }

  private ToolSpec spec(String tool) {
    return memory.keepsake.tools().catalog().specs().stream()
        .filter(spec -> spec.name().equals(tool))
        .findFirst()
        .orElseThrow();
  }

  /// Some clients send every argument and null for those that they mean to leave out.
  @Test
  void null_counts_as_left_out_although_the_schema_does_not_offer_it() {
    var saved = memory.save("The user likes tea", "supersedes", null, "importance", null);
    assertThat(action(saved)).isEqualTo("created");
    assertThat(memory.done("query_memory", "query", null, "limit", null).get("total_count"))
        .hasToString("1");
  }

  @Test
  void several_problems_are_all_told_at_once() {
    var problem =
        refused("save_memory", "{\"confidence\":2,\"importance\":\"x\",\"colour\":\"red\"}");
    assertThat(problem.errors())
        .extracting(FieldProblem::field)
        .containsExactlyInAnyOrder("colour", "content", "memory_type", "confidence", "importance");
    problem.errors().forEach(error -> assertThat(problem.detail()).contains(error.detail()));
    assertThat(memories() + events()).isZero();
  }

  @Test
  void what_is_wrong_with_two_arguments_together_is_told_of_one_of_them() {
    assertThat(refused("delete_memory", "{}").errors())
        .extracting(FieldProblem::field)
        .containsExactly("description");
    assertThat(refused("confirm_memory", "{\"accept\":false}").errors())
        .extracting(FieldProblem::field)
        .containsExactly("pending_id");
  }

  /// JSON Schema has no short words for these two; no database can give them back as they were.
  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\u0007", "\\u001b", "\\u0085", "\\ud800", "\\udc00\\ud83d"})
  void control_characters_and_lone_surrogates_are_refused_in_every_text(String escaped) {
    String text = "\"a" + escaped + "b\"";
    var inContent = refused("save_memory", "{\"content\":" + text + ",\"memory_type\":\"fact\"}");
    assertThat(inContent.errors()).extracting(FieldProblem::field).containsExactly("content");
    assertThat(inContent.detail()).contains("U+");
    String rest = "\"content\":\"Tea\",\"memory_type\":\"fact\",";
    for (String field : List.of("source_message_id", "idempotency_key")) {
      var problem = refused("save_memory", "{" + rest + "\"" + field + "\":" + text + "}");
      assertThat(problem.errors()).extracting(FieldProblem::field).containsExactly(field);
    }
    assertThat(refused("query_memory", "{\"query\":" + text + "}").status()).isEqualTo(400);
    assertThat(refused("query_memory", "{\"tags\":[" + text + "]}").status()).isEqualTo(400);
    for (String field : List.of("description", "reason")) {
      assertThat(refused("delete_memory", "{\"" + field + "\":" + text + "}").status())
          .isEqualTo(400);
    }
    assertThat(memories() + events()).isZero();
  }

  /// A lone surrogate in a message cannot be sent, and the caller would learn nothing.
  @Test
  void what_was_given_is_shown_back_in_characters_that_every_encoding_has() {
    var problem =
        refused(
            "save_memory", "{\"content\":\"Tea\",\"memory_type\":\"\\ud800\",\"\\u001b[31m\":1}");
    assertThat(problem.errors()).hasSize(2);
    String detail = problem.detail();
    assertThat(new String(detail.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(detail);
    assertThat(detail.codePoints()).noneMatch(Character::isISOControl);
  }

  @Test
  void a_long_wrong_value_is_cut_between_characters() {
    var problem =
        refused(
            "save_memory",
            "{\"content\":\"Tea\",\"memory_type\":\"x" + Arguments.emoji(200) + "\"}");
    assertThat(problem.detail()).contains("…").hasSizeLessThan(400);
    assertThat(problem.detail().codePoints())
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Test
  void numbers_that_are_none_are_refused_from_a_library_too() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ObjectNode arguments = WireJson.MAPPER.createObjectNode();
      arguments.put("content", "Tea").put("memory_type", "fact");
      arguments.set("confidence", DoubleNode.valueOf(number));
      var outcome =
          memory.keepsake.tools().call(memory.caller(), new ToolCall("save_memory", arguments));
      assertThat(outcome).isInstanceOf(ToolOutcome.Failed.class);
    }
    assertThat(memories() + events()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"description\":\"a\",\"memory_ids\":[\"" + ID + "\"]}"})
  void delete_memory_needs_either_a_description_or_ids(String json) {
    var problem = refused("delete_memory", json);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("`description`", "`memory_ids`");
  }

  private static final String ID = "0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e";

  @Test
  void query_memory_refuses_arguments_that_do_not_go_together() {
    assertThat(refused("query_memory", "{\"query\":\"a\",\"cursor\":\"b\"}").detail())
        .contains("`cursor`", "`query`");
    assertThat(refused("query_memory", "{\"min_score\":0.5}").detail())
        .contains("`min_score`", "`query`");
    String moment = "2026-03-01T12:00:00Z";
    assertThat(
            refused("query_memory", "{\"since\":\"" + moment + "\",\"until\":\"" + moment + "\"}")
                .detail())
        .contains("`since`", "`until`", moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "!!!", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OSBh", "IA"})
  void a_cursor_that_is_none_is_refused(String cursor) {
    memory.saved("The user likes tea");
    var problem = refused("query_memory", "{\"cursor\":\"" + cursor + "\"}");
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("`cursor`");
  }

  @Test
  void an_unknown_tool_is_told_with_those_that_there_are() {
    var problem = refused("forget_everything", "{}");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.detail())
        .contains("forget_everything", "save_memory", "query_memory", "delete_memory");
  }

  @Test
  void a_call_without_a_user_says_so_and_writes_nothing() {
    var nobody =
        memory.keepsake.caller(Optional.empty(), Optional.empty(), "test-call", Entry.AGENT);
    for (Good good : GOOD) {
      var outcome =
          memory.keepsake.tools().call(nobody, new ToolCall(good.tool(), json(good.json())));
      assertThat(outcome).isInstanceOf(ToolOutcome.Failed.class);
      if (outcome instanceof ToolOutcome.Failed(var problem)) {
        assertThat(problem.code()).isEqualTo("user-required");
        assertThat(problem.detail()).contains("KEEPSAKE_USER", "X-User-Id");
      }
    }
    assertThat(memories() + events() + database.count("users")).isZero();
  }

  @Test
  void every_answer_is_as_its_schema_says() {
    String old = memory.saved("The user lives in Berlin");
    memory.saved("The user likes green tea");
    pass(java.time.Duration.ofHours(1));
    List<ObjectNode> saves =
        List.of(
            memory.save("The user lives in Lisbon", "supersedes", old),
            memory.save("The user likes green tea"),
            memory.save("The user does not like green tea"),
            memory.save("The user may like jazz", "confidence", 0.6, "idempotency_key", "k"),
            memory.save("The user may like jazz", "confidence", 0.6, "idempotency_key", "k"),
            memory.save("The user may like rock", "confidence", 0.1));
    saves.forEach(answer -> assertFits("save_memory", answer));
    assertFits("query_memory", memory.done("query_memory", "limit", 1));
    assertFits("query_memory", memory.done("query_memory", "query", "tea"));
    assertFits("delete_memory", memory.done("delete_memory", "description", "green tea"));
    assertFits("delete_memory", delete(id(saves.getFirst())));
    assertFits("delete_memory", memory.done("delete_memory", "description", "qqqq"));
  }

  private void assertFits(String tool, ObjectNode answer) {
    assertThat(schema(spec(tool).outputSchema()).validate(answer)).as(answer.toString()).isEmpty();
  }
}
