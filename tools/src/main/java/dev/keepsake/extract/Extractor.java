package dev.keepsake.extract;

import java.util.List;

/// Tells what of a message ought to be remembered or forgotten. Thread-safe.
public interface Extractor {

  /// Looks at the last message of `conversation`, in the light of those before it.
  ///
  /// @param conversation the oldest message first; not empty
  /// @return nothing for a message that is not the user's
  Extraction extract(List<Message> conversation);
}
