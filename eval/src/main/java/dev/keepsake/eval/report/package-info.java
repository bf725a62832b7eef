/// Figures for people and machines: JSON, JUnit, an HTML page, and the tables of `eval/decisions/`.
/// Start at [WriteReport] and [DuplicateReport]; [SummaryReport] has the tables of summaries.
@NullMarked
package dev.keepsake.eval.report;

import org.jspecify.annotations.NullMarked;
