package dev.keepsake.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts what waits for a confirmation before the user, where the client can, and goes on with the
/// answer. Whatever tool said so: its work is done and nothing is held while the user thinks.
/// Without an answer the tool's own stands.
final class Confirmation {
  private static final Logger LOG = LoggerFactory.getLogger(Confirmation.class);
  private static final String TOOL = "confirm_memory";

  private final ToolDispatcher tools;
  private final String question;
  private final Map<String, Object> form;
  private final boolean offered;

  Confirmation(ToolDispatcher tools, Prompt question) {
    this.tools = tools;
    this.question = question.text();
    this.form = form(question);
    this.offered = tools.catalog().specs().stream().map(ToolSpec::name).anyMatch(TOOL::equals);
  }

  /// What the user is to judge.
  private record Pending(String id, String statement) {}

  ToolOutcome settle(Asked asked, Progress progress, Caller caller, ToolOutcome outcome) {
    if (!offered
        || !(outcome instanceof ToolOutcome.Done(var output, var _))
        || !output.path("action").asText().equals("confirm_needed")
        || output.path("replayed").asBoolean() // this was put before the user already
        || !output.path("pending_id").isTextual()
        || !output.path("content").isTextual()
        || !takesForms(asked.exchange())) {
      return outcome;
    }
    var pending =
        new Pending(output.path("pending_id").textValue(), output.path("content").textValue());
    progress.say("Waiting for the user's answer.");
    Reply reply = ask(asked, pending);
    progress.say("Working.");
    return switch (reply) {
      case Reply.Yes(var correction) -> {
        ObjectNode arguments = arguments(pending, true);
        correction.ifPresent(text -> arguments.put("content", text));
        yield confirm(caller, arguments, outcome);
      }
      case Reply.No() -> confirm(caller, arguments(pending, false), outcome);
      case Reply.None(var why) -> {
        LOG.debug("the user's answer is none: {}", why);
        yield outcome;
      }
    };
  }

  /// What could not be carried out goes on waiting: the caller has to know under which id.
  private ToolOutcome confirm(Caller caller, ObjectNode arguments, ToolOutcome waiting) {
    ToolOutcome answer = tools.call(caller.inPerson(), new ToolCall(TOOL, arguments));
    if (answer instanceof ToolOutcome.Failed(var problem)
        && !problem.code().equals(ErrorCode.PENDING_CLOSED.slug())) {
      LOG.atWarn()
          .addKeyValue("error_code", problem.code())
          .addKeyValue("correlation_id", caller.correlationId())
          .log("a user's answer could not be carried out: what it was about goes on waiting");
      return waiting;
    }
    return answer;
  }

  private Reply ask(Asked asked, Pending pending) {
    var request =
        ElicitFormRequest.builder(
                question + "\n\n" + pending.statement().indent(0).replaceAll("(?m)^", "> ").strip(),
                form)
            .build();
    return asked
        .peer()
        .ask(asked.exchange(), pending.id(), request)
        .map(result -> Reply.of(result, pending.statement()))
        .orElseGet(() -> new Reply.None("there is none"));
  }

  private static ObjectNode arguments(Pending pending, boolean accept) {
    return WireJson.MAPPER.createObjectNode().put("pending_id", pending.id()).put("accept", accept);
  }

  /// A client that names no mode takes forms: that is what elicitation was at first.
  private static boolean takesForms(McpAsyncServerExchange exchange) {
    var capabilities = exchange.getClientCapabilities();
    var elicitation = capabilities == null ? null : capabilities.elicitation();
    return elicitation != null && (elicitation.form() != null || elicitation.url() == null);
  }

  private static Map<String, Object> form(Prompt question) {
    ObjectNode schema = WireJson.MAPPER.createObjectNode().put("type", "object");
    ObjectNode fields = schema.putObject("properties");
    field(fields, question, Reply.REMEMBER).put("type", "boolean").put("default", true);
    field(fields, question, Reply.CONTENT)
        .put("type", "string")
        .put("maxLength", Reply.MAX_CHARACTERS);
    schema.putArray("required").add(Reply.REMEMBER);
    return WireJson.MAPPER.convertValue((JsonNode) schema, McpTools.MAP);
  }

  private static ObjectNode field(ObjectNode fields, Prompt question, String name) {
    return fields
        .putObject(name)
        .put("title", text(question, "Titles", name))
        .put("description", text(question, "Form", name));
  }

  private static String text(Prompt question, String list, String name) {
    String text = question.list(list).get(name);
    if (text == null) {
      throw new IllegalStateException(
          "the prompt %s has no `%s` under %s".formatted(question.name(), name, list));
    }
    return text;
  }
}
