package dev.keepsake.store;

/// What one transaction of one user can read. Valid only inside the callback that it was passed to.
public interface ReadTx {

  /// The user's state as of this transaction; [UserState#none] if nothing was ever written.
  UserState state();

  MemoryReads memories();

  RecordReads records();

  PendingReads pending();

  QueuedReads queued();

  IdempotencyReads idempotency();

  AuditReads audit();

  TransferReads transfer();

  SpaceReads spaces();

  SweepReads sweep();

  RawReads raw();

  ConversationReads conversations();

  EpisodeReads episodes();

  BesideReads beside();
}
