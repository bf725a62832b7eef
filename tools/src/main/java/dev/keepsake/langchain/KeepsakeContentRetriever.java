package dev.keepsake.langchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What `query_memory` finds, as content for a retrieval-augmented AI service of LangChain4j: by
/// meaning and by words, on every store. Thread-safe.
///
/// ```java
/// AiServices.builder(Assistant.class)
///     .chatModel(model)
///     .contentRetriever(
///         KeepsakeContentRetriever.memoryIdIsUser(keepsake.tools(), keepsake::caller, 10))
///     .build();
/// ```
public final class KeepsakeContentRetriever implements ContentRetriever {
  /// What `query_memory` takes, in characters (code points) and in memories.
  private static final int LONGEST = 2_000;

  private static final int MOST = 50;

  private final ToolDispatcher tools;
  private final Function<InvocationContext, Caller> callers;
  private final int limit;

  /// @param callers who asks, by what LangChain4j knows of the invocation
  /// @param limit how many memories at most, 1 to 50
  /// @throws IllegalArgumentException if `limit` is outside of that
  public KeepsakeContentRetriever(
      ToolDispatcher tools, Function<InvocationContext, Caller> callers, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to %d: %d".formatted(MOST, limit));
    }
    this.tools = tools;
    this.callers = callers;
    this.limit = limit;
  }

  /// The `@MemoryId` names the user.
  public static KeepsakeContentRetriever memoryIdIsUser(
      ToolDispatcher tools, CallerSource callers, int limit) {
    return new KeepsakeContentRetriever(tools, new InvocationCallers(callers, true), limit);
  }

  /// The invocation parameter `user_id` names the user.
  public static KeepsakeContentRetriever memoryIdIsConversation(
      ToolDispatcher tools, CallerSource callers, int limit) {
    return new KeepsakeContentRetriever(tools, new InvocationCallers(callers, false), limit);
  }

  /// Of a long message the first 2,000 characters are looked for, and white space in the place of
  /// control characters.
  ///
  /// @throws MemoryException if the call names no user, or the memory does not answer
  @Override
  public List<Content> retrieve(Query query) {
    String text = accepted(query.text());
    if (text.codePoints().allMatch(dev.keepsake.memory.Content::isSpace)) {
      return List.of();
    }
    ObjectNode arguments =
        WireJson.MAPPER.createObjectNode().put("query", text).put("limit", limit);
    Caller caller = callers.apply(context(query));
    return switch (tools.call(caller, new ToolCall("query_memory", arguments))) {
      case ToolOutcome.Done(var output, var _) ->
          output.path("memories").valueStream().map(KeepsakeContentRetriever::content).toList();
      case ToolOutcome.Failed(var problem) -> throw failure(problem);
    };
  }

  private static String accepted(String message) {
    return message
        .codePoints()
        .limit(LONGEST)
        .map(c -> dev.keepsake.memory.Content.isRefused(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static InvocationContext context(Query query) {
    if (query.metadata() == null) {
      return InvocationContext.builder().build();
    }
    InvocationContext context = query.metadata().invocationContext();
    return context == null
        ? InvocationContext.builder().chatMemoryId(query.metadata().chatMemoryId()).build()
        : context;
  }

  private static Content content(JsonNode memory) {
    var metadata =
        new Metadata()
            .put("memory_type", memory.path("type").asText())
            .put("source", memory.path("source").asText())
            .put("trust", memory.path("trust").asText())
            .put("created_at", memory.path("created_at").asText());
    return Content.from(
        TextSegment.from(memory.path("content").asText(), metadata),
        Map.of(
            ContentMetadata.SCORE,
            memory.path("score").asDouble(),
            ContentMetadata.EMBEDDING_ID,
            memory.path("id").asText()));
  }

  private static MemoryException failure(Problem problem) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(known -> known.slug().equals(problem.code()))
            .findFirst()
            .orElse(ErrorCode.INTERNAL);
    return new MemoryException(code, problem.detail());
  }
}
