package dev.keepsake.store;

import dev.keepsake.embed.EmbeddedText;

/// One user's vectors in an embedding space that need not be the active one, to change. Searches of
/// the active space see nothing of it.
public interface SpaceRows extends SpaceReads {

  /// Gives a memory its vector in `space`; if that is the active one, the memory is complete then.
  ///
  /// @return false if it has one by now, is deleted or says something else, and nothing was changed
  boolean fill(StoredSpace space, Unembedded memory, EmbeddedText vector);

  /// Has the vectors made that the user's memories lack in the active space, though they had one in
  /// another.
  ///
  /// @return how many
  int followUp();

  /// Removes the user's vectors in `space`.
  ///
  /// @return how many rows: one for each chunk of a memory
  int drop(StoredSpace space);
}
