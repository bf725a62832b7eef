package dev.keepsake.transfer;

import dev.keepsake.store.WholeMemory;
import java.util.Optional;

/// A memory and the line of the file that it stands on.
///
/// @param forbidden the rule of the policy that forbids it
record NumberedMemory(long line, WholeMemory memory, Optional<String> forbidden) {}
