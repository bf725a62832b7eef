package dev.keepsake.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Whether proposals are right as often as their confidence says.
///
/// @param bins ten of equal width, those without proposals left out
/// @param brier mean squared distance of the confidence from 1 for a right proposal and 0 for a
///   wrong one (Brier 1950): 0 is best, 0.25 is what 0.5 every time gets; empty without proposals
/// @param expectedError mean distance of a bin's confidence from its share of right ones, weighted
///   by its proposals (Naeini 2015); empty without proposals
public record Calibration(
    List<Bin> bins, int proposals, OptionalDouble brier, OptionalDouble expectedError) {
  private static final int BINS = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /// Proposals whose confidence is in [from, to); in the last bin 1 too.
  ///
  /// @param confidence their mean
  public record Bin(double from, double to, int proposals, int right, double confidence) {
    /// The share that is right, in [0, 1].
    public double share() {
      return (double) right / proposals;
    }
  }

  static Calibration of(List<JudgedProposal> proposals) {
    var bins = new ArrayList<Bin>();
    for (int bin = 0; bin < BINS; bin++) {
      int number = bin;
      List<JudgedProposal> inside =
          proposals.stream().filter(proposal -> bin(proposal) == number).toList();
      if (!inside.isEmpty()) {
        bins.add(
            new Bin(
                (double) bin / BINS,
                (double) (bin + 1) / BINS,
                inside.size(),
                (int) inside.stream().filter(JudgedProposal::right).count(),
                inside.stream().mapToDouble(JudgedProposal::confidence).average().orElseThrow()));
      }
    }
    return new Calibration(bins, proposals.size(), brier(proposals), error(bins, proposals.size()));
  }

  private static int bin(JudgedProposal proposal) {
    return Math.min((int) (proposal.confidence() * BINS), BINS - 1);
  }

  private static OptionalDouble brier(List<JudgedProposal> proposals) {
    return proposals.stream()
        .mapToDouble(one -> Math.pow(one.confidence() - (one.right() ? 1 : 0), 2))
        .average();
  }

  private static OptionalDouble error(List<Bin> bins, int proposals) {
    double sum =
        bins.stream()
            .mapToDouble(bin -> bin.proposals() * Math.abs(bin.share() - bin.confidence()))
            .sum();
    return proposals == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / proposals);
  }
}
