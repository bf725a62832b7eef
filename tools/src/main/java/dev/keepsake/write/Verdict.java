package dev.keepsake.write;

/// What [StatementGuard] says of a stored text and a proposed one.
public sealed interface Verdict {

  /// No guard is raised: the proposed text says nothing that the stored one does not say.
  record Same() implements Verdict {}

  /// The two say different things, however near their vectors are.
  ///
  /// @param contradicts whether both cannot hold, so that the proposed one may take the stored
  ///   one's place
  /// @param stored the words of the stored text that differ, empty if it has none
  /// @param proposed the words of the proposed text that differ, empty if it has none
  record Differs(Difference difference, boolean contradicts, String stored, String proposed)
      implements Verdict {}
}
