package dev.keepsake.store;

import java.time.Instant;

/// What one transaction of one user can read and change. Valid only inside the callback that it was
/// passed to.
public interface WriteTx extends ReadTx {

  /// The moment at which everything in this transaction happens: later than every moment of the
  /// same user before it.
  Instant at();

  /// The revision that this transaction gives to every memory it changes: one more than
  /// [UserState#revision].
  long nextRevision();

  @Override
  MemoryRows memories();

  @Override
  RecordRows records();

  @Override
  PendingRows pending();

  @Override
  QueuedRows queued();

  @Override
  IdempotencyRows idempotency();

  @Override
  AuditRows audit();

  @Override
  TransferRows transfer();

  @Override
  SpaceRows spaces();

  EmbeddingRows embeddings();

  @Override
  SweepRows sweep();

  @Override
  RawRows raw();

  @Override
  ConversationRows conversations();

  @Override
  EpisodeRows episodes();

  @Override
  BesideRows beside();

  ErasureRows erasure();
}
