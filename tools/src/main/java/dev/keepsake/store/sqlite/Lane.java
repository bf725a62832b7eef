package dev.keepsake.store.sqlite;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A few platform threads with a connection each, and a bounded queue before them that is first
/// come, first served.
final class Lane implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  /// True on the threads of every lane.
  private static final ThreadLocal<Boolean> IN_LANE = ThreadLocal.withInitial(() -> false);

  private final ThreadPoolExecutor threads;
  private final Supplier<Handle> opener;
  private final ThreadLocal<@Nullable Handle> handle = new ThreadLocal<>();
  private final String name;
  private final Queue<Thread> started = new ConcurrentLinkedQueue<>();

  Lane(String name, int size, int waiting, Supplier<Handle> opener) {
    this.name = name;
    this.opener = opener;
    var number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            work -> {
              Thread thread =
                  Thread.ofPlatform()
                      .daemon()
                      .name(name + "-" + number.incrementAndGet())
                      .unstarted(() -> runAndClose(work));
              started.add(thread);
              return thread;
            });
  }

  /// Waits for `work` on one of the threads.
  ///
  /// A caller that is interrupted before the work began takes it back; after that it waits for the
  /// end, because what was committed stands.
  <R> R call(Function<Handle, R> work) {
    if (IN_LANE.get()) {
      throw new IllegalStateException("a transaction was opened inside another one");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(); // else the work might begin before the wait for it notices
    }
    var begun = new AtomicBoolean();
    var task =
        new FutureTask<R>(() -> {
          if (!begun.compareAndSet(false, true)) {
            throw cancelled();
          }
          return work.apply(connection());
        });
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new MemoryException(
          ErrorCode.OVERLOADED,
          "The store has too many calls waiting; nothing was changed, try again in a moment.",
          e);
    }
    return await(task, begun);
  }

  private static <R> R await(FutureTask<R> task, AtomicBoolean begun) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          if (begun.compareAndSet(false, true)) {
            throw cancelled();
          }
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static MemoryException cancelled() {
    return new MemoryException(
        ErrorCode.CANCELLED, "The call was cancelled before it changed anything.");
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case MemoryException e -> e.rethrown();
      case Error e -> throw e;
      case RuntimeException e -> e;
      case null, default -> new IllegalStateException("the store's thread failed", cause);
    };
  }

  private Handle connection() {
    Handle open = handle.get();
    if (open == null) {
      open = opener.get();
      handle.set(open);
    }
    return open;
  }

  private void runAndClose(Runnable work) {
    IN_LANE.set(true);
    try {
      work.run();
    } finally {
      Handle open = handle.get();
      if (open != null) {
        open.close();
      }
    }
  }

  /// Finishes what is running or waiting, for up to 10 s.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        org.slf4j.LoggerFactory.getLogger(Lane.class)
            .warn("{}: not all calls had ended when the store was closed", name);
        return;
      }
      for (Thread thread : started) {
        thread.join(CLOSING); // the pool is done before its threads have closed their connections
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
