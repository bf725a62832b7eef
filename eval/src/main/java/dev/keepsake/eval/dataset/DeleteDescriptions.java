package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Descriptions of what is to be forgotten, and which memory each means.
///
/// @param memories of one user
public record DeleteDescriptions(int version, List<String> memories, List<Described> descriptions) {
  public DeleteDescriptions {
    memories = List.copyOf(memories);
    descriptions = List.copyOf(descriptions);
    for (Described described : descriptions) {
      if (described.means != null && (described.means < 0 || described.means >= memories.size())) {
        throw new IllegalArgumentException(
            "\"%s\" means memory %d of %d"
                .formatted(described.description, described.means, memories.size()));
      }
    }
  }

  /// @param means the place of the memory that is meant; null if none of them is
  public record Described(String description, @Nullable Integer means) {
    public Optional<Integer> meant() {
      return Optional.ofNullable(means);
    }
  }

  /// The set that is shipped with this library.
  public static DeleteDescriptions shipped() {
    String path = "/dev/keepsake/eval/delete-descriptions.json";
    try (InputStream in = DeleteDescriptions.class.getResourceAsStream(path)) {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(in, DeleteDescriptions.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
