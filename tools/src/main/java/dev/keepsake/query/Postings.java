package dev.keepsake.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Which texts have which terms, and how well they match a query by BM25 with the statistics of
/// these texts alone.
///
/// Texts are numbered by the caller ("slots"). Not thread-safe.
final class Postings {
  /// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
  /// section 3.4; Lucene's defaults.
  private static final double K1 = 1.2;

  private static final double B = 0.75;

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Entries> terms = new ArrayList<>();
  private final Map<Integer, Document> documents = new HashMap<>();
  private long totalLength;

  private record Document(int[] terms, int length) {}

  /// The texts of one term: `slots[i]` has it `counts[i]` times.
  private static final class Entries {
    int[] slots = new int[2];
    int[] counts = new int[2];
    int size;

    void add(int slot, int count) {
      if (size == slots.length) {
        slots = Arrays.copyOf(slots, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
      }
      slots[size] = slot;
      counts[size] = count;
      size++;
    }

    void remove(int slot) {
      for (int i = 0; i < size; i++) {
        if (slots[i] == slot) {
          size--;
          slots[i] = slots[size];
          counts[i] = counts[size];
          return;
        }
      }
    }
  }

  void add(int slot, List<String> text) {
    var counts = new HashMap<Integer, Integer>();
    for (String term : text) {
      counts.merge(id(term), 1, Integer::sum);
    }
    counts.forEach((id, count) -> terms.get(id).add(slot, count));
    documents.put(
        slot,
        new Document(counts.keySet().stream().mapToInt(Integer::intValue).toArray(), text.size()));
    totalLength += text.size();
  }

  void remove(int slot) {
    Document document = documents.remove(slot);
    if (document != null) {
      for (int id : document.terms()) {
        terms.get(id).remove(slot);
      }
      totalLength -= document.length();
    }
  }

  private int id(String term) {
    return ids.computeIfAbsent(
        term,
        _ -> {
          terms.add(new Entries());
          return terms.size() - 1;
        });
  }

  /// How well each text matches, in arrays by slot; 0 where no term matches.
  ///
  /// @param bm25 in [0, inf)
  /// @param coverage share of the query's weight (the idf of its terms) that the text has, in [0,
  ///   1]
  record Matches(double[] bm25, double[] coverage) {}

  /// @param slots one more than the highest slot
  /// @param guests texts that are compared with these as if they were among them, in the slots from
  ///   `slots` on
  Matches match(Collection<String> query, int slots, List<List<String>> guests) {
    var statistics = new Statistics(guests);
    double[] bm25 = new double[slots + guests.size()];
    double[] coverage = new double[slots + guests.size()];
    double weight = 0;
    for (String term : query) {
      Integer id = ids.get(term);
      Entries entries = id == null ? new Entries() : terms.get(id);
      int[] counts = counts(term, guests);
      double idf =
          statistics.idf(entries.size + (int) IntStream.of(counts).filter(n -> n > 0).count());
      weight += idf;
      for (int i = 0; i < entries.size; i++) {
        int slot = entries.slots[i];
        bm25[slot] += idf * statistics.saturation(entries.counts[i], length(slot));
        coverage[slot] += idf;
      }
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          bm25[slots + i] += idf * statistics.saturation(counts[i], guests.get(i).size());
          coverage[slots + i] += idf;
        }
      }
    }
    if (weight > 0) {
      for (int slot = 0; slot < coverage.length; slot++) {
        coverage[slot] = Math.min(1, coverage[slot] / weight);
      }
    }
    return new Matches(bm25, coverage);
  }

  private static int[] counts(String term, List<List<String>> texts) {
    return texts.stream().mapToInt(text -> Collections.frequency(text, term)).toArray();
  }

  private int length(int slot) {
    Document document = documents.get(slot);
    return document == null ? 0 : document.length();
  }

  /// Of these texts and some guests together.
  private final class Statistics {
    private final int texts;
    private final double averageLength;

    Statistics(List<List<String>> guests) {
      texts = documents.size() + guests.size();
      long length = totalLength + guests.stream().mapToInt(List::size).sum();
      averageLength = Math.max(1, (double) length / Math.max(1, texts));
    }

    /// Inverse document frequency as Lucene has it: positive also for a term of every text.
    double idf(int having) {
      return Math.log(1 + (texts - having + 0.5) / (having + 0.5));
    }

    double saturation(int count, int length) {
      return count * (K1 + 1) / (count + K1 * (1 - B + B * length / averageLength));
    }
  }
}
