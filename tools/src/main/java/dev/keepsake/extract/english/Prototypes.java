package dev.keepsake.extract.english;

import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.Embedding;
import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.text.Vocabulary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Labelled statements, and how near another one is to those of each class by the embedding model.
/// Their vectors are made when they are first needed, which takes the model some two seconds.
/// Thread-safe.
final class Prototypes {
  /// A statement is compared with so many of a class: the mean of more would only say how wide the
  /// class is.
  private static final int NEAREST = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Embedder embedder;
  private @Nullable Map<Kind, List<Embedding>> vectors;

  Prototypes(Embedder embedder) {
    this.embedder = embedder;
  }

  /// What a statement is worth, and of what kind it is.
  enum Kind {
    FACT,
    PREFERENCE,
    DECISION,
    EPISODE,
    TRANSIENT,
    TASK,
    CHAT;

    boolean lasting() {
      return switch (this) {
        case FACT, PREFERENCE, DECISION, EPISODE -> true;
        case TRANSIENT, TASK, CHAT -> false;
      };
    }
  }

  /// How near a statement is to the prototypes of each kind: mean cosine similarity to the nearest.
  ///
  /// @param vector of the statement
  record Nearness(Map<Kind, Double> byKind, Embedding vector) {
    Nearness {
      byKind = Map.copyOf(byKind);
    }

    /// The nearest lasting kind.
    Kind kind() {
      return byKind.entrySet().stream()
          .filter(each -> each.getKey().lasting())
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse(Kind.FACT);
    }
  }

  /// Empty if the model does not answer: then rules alone have to do.
  Optional<Nearness> near(String statement) {
    try {
      Map<Kind, List<Embedding>> known = vectors();
      Embedding vector = embedder.embed(statement, PATIENCE).first();
      var byKind = new EnumMap<Kind, Double>(Kind.class);
      known.forEach((kind, each) -> byKind.put(kind, nearest(vector, each)));
      return Optional.of(new Nearness(byKind, vector));
    } catch (MemoryException e) {
      return Optional.empty();
    }
  }

  private static double nearest(Embedding vector, List<Embedding> prototypes) {
    return prototypes.stream()
        .mapToDouble(vector::cosine)
        .boxed()
        .sorted(java.util.Comparator.reverseOrder())
        .limit(NEAREST)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
  }

  private synchronized Map<Kind, List<Embedding>> vectors() {
    if (vectors == null) {
      var made = new EnumMap<Kind, List<Embedding>>(Kind.class);
      for (String line : Vocabulary.lines("prototypes")) {
        String[] sides = line.split("\\|", 2);
        Kind kind = Kind.valueOf(sides[0].strip().toUpperCase(java.util.Locale.ROOT));
        made.computeIfAbsent(kind, _ -> new ArrayList<>())
            .add(embedder.embed(sides[1].strip(), PATIENCE).first());
      }
      vectors = made;
    }
    return vectors;
  }
}
