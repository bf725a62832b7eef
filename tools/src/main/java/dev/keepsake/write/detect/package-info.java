/// What may not be for remembering: secrets, instructions aimed at a model, and data that tells who
/// somebody is or pays for them.
///
/// Pure: a text in, findings out. Knows no memory, no store and no policy; what follows from a
/// finding is for `dev.keepsake.write` to say. Every text is looked at in all its readings
/// (`dev.keepsake.reading`). The rules are in `secret.rules`, `injection.rules` and
/// `national-id.rules` on the class path, and measured in `eval/decisions/0006-detectors.md`. Start
/// at [Detectors].
@NullMarked
package dev.keepsake.write.detect;

import org.jspecify.annotations.NullMarked;
