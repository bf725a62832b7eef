package dev.keepsake.server.proxy;

import java.util.List;
import java.util.stream.Stream;

/// The model's calls of memory tools in one turn, and what they came to.
///
/// @param said the model's message with its calls, as JSON
/// @param results a message for each call, as JSON
record ToolRound(String said, List<String> results) {
  ToolRound {
    results = List.copyOf(results);
  }

  /// As they follow the caller's messages.
  List<String> messages() {
    return Stream.concat(Stream.of(said), results.stream()).toList();
  }
}
