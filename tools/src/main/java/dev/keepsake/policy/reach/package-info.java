/// Which rules of a policy can never match, whatever is written.
///
/// Pure, and careful: what it can't tell may match. Knows conditions and no policy; start at
/// [NeverMatched].
@NullMarked
package dev.keepsake.policy.reach;

import org.jspecify.annotations.NullMarked;
