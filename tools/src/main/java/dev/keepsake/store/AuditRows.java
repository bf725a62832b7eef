package dev.keepsake.store;

import dev.keepsake.audit.AuditEvent;
import java.util.List;

/// The audit trail of one open transaction, to append to.
public interface AuditRows extends AuditReads {

  /// Appends `event` to its user's chain, at the transaction's moment.
  void append(AuditEvent event);

  /// The same for many at once, in their order.
  void append(List<AuditEvent> events);
}
