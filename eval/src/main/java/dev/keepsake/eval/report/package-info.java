/// Figures as text for people: the tables of `eval/decisions/` are its output. Start at
/// [DuplicateReport].
@NullMarked
package dev.keepsake.eval.report;

import org.jspecify.annotations.NullMarked;
