/// How good the memory is: datasets, runs, scores and reports.
///
/// It uses the memory as any application would and may not know the server. The numbers that the
/// code is tuned by are explained in `eval/decisions`, one page each.
@NullMarked
package dev.keepsake.eval;

import org.jspecify.annotations.NullMarked;
