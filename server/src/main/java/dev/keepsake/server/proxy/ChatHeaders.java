package dev.keepsake.server.proxy;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.server.proxy.upstream.Upstream.Header;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the headers of a request say to the proxy.
///
/// @param recall whether what is remembered is told to the model
/// @param tools whether the model is offered the memory tools
/// @param extract whether what the user says is extracted; empty: as it is set
/// @param passed what goes to the upstream
record ChatHeaders(boolean recall, boolean tools, Optional<Boolean> extract, List<Header> passed) {
  /// What clients tell the upstream of themselves, and of the trace that a request belongs to. No
  /// credentials, no cookies, nothing that says where the caller is, and neither organization nor
  /// project: the upstream knows those by the key, which is ours.
  private static final List<String> PASSED =
      List.of(
          "accept",
          "user-agent",
          "openai-beta",
          "http-referer",
          "x-title",
          "x-client-request-id",
          "traceparent",
          "tracestate");

  private static final String PASSED_PREFIX = "x-stainless-";

  ChatHeaders {
    passed = List.copyOf(passed);
  }

  /// @throws MemoryException with `INVALID_INPUT` if a header of ours says neither on nor off
  static ChatHeaders of(HttpServletRequest request) {
    return new ChatHeaders(
        flag(request, "X-Keepsake-Recall").orElse(true),
        flag(request, "X-Keepsake-Tools").orElse(true),
        flag(request, "X-Keepsake-Extract"),
        passed(request));
  }

  private static Optional<Boolean> flag(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name))
        .map(word ->
            switch (word.strip().toLowerCase(Locale.ROOT)) {
              case "on" -> true;
              case "off" -> false;
              default ->
                  throw new MemoryException(
                      ErrorCode.INVALID_INPUT, "The header %s must be on or off.".formatted(name));
            });
  }

  static List<Header> passed(HttpServletRequest request) {
    Stream<Header> plain =
        Collections.list(request.getHeaderNames()).stream()
            .filter(ChatHeaders::isPassed)
            .map(name -> new Header(name, request.getHeader(name)));
    Stream<Header> via =
        Collections.list(request.getHeaders("Via")).stream().map(value -> new Header("Via", value));
    return Stream.concat(plain, via).toList();
  }

  private static boolean isPassed(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return PASSED.contains(name) || name.startsWith(PASSED_PREFIX);
  }
}
