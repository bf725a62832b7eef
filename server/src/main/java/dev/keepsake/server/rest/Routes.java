package dev.keepsake.server.rest;

import static dev.keepsake.server.rest.Route.Answer.BY_ACTION;
import static dev.keepsake.server.rest.Route.Answer.MADE;
import static dev.keepsake.server.rest.Route.Answer.NOTHING;
import static dev.keepsake.server.rest.Route.Answer.PLAIN;
import static dev.keepsake.server.rest.Route.Method.DELETE;
import static dev.keepsake.server.rest.Route.Method.GET;
import static dev.keepsake.server.rest.Route.Method.PATCH;
import static dev.keepsake.server.rest.Route.Method.POST;

import java.util.List;
import java.util.Set;

/// Every path of the REST API.
public final class Routes {
  /// What is told in a header, and not in a body or a query: the field's name, and the header's.
  public static final String IDEMPOTENCY_KEY = "idempotency_key";

  public static final String IF_MATCH = "if_match";
  public static final Set<String> IN_HEADERS = Set.of(IDEMPOTENCY_KEY, IF_MATCH);

  /// Names the user in a query, or in the body of an operation that has such a field.
  public static final String USER = "user_id";

  /// Operations that count against how much may be created.
  public static final Set<String> CREATING = Set.of("create_memory", "create_memories");

  private static final String MEMORIES = "/api/v1/memories";
  private static final String ONE = MEMORIES + "/{id}";

  /// Without a version before it.
  private static final String RAW = "/memory/raw/{id}";

  private static final String CONVERSATIONS = "/api/v1/conversations";
  private static final String CONVERSATION = CONVERSATIONS + "/{id}";

  /// Takes as much as a history may be.
  public static final String MESSAGES = CONVERSATION + "/messages";

  private Routes() {}

  public static List<Route> all() {
    return List.of(
        new Route(GET, MEMORIES, "list_memories", PLAIN),
        new Route(POST, MEMORIES, "create_memory", BY_ACTION),
        new Route(POST, MEMORIES + "/bulk", "create_memories", PLAIN),
        new Route(POST, MEMORIES + "/search", "search_memories", PLAIN),
        new Route(GET, ONE, "get_memory", PLAIN),
        new Route(PATCH, ONE, "update_memory", PLAIN),
        new Route(DELETE, ONE, "remove_memory", NOTHING),
        new Route(GET, ONE + "/history", "memory_history", PLAIN),
        new Route(POST, ONE + "/restore", "restore_memory", PLAIN),
        new Route(POST, ONE + "/retry-embedding", "retry_embedding", PLAIN),
        new Route(GET, "/api/v1/writes/{id}", "get_write", PLAIN),
        new Route(GET, "/api/v1/pending", "list_pending", PLAIN),
        new Route(POST, "/api/v1/pending/{id}", "answer_pending", BY_ACTION),
        new Route(POST, "/api/v1/search", "search", PLAIN),
        new Route(POST, "/api/v1/extract", "extract_memories", PLAIN),
        new Route(POST, "/memory", "create_raw_memory", PLAIN),
        new Route(GET, RAW, "get_raw_memory", PLAIN),
        new Route(PATCH, RAW, "update_raw_memory", PLAIN),
        new Route(DELETE, RAW, "delete_raw_memory", PLAIN),
        new Route(GET, CONVERSATIONS, "list_conversations", PLAIN),
        new Route(POST, CONVERSATIONS, "create_conversation", MADE),
        new Route(GET, CONVERSATION, "get_conversation", PLAIN),
        new Route(DELETE, CONVERSATION, "delete_conversation", NOTHING),
        new Route(GET, MESSAGES, "list_messages", PLAIN),
        new Route(POST, MESSAGES, "append_messages", PLAIN),
        new Route(GET, CONVERSATION + "/history", "conversation_history", PLAIN),
        new Route(POST, CONVERSATION + "/extract", "extract_conversation", PLAIN),
        new Route(POST, CONVERSATION + "/trim", "trim_conversation", PLAIN));
  }
}
