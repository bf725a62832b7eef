/// What was decided and why: the event that is appended in the same transaction as the change
/// itself.
///
/// Plain records and the hash that chains them; how they are stored is `dev.keepsake.store`. Start
/// at [AuditEvent].
@NullMarked
package dev.keepsake.audit;

import org.jspecify.annotations.NullMarked;
