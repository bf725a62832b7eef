package dev.keepsake.summary;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.Embedding;
import dev.keepsake.memory.Summary;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The sentences of a conversation around which the others turn, as they were said and in their
/// order, a line each: at most five, of which none says again what another says. The same for the
/// same conversation. Thread-safe.
///
/// Of a long conversation [#MOST_CONSIDERED] sentences are considered: those of the user first, and
/// of too many every so-manieth, so that all of it is seen and the time has an end.
///
/// @param embedder of the vectors by which sentences are compared
/// @param patience how long is waited for them
public record ExtractiveSummarizer(Embedder embedder, Duration patience) implements Summarizer {
  public static final int MOST_SENTENCES = 5;
  public static final int MOST_CONSIDERED = 240;

  /// How much it counts against a sentence that it is like one that was taken; the rest is how
  /// central it is.
  private static final double NOVELTY = 0.3;

  @Override
  public Optional<Summary> summarize(Optional<Summary> before, List<Said> said) {
    List<Candidate> all = Candidate.of(before, said, MOST_CONSIDERED);
    if (all.isEmpty()) {
      return before;
    }
    String text =
        taken(all).stream().mapToObj(i -> all.get(i).text()).collect(Collectors.joining("\n"));
    return Optional.of(new Summary(text, Summary.Kind.EXTRACTIVE));
  }

  private BitSet taken(List<Candidate> all) {
    var taken = new BitSet();
    if (all.size() <= MOST_SENTENCES) {
      taken.set(0, all.size());
      return taken;
    }
    double[] weights = all.stream().mapToDouble(Candidate::weight).toArray();
    double[][] alike = Centrality.alike(vectors(all));
    double[] central = Centrality.of(alike, weights);
    double most = 0;
    for (int i = 0; i < central.length; i++) {
      central[i] *= weights[i];
      most = Math.max(most, central[i]);
    }
    while (taken.cardinality() < MOST_SENTENCES) {
      taken.set(next(central, most, alike, taken));
    }
    return taken;
  }

  private List<Embedding> vectors(List<Candidate> all) {
    return embedder.embedAll(all.stream().map(Candidate::text).toList(), patience).stream()
        .map(EmbeddedText::first)
        .toList();
  }

  /// The one that is most central and least like those that were taken; of equals the first.
  private static int next(double[] central, double most, double[][] alike, BitSet taken) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = taken.nextClearBit(0); i < central.length; i = taken.nextClearBit(i + 1)) {
      double[] row = alike[i];
      double like = taken.stream().mapToDouble(other -> row[other]).max().orElse(0);
      double value = (1 - NOVELTY) * central[i] / most - NOVELTY * like;
      if (value > highest) {
        highest = value;
        best = i;
      }
    }
    return best;
  }
}
