package dev.keepsake.write.detect;

import dev.keepsake.reading.Reading;
import dev.keepsake.write.detect.Detection.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The detectors. Thread-safe; the work grows linearly with the text, whatever the text. What a
/// kind needs is loaded when it is first asked for.
public final class Detectors {
  private final Map<Kind, Detector> loaded = new ConcurrentHashMap<>();

  /// The first thing found in `text` of the kinds that are on by default, secrets and instructions;
  /// a secret goes before an instruction.
  public Optional<Detection> find(String text) {
    List<Reading> readings = Reading.all(text);
    return first(Kind.SECRET, readings).or(() -> first(Kind.INJECTION, readings));
  }

  /// All that is found of `kinds`, in the order of the text. Findings may overlap.
  public List<Finding> find(String text, Set<Kind> kinds) {
    if (kinds.isEmpty()) {
      return List.of();
    }
    List<Reading> readings = Reading.all(text);
    return kinds.stream()
        .flatMap(kind -> all(kind, readings).stream())
        .sorted(Comparator.comparingInt(Finding::start).thenComparing(Finding::kind))
        .toList();
  }

  private Optional<Detection> first(Kind kind, List<Reading> readings) {
    Detector detector = detector(kind);
    return readings.stream()
        .flatMap(reading -> detector.first(reading).stream())
        .map(rule -> new Detection(kind, rule))
        .findFirst();
  }

  /// Of a place that an earlier reading has told whole, a later one tells nothing new.
  private List<Finding> all(Kind kind, List<Reading> readings) {
    var found = new ArrayList<Finding>();
    var covered = new BitSet();
    for (Reading reading : readings) {
      List<Finding> of =
          detector(kind).find(reading).stream()
              .map(hit -> finding(kind, hit, reading))
              .filter(finding -> covered.nextClearBit(finding.start()) < finding.end())
              .toList();
      of.forEach(finding -> covered.set(finding.start(), finding.end()));
      found.addAll(of);
    }
    return found;
  }

  private static Finding finding(Kind kind, Hit hit, Reading reading) {
    int start = reading.start(hit.start());
    int end = reading.end(hit.end());
    // of what is shown backwards, any character may be the first
    for (int at = hit.start(); at < hit.end(); at++) {
      start = Math.min(start, reading.start(at));
      end = Math.max(end, reading.end(at + 1));
    }
    return new Finding(new Detection(kind, hit.rule()), start, end);
  }

  private Detector detector(Kind kind) {
    return loaded.computeIfAbsent(kind, Detectors::load);
  }

  private static Detector load(Kind kind) {
    return switch (kind) {
      case SECRET -> RuleSet.shipped("secret.rules", 0, Extent.VALUE);
      case INJECTION ->
          RuleSet.shipped("injection.rules", Pattern.CASE_INSENSITIVE, Extent.SENTENCE);
      case PAYMENT_CARD -> new PaymentCards();
      case IBAN -> new Ibans();
      case NATIONAL_ID -> NationalIds.shipped();
      case EMAIL -> new Emails();
      case PHONE -> new Phones();
    };
  }
}
