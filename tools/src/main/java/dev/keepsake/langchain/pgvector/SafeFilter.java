package dev.keepsake.langchain.pgvector;

import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.ContainsString;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import java.util.Set;
import java.util.TreeSet;

/// Makes a filter such as `PgVectorEmbeddingStore` can be given. That class writes keys into its
/// SQL as they are, so that only those of the view may pass; and what is negated without
/// parentheses, so that `a and b != c` means `(a and b is null) or b != c`: a negation is written
/// as one of a whole comparison, which it puts into parentheses.
final class SafeFilter {
  private SafeFilter() {}

  /// @throws IllegalArgumentException if a key is no column, or a comparison is not known
  static Filter of(Filter filter, Set<String> keys) {
    return switch (filter) {
      case And and -> new And(of(and.left(), keys), of(and.right(), keys));
      case Or or -> new Or(of(or.left(), keys), of(or.right(), keys));
      case Not not -> new Not(of(not.expression(), keys));
      case IsNotEqualTo not ->
          new Not(new IsEqualTo(known(not.key(), keys), not.comparisonValue()));
      case IsNotIn not -> new Not(new IsIn(known(not.key(), keys), not.comparisonValues()));
      default -> comparison(filter, keys);
    };
  }

  private static Filter comparison(Filter filter, Set<String> keys) {
    String key =
        switch (filter) {
          case IsEqualTo is -> is.key();
          case IsIn is -> is.key();
          case IsGreaterThan is -> is.key();
          case IsGreaterThanOrEqualTo is -> is.key();
          case IsLessThan is -> is.key();
          case IsLessThanOrEqualTo is -> is.key();
          case ContainsString contains -> contains.key();
          default ->
              throw new IllegalArgumentException(
                  "a filter of the kind %s is not known".formatted(filter.getClass().getName()));
        };
    known(key, keys);
    return filter;
  }

  private static String known(String key, Set<String> keys) {
    if (!keys.contains(key)) {
      throw new IllegalArgumentException(
          "memories can't be filtered by that key; there are "
              + String.join(", ", new TreeSet<>(keys)));
    }
    return key;
  }
}
