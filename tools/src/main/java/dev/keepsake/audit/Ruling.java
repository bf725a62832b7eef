package dev.keepsake.audit;

import java.util.Optional;

/// By which rule of which policy something was decided.
///
/// @param rule absent where no rule had a say, as when a user deletes
/// @param reason in the words of the caller or of the rule
public record Ruling(Optional<String> rule, String policyVersion, Optional<String> reason) {}
