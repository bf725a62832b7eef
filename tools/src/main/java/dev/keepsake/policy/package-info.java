/// What may be remembered: rules in a file, read, checked, kept in force and applied to a write.
///
/// A write's facts and a text in, a decision out; `dev.keepsake.write` says what follows from it.
/// Pure but for [PolicySource], which looks at the file, and [ClientPolicies], which has those of
/// clients. Knows no store, no tool and no detector: the texts of clients' policies are handed in,
/// and what can be found in a text is told by [SensitiveClasses]. Start at [Policy]; the form of
/// the file is told in `docs/policies.md`.
@NullMarked
package dev.keepsake.policy;

import org.jspecify.annotations.NullMarked;
