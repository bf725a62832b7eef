package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which part of the memories to show.
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, 1 to 50; 10 if left out.")
  private @Nullable Integer limit;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Only of these types; may be repeated.")
  private List<String> types = List.of();

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Continue a list of the newest.")
  private @Nullable String cursor;

  /// As arguments of `query_memory`.
  void addTo(ObjectNode arguments) {
    Optional.ofNullable(limit).ifPresent(n -> arguments.put("limit", n));
    if (!types.isEmpty()) {
      types.forEach(arguments.putArray("memory_types")::add);
    }
    Optional.ofNullable(cursor).ifPresent(value -> arguments.put("cursor", value));
  }
}
