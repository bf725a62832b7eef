package dev.keepsake.server.config;

import dev.keepsake.server.call.PublicUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How `serve` is reached from other machines and pages: its settings beside host and port.
final class WebSettings {
  /// As browsers send it: no path, and no port that is the scheme's own.
  private static final Pattern ORIGIN =
      Pattern.compile("https?://([a-z0-9._-]{1,253}|\\[[0-9a-f:.]+])(:\\d{1,5})?");

  final Setting<Optional<PublicUrl>> publicUrl =
      new Setting<>(
          "public_url",
          "",
          Kind.made(
              "a URL such as https://memory.example.com, without query or password, or empty for"
                  + " none",
              text -> text.isBlank() ? Optional.empty() : Optional.of(PublicUrl.parse(text))),
          "how clients reach `serve`, through whatever stands before it; tokens are made for it,"
              + " and its host is one of `allowed_hosts`");
  final Setting<Set<String>> corsOrigins =
      new Setting<>(
          "cors_origins",
          "",
          Kind.made(
              "origins such as https://app.example.com, separated by commas, or empty for none",
              WebSettings::origins),
          "whose pages may call `serve` from a browser (CORS), beside its own; a `*` is not taken");

  List<Setting<?>> all() {
    return List.of(publicUrl, corsOrigins);
  }

  private static Set<String> origins(String text) {
    return text.isBlank()
        ? Set.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .map(WebSettings::origin)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static String origin(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!ORIGIN.matcher(lower).matches()) {
      throw new IllegalArgumentException("no origin");
    }
    try {
      return withoutUsualPort(new URI(lower));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no origin", e);
    }
  }

  private static String withoutUsualPort(URI origin) {
    String scheme = origin.getScheme();
    int usual = scheme.equals("https") ? 443 : 80;
    return origin.getPort() == usual ? scheme + "://" + origin.getHost() : origin.toString();
  }
}
