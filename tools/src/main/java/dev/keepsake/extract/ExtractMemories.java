package dev.keepsake.extract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.ExtractionOutcome.Use;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.List;

/// Remembers and forgets what an [Extractor] proposes of a conversation, by the tools that agents
/// have: the same policy, limits, duplicates and audit trail. Thread-safe.
public final class ExtractMemories {
  private final Extractor extractor;
  private final ToolDispatcher tools;

  public ExtractMemories(Extractor extractor, ToolDispatcher tools) {
    this.extractor = extractor;
    this.tools = tools;
  }

  /// Looks at the last message of `conversation` and carries out what is proposed of it.
  ///
  /// @param conversation the oldest message first; not empty
  public ExtractionOutcome run(Caller caller, List<Message> conversation) {
    Extraction extraction = extractor.extract(conversation);
    var uses = new ArrayList<Use>();
    for (Proposal proposal : extraction.proposals()) {
      switch (proposal) {
        case Proposal.Save save -> uses.add(save(caller, save));
        case Proposal.Forget forget -> uses.add(forget(caller, forget));
      }
    }
    return new ExtractionOutcome(uses, extraction.passedOver());
  }

  private Use save(Caller caller, Proposal.Save save) {
    ObjectNode arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("content", save.content())
            .put("memory_type", save.type().wireName())
            .put("confidence", save.confidence().value());
    return call(caller, "save_memory", arguments);
  }

  private Use forget(Caller caller, Proposal.Forget forget) {
    ObjectNode arguments =
        WireJson.MAPPER
            .createObjectNode()
            .put("description", forget.description())
            .put("confirm", true);
    return call(caller, "delete_memory", arguments);
  }

  private Use call(Caller caller, String tool, ObjectNode arguments) {
    return switch (tools.call(caller, new ToolCall(tool, arguments))) {
      case ToolOutcome.Done(var answer, var _) -> new Use(tool, arguments, answer, false);
      case ToolOutcome.Failed(var problem) ->
          new Use(tool, arguments, WireJson.MAPPER.valueToTree(problem), true);
    };
  }
}
