/// What a policy would have decided: the audit trail once more, without a change to anything.
///
/// Reads events and asks a policy; it may not know how what it finds is shown. Start at
/// [ReplayPolicy].
@NullMarked
package dev.keepsake.replay;

import org.jspecify.annotations.NullMarked;
