package dev.keepsake.write;

import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.write.detect.Detection;
import dev.keepsake.write.detect.Detectors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What policies can look for, by the detectors that are shipped. Immutable and thread-safe.
public final class ShippedDetectors implements SensitiveClasses {
  private static final Set<String> NAMES =
      Arrays.stream(Detection.Kind.values())
          .map(Detection.Kind::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private final Detectors detectors = new Detectors();

  @Override
  public Set<String> names() {
    return NAMES;
  }

  /// The detectors say that something is there, and not where.
  @Override
  public Set<String> redactable() {
    return Set.of();
  }

  /// At most one: the detectors stop at the first.
  @Override
  public List<Finding> find(String text, Set<String> classes) {
    return detectors
        .find(text)
        .filter(found -> classes.contains(found.kind().wireName()))
        .map(found -> new Finding(found.kind().wireName(), found.rule(), Optional.empty()))
        .stream()
        .toList();
  }
}
