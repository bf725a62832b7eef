package dev.keepsake.server.torture;

import dev.keepsake.server.torture.Agent.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Threads that save one statement after the other through one process, and what they were told.
final class Writers {
  static final int MANY = 8;

  /// @param text what was to be saved
  /// @param nanos how long the call took
  record Told(String text, Optional<Answer> answer, long nanos) {
    boolean is(String action) {
      return answer.map(a -> a.action().equals(action)).orElse(false);
    }
  }

  private final Agent agent;
  private final Queue<Told> told = new ConcurrentLinkedQueue<>();
  private final CountDownLatch first = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> threads = new ArrayList<>();

  Writers(Agent agent) {
    this.agent = agent;
  }

  /// Begins to write, until `statements` has no more or the process is gone.
  Writers begin(Supplier<Optional<String>> statements) {
    for (int i = 0; i < MANY; i++) {
      threads.add(
          CompletableFuture.runAsync(
              () -> write(statements), task -> Thread.startVirtualThread(task)));
    }
    return this;
  }

  private void write(Supplier<Optional<String>> statements) {
    for (var text = statements.get(); text.isPresent(); text = statements.get()) {
      long from = System.nanoTime();
      Optional<Answer> answer = agent.trySave(text.get());
      told.add(new Told(text.get(), answer, System.nanoTime() - from));
      if (answer.isEmpty()) {
        return;
      }
      first.countDown();
    }
  }

  /// Waits until a write was answered.
  Writers awaitFirst() throws InterruptedException {
    if (!first.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no write was answered within a minute");
    }
    return this;
  }

  /// Waits for all threads.
  List<Told> end() {
    threads.forEach(CompletableFuture::join);
    return List.copyOf(told);
  }

  /// Memory ids by content.
  static Map<String, String> created(Collection<Told> told) {
    var ids = new ConcurrentHashMap<String, String>();
    told.stream()
        .filter(one -> one.is("created"))
        .forEach(one -> ids.put(one.text(), one.answer().orElseThrow().memoryId()));
    return ids;
  }

  /// Draws without end; one caller at a time.
  static Supplier<Optional<String>> endless(Supplier<String> statements) {
    return () -> {
      synchronized (statements) {
        return Optional.of(statements.get());
      }
    };
  }

  static Supplier<Optional<String>> each(Collection<String> statements) {
    var queue = new ConcurrentLinkedQueue<>(statements);
    return () -> Optional.ofNullable(queue.poll());
  }
}
