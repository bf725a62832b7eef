package dev.keepsake.summary;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.Embedding;
import dev.keepsake.memory.Summary;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The sentences of a conversation that tell most of it, as they were said and in their order, a
/// line each: at most five. One after the other the sentence is taken that has most of the words
/// that tell something and were not told yet ([Telling]); what its words tell counts more the more
/// central it is among all sentences ([Centrality]), and by who said it, when, and in how many
/// words ([Candidate]). The same for the same conversation. Thread-safe.
///
/// Of a long conversation [#MOST_CONSIDERED] sentences are considered: those of the user first, and
/// of too many every so-manieth, so that all of it is seen and the time has an end.
///
/// @param embedder of the vectors by which sentences are compared
/// @param patience how long is waited for them
public record ExtractiveSummarizer(Embedder embedder, Duration patience) implements Summarizer {
  public static final int MOST_SENTENCES = 5;
  public static final int MOST_CONSIDERED = 240;

  /// Of how central a sentence is, from 0 to 1 for the most central one.
  private static final double CENTRAL = 0.2;

  /// What a sentence tells that has nothing new: of those the most central is the next.
  private static final double NOTHING_NEW = 1e-6;

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
    double[] values = values(all);
    List<List<Word>> words = all.stream().map(one -> Words.of(one.text())).toList();
    var telling = new Telling(all, words);
    List<Map<String, Double>> told = words.stream().map(telling::of).toList();
    var known = new HashSet<String>();
    while (taken.cardinality() < MOST_SENTENCES) {
      int next = next(values, told, known, taken);
      taken.set(next);
      known.addAll(told.get(next).keySet());
    }
    return taken;
  }

  /// How much what a sentence tells counts: by its kind, and by how central it is.
  private double[] values(List<Candidate> all) {
    double[] values = all.stream().mapToDouble(Candidate::weight).toArray();
    double[] central = Centrality.of(Centrality.alike(vectors(all)), values);
    double most = Arrays.stream(central).max().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      values[i] *= Math.pow(central[i] / most, CENTRAL);
    }
    return values;
  }

  private List<Embedding> vectors(List<Candidate> all) {
    return embedder.embedAll(all.stream().map(Candidate::text).toList(), patience).stream()
        .map(EmbeddedText::first)
        .toList();
  }

  /// The one that tells most of what is not known yet; of equals the first.
  private static int next(
      double[] values, List<Map<String, Double>> told, Set<String> known, BitSet taken) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = taken.nextClearBit(0); i < values.length; i = taken.nextClearBit(i + 1)) {
      double value = values[i] * (NOTHING_NEW + unknown(told.get(i), known));
      if (value > highest) {
        highest = value;
        best = i;
      }
    }
    return best;
  }

  private static double unknown(Map<String, Double> told, Set<String> known) {
    double sum = 0;
    for (Map.Entry<String, Double> word : told.entrySet()) {
      sum += known.contains(word.getKey()) ? 0 : word.getValue();
    }
    return sum;
  }
}
