package dev.keepsake.extract;

import java.time.Instant;
import java.util.Optional;

/// One message of a conversation.
///
/// @param content as it was sent; may be empty
/// @param at when it was sent, where that is known
public record Message(Role role, String content, Optional<Instant> at) {}
