package dev.keepsake.query;

import dev.keepsake.memory.Memory;
import dev.keepsake.memory.Similarity;

/// A stored memory and how close it is to the text in question; both fit the model's window as a
/// whole.
public record Neighbour(Memory memory, Similarity similarity) {}
