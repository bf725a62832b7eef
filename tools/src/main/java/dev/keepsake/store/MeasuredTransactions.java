package dev.keepsake.store;

import dev.keepsake.memory.UserId;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.Stage;
import java.time.Instant;
import java.util.function.Function;

/// Times the transactions of `inner`, failed ones too, from before their lock to after their
/// commit.
public record MeasuredTransactions(Transactions inner, Metrics metrics) implements Transactions {

  @Override
  public <R> R write(UserId user, Instant now, Function<WriteTx, R> work) {
    long started = System.nanoTime();
    try {
      return inner.write(user, now, work);
    } finally {
      metrics.stageSince(Stage.STORE_WRITE, started);
    }
  }

  @Override
  public <R> R read(UserId user, Function<ReadTx, R> work) {
    long started = System.nanoTime();
    try {
      return inner.read(user, work);
    } finally {
      metrics.stageSince(Stage.STORE_READ, started);
    }
  }
}
