package dev.keepsake.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.TestMemory;
import dev.keepsake.access.KeyRequest;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One caller's use of raw memories.
record RawCalls(TestMemory memory, ToolDispatcher operations, Caller caller) {
  private static final Set<Right> BOTH = Set.of(Right.READ, Right.WRITE);

  /// Of the local client.
  static RawCalls of(TestMemory memory, String user) {
    return new RawCalls(
        memory,
        memory.keepsake.records(),
        caller(memory.keepsake.tenant(), BOTH, Optional.of(user)));
  }

  private static Caller caller(Tenant tenant, Set<Right> rights, Optional<String> user) {
    return new Caller(
        tenant, rights, user.map(UserName::new), Optional.empty(), "test-call", Entry.REST);
  }

  RawCalls as(String user) {
    return with(caller(caller.tenant(), caller.rights(), Optional.of(user)));
  }

  RawCalls asNobody() {
    return with(caller(caller.tenant(), caller.rights(), Optional.empty()));
  }

  RawCalls may(Right... rights) {
    return with(caller(caller.tenant(), Set.of(rights), caller.user().map(UserName::value)));
  }

  /// The same user's, by another application.
  RawCalls by(String organization, String client, String scope) {
    var made =
        memory
            .keepsake
            .accessKeys()
            .create(
                new KeyRequest(
                    new OrganizationName(organization),
                    new ClientName(client),
                    Optional.of(new Scope(scope)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    return with(caller(made.key().client().tenant(), BOTH, caller.user().map(UserName::value)));
  }

  private RawCalls with(Caller other) {
    return new RawCalls(memory, operations, other);
  }

  private ToolOutcome call(String operation, Object... arguments) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    for (int i = 0; i < arguments.length; i += 2) {
      json.set((String) arguments[i], WireJson.MAPPER.valueToTree(arguments[i + 1]));
    }
    return operations.call(caller, new ToolCall(operation, json));
  }

  ObjectNode done(String operation, Object... arguments) {
    return switch (call(operation, arguments)) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(operation + ": " + problem);
    };
  }

  Problem refused(String operation, Object... arguments) {
    return switch (call(operation, arguments)) {
      case ToolOutcome.Done(var output, var _) ->
          throw new AssertionError(operation + ": " + output);
      case ToolOutcome.Failed(var problem) -> problem;
    };
  }

  /// @return its id
  String created(String context, Object... more) {
    return create(context, more).at("/memory/id").asText();
  }

  ObjectNode create(String context, Object... more) {
    return done("create_raw_memory", typed(context, more));
  }

  Problem refusedToCreate(String context, Object... more) {
    return refused("create_raw_memory", typed(context, more));
  }

  private static Object[] typed(String context, Object... more) {
    Object[] arguments = new Object[more.length + 4];
    arguments[0] = "type";
    arguments[1] = "raw";
    arguments[2] = "context";
    arguments[3] = context;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return arguments;
  }

  JsonNode got(String id) {
    return done("get_raw_memory", "id", id).path("memory");
  }

  ObjectNode update(String id, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "id";
    arguments[1] = id;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return done("update_raw_memory", arguments);
  }

  /// The contexts of the raw memories that a search finds.
  List<String> found(Object... arguments) {
    return done("search", arguments)
        .path("hits")
        .valueStream()
        .filter(hit -> hit.path("kind").asText().equals("raw"))
        .map(hit -> hit.path("context").asText())
        .toList();
  }
}
