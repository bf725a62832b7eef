package dev.keepsake.server.http;

import dev.keepsake.server.call.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// By which names this server may be asked for. Without that, any web page could have its own name
/// resolve to this machine and read what is here.
final class HostNames {
  private final Set<String> own;
  private final Set<String> allowed;
  private final boolean any;

  /// @param everyAddress whether every address of this machine is listened on
  HostNames(HttpSettings settings, boolean everyAddress) {
    String host = bracketed(settings.host().toLowerCase(Locale.ROOT));
    this.own = Set.copyOf(Stream.of("localhost", "127.0.0.1", "[::1]", host).distinct().toList());
    this.allowed =
        Stream.concat(
                settings.reach().allowedHosts().stream(),
                settings.reach().publicUrl().map(PublicUrl::host).stream())
            .map(name -> bracketed(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
    // where every address is listened on and nobody has said how this server is called, nobody
    // knows all its names, and every call needs a key or a token, which a page does not have,
    // whatever its name resolves to
    this.any = allowed.isEmpty() && everyAddress;
  }

  /// Whether the header Host names this server.
  boolean areMetBy(HttpServletRequest request) {
    return isHere(host(request), request);
  }

  /// Whether a page of that origin is of this server.
  ///
  /// @param origin as the header Origin has it
  boolean isOwnPage(String origin, HttpServletRequest request) {
    String lower = origin.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") && isOwn(lower.substring("http://".length()), request)) {
      return true;
    }
    // whoever stands before this server may speak TLS
    String authority = lower.replaceFirst("^https?://", "");
    return !authority.equals(lower)
        && (allowed.contains(name(authority)) || (any && authority.equals(host(request))));
  }

  private boolean isHere(String host, HttpServletRequest request) {
    return any || isOwn(host, request) || allowed.contains(name(host));
  }

  private boolean isOwn(String host, HttpServletRequest request) {
    int port = request.getLocalPort();
    // browsers leave the scheme's own port out
    String full = port == 80 && !hasPort(host) ? host + ":80" : host;
    String name = name(full);
    return full.equals(name + ":" + port)
        && (own.contains(name) || name.equals(bracketed(request.getLocalAddr())));
  }

  private static String host(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  private static boolean hasPort(String host) {
    return host.matches(".*:\\d+");
  }

  private static String name(String host) {
    return host.replaceFirst(":\\d+$", "");
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
