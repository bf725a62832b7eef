/// Files of names and values in YAML, read node by node: a reading into maps forgets lines, and
/// names that stand there twice.
///
/// Knows nothing of policies. Start at [Fields].
@NullMarked
package dev.keepsake.policy.yaml;

import org.jspecify.annotations.NullMarked;
