package dev.keepsake.store;

import dev.keepsake.audit.AuditEvent;

/// The audit trail of one open transaction, to append to.
public interface AuditRows extends AuditReads {

  /// Appends `event` to its user's chain, at the transaction's moment.
  void append(AuditEvent event);
}
