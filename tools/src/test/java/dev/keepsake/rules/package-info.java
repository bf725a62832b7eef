/// The rules of the three tools, one class each, through the dispatcher: real database, real model,
/// settable clock. Start at `RuleTest`, which the others have their memory from.
@NullMarked
package dev.keepsake.rules;

import org.jspecify.annotations.NullMarked;
