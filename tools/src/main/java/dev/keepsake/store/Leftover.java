package dev.keepsake.store;

/// A place where something that was removed may still be, out of reach.
///
/// @param where in an operator's words
/// @param until what becomes of it by itself, or what is to be done
public record Leftover(String where, String until) {}
