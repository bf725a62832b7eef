package dev.keepsake.rules;

import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.write.ShippedDetectors;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The real detectors, before which something may happen.
final class HeldDetectors implements SensitiveClasses {
  private final SensitiveClasses real = new ShippedDetectors();
  private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

  /// What happens, once, before the policy next looks at a text.
  void beforeNext(Runnable event) {
    next.set(event);
  }

  @Override
  public Set<String> names() {
    return real.names();
  }

  @Override
  public List<Finding> find(String text, Set<String> classes) {
    next.getAndSet(() -> {}).run();
    return real.find(text, classes);
  }
}
