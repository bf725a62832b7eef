package dev.keepsake.policy;

import dev.keepsake.policy.cel.Condition;
import java.util.Optional;

/// One rule.
///
/// @param line of the file on which it begins
/// @param when under which condition it matches; empty: always
public record PolicyRule(String name, int line, Optional<Condition> when, Effect effect) {}
