package dev.keepsake;

import dev.keepsake.embed.Embedder;
import dev.keepsake.memory.IdSource;
import java.time.InstantSource;

/// What a Keepsake does not make itself where it is opened with parts from outside.
public record KeepsakeParts(Embedder embedder, IdSource ids, InstantSource clock) {}
