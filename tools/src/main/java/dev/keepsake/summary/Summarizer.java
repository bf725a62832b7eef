package dev.keepsake.summary;

import dev.keepsake.memory.Summary;
import java.util.List;
import java.util.Optional;

/// Says in few sentences what was said in many. Thread-safe.
public interface Summarizer {

  /// @param before what was said before `said`, summarised earlier; the answer has both
  /// @param said in the order of the conversation
  /// @return empty if nothing was said that could be told
  /// @throws dev.keepsake.error.MemoryException if the model that is needed does not answer
  Optional<Summary> summarize(Optional<Summary> before, List<Said> said);
}
