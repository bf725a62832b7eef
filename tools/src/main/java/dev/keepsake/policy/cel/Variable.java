package dev.keepsake.policy.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a condition can be about.
public enum Variable {
  MEMORY_TYPE("memory_type", new Domain.Words(WireName.words(MemoryType.class))),
  CONTENT("content", new Domain.Text()),
  CONTENT_LENGTH("content_length", new Domain.Whole(1, Content.MAX_CHARACTERS)),
  CONFIDENCE("confidence", new Domain.Decimal(0, 1)),
  IMPORTANCE("importance", new Domain.Decimal(0, 1)),
  TAGS("tags", new Domain.Texts()),
  SENSITIVE("sensitive", new Domain.Texts()),
  CONFIRMED("confirmed", new Domain.Flag()),
  SUPERSEDES("supersedes", new Domain.Flag()),
  SOURCE("source", new Domain.Words(WireName.words(Source.class))),
  PROVENANCE("provenance", new Domain.Words(WireName.words(Provenance.class))),
  TRUST("trust", new Domain.Words(WireName.words(Trust.class))),
  EXTRACTION("extraction", new Domain.Words(WireName.words(ExtractionType.class))),
  USER("user", new Domain.Text()),
  SCOPE("scope", new Domain.Text()),
  CLIENT("client", new Domain.Text()),
  CONFIDENCE_AUTO("confidence_auto", new Domain.Decimal(0, 1)),
  CONFIDENCE_CONFIRM("confidence_confirm", new Domain.Decimal(0, 1));

  /// What a variable can be.
  public sealed interface Domain {
    /// One of a closed set.
    record Words(List<String> words) implements Domain {
      public Words {
        words = List.copyOf(words);
      }
    }

    /// Any text.
    record Text() implements Domain {}

    /// Any number of texts.
    record Texts() implements Domain {}

    /// Both bounds are possible.
    record Decimal(double min, double max) implements Domain {}

    /// Both bounds are possible.
    record Whole(long min, long max) implements Domain {}

    record Flag() implements Domain {}
  }

  private static final Map<String, Variable> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Variable::written, Function.identity()));

  private final String written;
  private final Domain domain;

  Variable(String written, Domain domain) {
    this.written = written;
    this.domain = domain;
  }

  /// As conditions name it.
  public String written() {
    return written;
  }

  public Domain domain() {
    return domain;
  }

  /// Whether it follows from the text, and may be another once something was taken out of that.
  public boolean ofText() {
    return switch (this) {
      case CONTENT, CONTENT_LENGTH, SENSITIVE -> true;
      case MEMORY_TYPE,
          CONFIDENCE,
          IMPORTANCE,
          TAGS,
          CONFIRMED,
          SUPERSEDES,
          SOURCE,
          PROVENANCE,
          TRUST,
          EXTRACTION,
          USER,
          SCOPE,
          CLIENT,
          CONFIDENCE_AUTO,
          CONFIDENCE_CONFIRM ->
          false;
    };
  }

  public static Optional<Variable> find(String written) {
    return Optional.ofNullable(BY_NAME.get(written));
  }

  CelType type() {
    return switch (domain) {
      case Domain.Words _, Domain.Text _ -> SimpleType.STRING;
      case Domain.Texts _ -> ListType.create(SimpleType.STRING);
      case Domain.Decimal _ -> SimpleType.DOUBLE;
      case Domain.Whole _ -> SimpleType.INT;
      case Domain.Flag _ -> SimpleType.BOOL;
    };
  }
}
