package dev.keepsake.transfer;

import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.Summary;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.store.Message;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// How what is beside memories is taken over: as what comes from agents, of which nothing may hold
/// a secret. Thread-safe.
///
/// @param classes find secrets
/// @param messages as they are stored: the body stays the very same where nothing is taken out
/// @param summaries the same of them
public record Intake(
    SensitiveClasses classes,
    Function<Message, Message.Draft> messages,
    UnaryOperator<Summary> summaries) {
  private static final Set<String> SECRETS = Set.of("secret");

  boolean refuses(RawMemory raw) {
    return Stream.of(raw.context(), raw.filterTags())
        .anyMatch(text -> !classes.find(text, SECRETS).isEmpty());
  }
}
