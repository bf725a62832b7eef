/// What browsers are told: which pages of other origins may call, and what may be made of an
/// answer.
///
/// Knows neither calls nor callers. Start at [Cors] and [AnswerHeaders].
@NullMarked
package dev.keepsake.server.http.browser;

import org.jspecify.annotations.NullMarked;
