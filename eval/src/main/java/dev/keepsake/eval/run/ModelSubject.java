package dev.keepsake.eval.run;

import java.util.List;

/// A subject that remembers because a model calls the tools.
public sealed interface ModelSubject extends Subject permits AgentSubject, ReplaySubject {

  /// Of the cases that were run until now.
  ModelUsage usage();

  /// What a reader of the figures ought to know, a sentence each.
  List<String> warnings();
}
