package dev.keepsake.transfer;

import dev.keepsake.store.WholeMemory;

/// A memory and the line of the file that it stands on.
record NumberedMemory(long line, WholeMemory memory) {}
