package dev.keepsake.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.ExtractionOutcome.Use;
import dev.keepsake.memory.Confidence;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Recalled;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.StatementGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Remembers and forgets what an [Extractor] proposes of a conversation, by the tools that agents
/// have: the same policy, limits, duplicates and audit trail. Thread-safe.
public final class ExtractMemories {
  private static final int NEIGHBOURS = 8;

  /// A memory that a request to forget may mean is meant from this cosine similarity on, if no
  /// other comes near.
  private static final double MEANT = 0.4;

  private static final double AHEAD = 0.12;

  private static final Confidence DOUBTFUL = new Confidence(0.35);
  private static final Confidence CORRECTION = new Confidence(0.75);

  private final Extractor extractor;
  private final StatementGuard guard = new StatementGuard();
  private final ToolDispatcher tools;

  public ExtractMemories(Extractor extractor, ToolDispatcher tools) {
    this.extractor = extractor;
    this.tools = tools;
  }

  /// Looks at the last message of `conversation` and carries out what is proposed of it. What is
  /// [Recalled] in any of them is as if it were not there.
  ///
  /// @param asker whose memory it is; the calls come in by the way of whoever proposes them,
  ///   whatever way the asker's came
  /// @param conversation the oldest message first; not empty
  public ExtractionOutcome run(Caller asker, List<Message> conversation) {
    Extraction extraction =
        extractor.extract(conversation.stream().map(ExtractMemories::said).toList());
    Caller caller = asker.by(extraction.by().entry());
    var uses = new ArrayList<Use>();
    var passedOver = new ArrayList<>(extraction.passedOver());
    for (Proposal proposal : extraction.proposals()) {
      switch (proposal) {
        case Proposal.Save save -> {
          switch (known(caller, save)) {
            case Known.Says(var content) ->
                passedOver.add(new PassedOver(save.content(), "known: " + content));
            case Known.Replaces(var id) -> uses.add(save(caller, surer(save), Optional.of(id)));
            case Known.Nothing() -> uses.add(save(caller, save, Optional.empty()));
          }
        }
        case Proposal.Forget forget -> uses.addAll(forget(caller, forget));
      }
    }
    return new ExtractionOutcome(uses, passedOver, extraction.by(), extraction.notices());
  }

  private static Message said(Message message) {
    return new Message(message.role(), Recalled.without(message.content()), message.at());
  }

  /// What puts right something that is remembered is worth remembering too.
  private static Proposal.Save surer(Proposal.Save save) {
    boolean raised =
        save.corrects()
            && save.confidence().atLeast(DOUBTFUL)
            && !save.confidence().atLeast(CORRECTION);
    return raised
        ? new Proposal.Save(save.content(), save.type(), CORRECTION, true, save.evidence())
        : save;
  }

  private Known known(Caller caller, Proposal.Save save) {
    ObjectNode arguments =
        WireJson.MAPPER.createObjectNode().put("query", save.content()).put("limit", NEIGHBOURS);
    return Known.of(save, call(caller, "query_memory", arguments).answer().path("memories"), guard);
  }

  private Use save(Caller caller, Proposal.Save save, Optional<String> replaced) {
    ObjectNode arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("content", save.content())
            .put("memory_type", save.type().wireName())
            .put("confidence", save.confidence().value());
    replaced.ifPresent(id -> arguments.put("supersedes", id));
    return call(caller, "save_memory", arguments);
  }

  /// By its description; where that names no single memory beyond doubt, the one that stands out
  /// among those that it may mean.
  private List<Use> forget(Caller caller, Proposal.Forget forget) {
    ObjectNode arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("description", forget.description())
            .put("confirm", !forget.everything());
    Use first = call(caller, "delete_memory", arguments);
    List<String> meant = meant(first.answer().path("memories"), forget.everything());
    if (!first.action().equals("candidates") || meant.isEmpty()) {
      return List.of(first);
    }
    ObjectNode named = WireJson.MAPPER.createObjectNode().put("confirm", true);
    meant.forEach(named.putArray("memory_ids")::add);
    return List.of(first, call(caller, "delete_memory", named));
  }

  private static List<String> meant(JsonNode memories, boolean everything) {
    var meant = new ArrayList<String>();
    for (JsonNode memory : memories) {
      if (memory.path("score").asDouble() >= MEANT) {
        meant.add(memory.path("id").asText());
      }
    }
    double best = memories.path(0).path("score").asDouble();
    double next = memories.path(1).path("score").asDouble();
    boolean single = best - next >= AHEAD;
    return everything || meant.isEmpty() ? meant : single ? meant.subList(0, 1) : List.of();
  }

  private Use call(Caller caller, String tool, ObjectNode arguments) {
    return switch (tools.call(caller, new ToolCall(tool, arguments))) {
      case ToolOutcome.Done(var answer, var _) -> new Use(tool, arguments, answer, false);
      case ToolOutcome.Failed(var problem) ->
          new Use(tool, arguments, WireJson.MAPPER.valueToTree(problem), true);
    };
  }
}
