package dev.keepsake.store;

import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.ChainedEvent;
import java.util.List;

/// The audit trail of one open transaction, to append to.
public interface AuditRows extends AuditReads {

  /// Appends `event` to its user's chain, at the transaction's moment.
  ///
  /// @return it in its place
  ChainedEvent append(AuditEvent event);

  /// The same of a text that must not be kept: the event has its digest, whose salt is kept
  /// nowhere, so that not even a text that is easily guessed can be found by trying. Its details
  /// say so.
  void appendWithoutTexts(AuditEvent event);

  /// The same as [#append(AuditEvent)] for many at once, in their order.
  void append(List<AuditEvent> events);
}
