package dev.keepsake.memory;

/// Whose memories: of one user, under one scope. Memories of different owners never meet, neither
/// in a search nor in the check for duplicates. The organization is implied, since a user belongs
/// to exactly one.
public record Owner(UserId user, Scope scope) {}
