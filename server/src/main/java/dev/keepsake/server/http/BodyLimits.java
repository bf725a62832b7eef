package dev.keepsake.server.http;

import dev.keepsake.server.call.Api;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How many bytes the body of a request may have.
///
/// @param usual for most paths
/// @param larger by the path as it is sent: one that is written otherwise has the usual; a part in
///   braces stands for any one
record BodyLimits(int usual, Map<String, Integer> larger) {

  /// @throws IllegalArgumentException if a path takes no more than others do
  BodyLimits {
    larger = Map.copyOf(larger);
    if (larger.values().stream().anyMatch(bytes -> bytes <= usual)) {
      throw new IllegalArgumentException("a large body is larger than %d bytes".formatted(usual));
    }
  }

  static BodyLimits of(int usual, List<Api> apis) {
    var larger = new HashMap<String, Integer>();
    apis.forEach(api -> larger.putAll(api.largeBodies()));
    return new BodyLimits(usual, larger);
  }

  int of(HttpServletRequest request) {
    String path = request.getRequestURI();
    return larger.entrySet().stream()
        .filter(limit -> isAt(limit.getKey(), path))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }

  private static boolean isAt(String template, String path) {
    String[] parts = template.split("/", -1);
    String[] sent = path.split("/", -1);
    return parts.length == sent.length
        && IntStream.range(0, parts.length)
            .allMatch(i -> parts[i].equals(sent[i]) || parts[i].startsWith("{"));
  }

  /// How many bytes of memory the body may need at once; none worth counting if it is of the usual
  /// size.
  ///
  /// @return 0, or more than [#usual]
  int counted(HttpServletRequest request) {
    int most = of(request);
    long announced = request.getContentLengthLong(); // negative where the body is chunked
    long size = announced < 0 ? most : announced;
    return size <= usual ? 0 : (int) Math.min(size, most);
  }
}
