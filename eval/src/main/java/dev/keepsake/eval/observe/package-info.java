/// What came of a case when it was run: what runs make, and scores and reports read. Knows neither
/// how a case is run nor what is right about it. Start at [Observation].
@NullMarked
package dev.keepsake.eval.observe;

import org.jspecify.annotations.NullMarked;
