/// What must not be remembered: secrets, and instructions aimed at a model.
///
/// Pure: a text in, a finding out. Knows no memory, no store and no policy; what follows from a
/// finding is for `dev.keepsake.write` to say. The rules are in `secret.rules` and
/// `injection.rules` on the class path, and measured in `eval/decisions/0006-detectors.md`. Start
/// at [Detectors].
@NullMarked
package dev.keepsake.write.detect;

import org.jspecify.annotations.NullMarked;
