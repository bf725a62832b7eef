package dev.keepsake.extract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.extract.Extraction.PassedOver;
import java.util.List;

/// What was done about one message.
///
/// @param uses every call of a tool that it came to, in order
/// @param by who proposed it
/// @param notices what should be known about it: that the rules stood in for the model, say
public record ExtractionOutcome(
    List<Use> uses, List<PassedOver> passedOver, ExtractionBy by, List<String> notices) {
  public ExtractionOutcome {
    uses = List.copyOf(uses);
    passedOver = List.copyOf(passedOver);
    notices = List.copyOf(notices);
  }

  /// A call of a tool and its answer, as they would go over the wire.
  ///
  /// @param answer the tool's output, or the problem if it failed
  public record Use(String tool, ObjectNode arguments, ObjectNode answer, boolean failed) {

    /// The word that says what became of it.
    public String action() {
      return failed ? "failed" : answer.path("action").asText("");
    }
  }
}
