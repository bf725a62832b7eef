package dev.keepsake.memory;

import java.util.List;
import java.util.Optional;

/// What may be noted of a memory beside its statement.
///
/// @param metadata a JSON object, `{}` where there is none
/// @param filterTags labels of the application, a JSON object, `{}` where there is none; that of
///   the scope is not among them
/// @param sourceId names what it was taken from, within its source
/// @param related ids of memories that have to do with this one
/// @param emotionalScore how strongly it was felt, as whoever wrote it measures that
public record Annotations(
    Optional<String> title,
    String metadata,
    String filterTags,
    Optional<String> sourceId,
    List<String> related,
    Optional<String> project,
    Optional<String> author,
    Optional<Double> emotionalScore) {
  public static final String NO_METADATA = "{}";
  public static final Annotations NONE =
      new Annotations(
          Optional.empty(),
          NO_METADATA,
          NO_METADATA,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Annotations {
    related = List.copyOf(related);
  }
}
