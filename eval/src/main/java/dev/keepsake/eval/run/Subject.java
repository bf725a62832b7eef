package dev.keepsake.eval.run;

import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import java.util.SortedMap;

/// What is measured: something that remembers, or not, what is said in a conversation. Safe for use
/// by several threads.
public interface Subject extends AutoCloseable {

  /// In reports: `heuristic`, `agent`, `replay`.
  String name();

  /// What a run depends on beside the dataset, for reports and for telling whether an interrupted
  /// run may be gone on with: the extractor's version, the model, hashes of prompts.
  SortedMap<String, String> parameters();

  /// Runs one case in a store of its own.
  ///
  /// @return with an error if the case could not be run to its end; nothing is thrown for that
  Observation observe(WriteCase one);

  @Override
  void close();
}
