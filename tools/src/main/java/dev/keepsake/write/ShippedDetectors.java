package dev.keepsake.write;

import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.write.detect.Detection.Kind;
import dev.keepsake.write.detect.Detectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What policies can look for, by the detectors that are shipped. Immutable and thread-safe.
public final class ShippedDetectors implements SensitiveClasses {
  private static final Map<String, Kind> KINDS =
      Arrays.stream(Kind.values())
          .collect(Collectors.toUnmodifiableMap(Kind::wireName, Function.identity()));

  private final Detectors detectors = new Detectors();

  @Override
  public Set<String> names() {
    return KINDS.keySet();
  }

  @Override
  public List<Finding> find(String text, Set<String> classes) {
    Set<Kind> kinds =
        KINDS.entrySet().stream()
            .filter(kind -> classes.contains(kind.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toUnmodifiableSet());
    return detectors.find(text, kinds).stream()
        .map(
            found -> new Finding(found.kind().wireName(), found.rule(), found.start(), found.end()))
        .toList();
  }
}
