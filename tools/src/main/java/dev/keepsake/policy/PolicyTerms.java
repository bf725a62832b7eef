package dev.keepsake.policy;

import dev.keepsake.memory.Confidence;

/// What a policy refers to beside the write.
///
/// @param auto the setting `memory_write_confidence_auto`
/// @param confirm the setting `memory_write_confidence_confirm`
/// @param classes what can be found in a text
public record PolicyTerms(Confidence auto, Confidence confirm, SensitiveClasses classes) {}
