/// How the memory is doing: how much there is, what has happened lately, and whether every part of
/// it works.
///
/// For whoever runs it; changes nothing. It may not know how what it finds is shown. Start at
/// [Overview] and [HealthCheck].
@NullMarked
package dev.keepsake.overview;

import org.jspecify.annotations.NullMarked;
