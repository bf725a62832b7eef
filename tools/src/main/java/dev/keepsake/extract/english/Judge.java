package dev.keepsake.extract.english;

import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.clause.Clause.Subject;
import dev.keepsake.extract.english.Candidate.Form;
import dev.keepsake.extract.english.Prototypes.Kind;
import dev.keepsake.extract.english.Prototypes.Nearness;
import dev.keepsake.extract.text.Vocabulary;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.MemoryType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How sure it is that a candidate is worth remembering, and as what. A logistic regression over
/// its [Features]; weights and how they came about: `eval/decisions/0007-extraction-confidence.md`.
/// Thread-safe.
final class Judge {
  private static final double CERTAIN = 0.99;

  private final Prototypes prototypes;
  private final Vocabulary worth;
  private final Vocabulary acts;
  private final Map<String, Double> weights = new HashMap<>();
  private final double[] direction;

  Judge(Prototypes prototypes, Vocabulary worth, Vocabulary acts) {
    this.prototypes = prototypes;
    this.worth = worth;
    this.acts = acts;
    for (String line : Vocabulary.lines("weights")) {
      String[] sides = line.split("=", 2);
      weights.put(sides[0].strip(), Double.valueOf(sides[1].strip()));
    }
    this.direction =
        Vocabulary.lines("direction").stream()
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .mapToDouble(Double::parseDouble)
            .toArray();
  }

  Proposal.Save judge(Candidate candidate) {
    // wishes and decisions are near to the task at hand by their words, and still last
    boolean said = candidate.form() == Form.WISH || candidate.form() == Form.DECISION;
    Optional<Nearness> nearness = said ? Optional.empty() : prototypes.near(candidate.statement());
    Map<String, Double> features = Features.of(candidate, nearness, worth, acts);
    return new Proposal.Save(
        candidate.statement(),
        type(candidate, features, nearness),
        confidence(features, nearness),
        candidate.corrects(),
        candidate.evidence());
  }

  private Confidence confidence(Map<String, Double> features, Optional<Nearness> nearness) {
    double sum = weight("bias") + nearness.map(this::ofModel).orElse(0.0);
    for (Map.Entry<String, Double> feature : features.entrySet()) {
      sum += weight(feature.getKey()) * feature.getValue();
    }
    double probability = 1 / (1 + Math.exp(-sum));
    return new Confidence(Math.round(Math.min(CERTAIN, probability) * 100) / 100.0);
  }

  private double weight(String feature) {
    return weights.getOrDefault(feature, 0.0);
  }

  /// What the model's vector adds. Where the model does not answer nothing is added, which is its
  /// mean.
  private double ofModel(Nearness nearness) {
    float[] vector = nearness.vector().toArray();
    double sum = weight("model");
    for (int i = 0; i < vector.length; i++) {
      sum += direction[i] * vector[i];
    }
    return sum;
  }

  private static MemoryType type(
      Candidate candidate, Map<String, Double> features, Optional<Nearness> nearness) {
    boolean taste =
        features.containsKey("taste") || candidate.statement().startsWith("The user prefers ");
    if (candidate.form() == Form.WISH || taste) {
      return MemoryType.PREFERENCE;
    }
    if (features.containsKey("decision") || features.containsKey("settled")) {
      return MemoryType.DECISION;
    }
    Subject subject = candidate.clause().subject();
    boolean aboutNobody =
        subject == Subject.OTHER || subject == Subject.THING || subject == Subject.NONE;
    if (candidate.explicit() && aboutNobody) {
      return MemoryType.NOTE;
    }
    return switch (nearness.map(Nearness::kind).orElse(Kind.FACT)) {
      case PREFERENCE -> MemoryType.PREFERENCE;
      case DECISION -> MemoryType.DECISION;
      case EPISODE -> features.containsKey("event") ? MemoryType.EPISODE : MemoryType.FACT;
      case FACT, TRANSIENT, TASK, CHAT -> MemoryType.FACT;
    };
  }
}
