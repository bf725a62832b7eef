package dev.keepsake.embed;

public record EmbeddingSpace(String model, int dimension) {}
