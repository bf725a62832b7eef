/// Measures a part of the product on a dataset: the real part, never one made for the measurement.
///
/// Start at [WriteRun] for the writing of memories and at [DuplicateRun] for the rules on
/// duplicates; [SummaryRun] has conversations summarised. What a [WriteRun] measures is a
/// [Subject]: [HeuristicSubject] is the local extractor, [AgentSubject] a model behind the server,
/// [ReplaySubject] its recorded answers.
@NullMarked
package dev.keepsake.eval.run;

import org.jspecify.annotations.NullMarked;
