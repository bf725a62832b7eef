package dev.keepsake.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where Redis is and how it knows its caller: `redis://[[user]:password@]host[:port][/db]`, or
/// `rediss://` for TLS. Holds a secret: its [#toString] has `***` for the password.
///
/// @param user empty for Redis' default user
/// @param database its number, 0 if none is named
public record RedisUrl(
    boolean tls,
    String host,
    int port,
    Optional<String> user,
    Optional<String> password,
    int database) {
  /// What [#parse] accepts, in words.
  public static final String FORM =
      "redis://[[user]:password@]host[:port][/db], or rediss:// for TLS";

  private static final int DEFAULT_PORT = 6379;
  private static final int MAX_PORT = 65_535;

  private static final Pattern URL =
      Pattern.compile(
          """
          (?<scheme>rediss?)://\
          ((?<user>[^:@/?#\\s]*):(?<password>[^@/?#\\s]+)@)?\
          (\\[(?<address>[0-9a-fA-F:.]+)]|(?<name>[^:@/?#\\[\\]\\s]+))\
          (:(?<port>\\d{1,5}))?\
          (/(?<database>\\d{1,5})?)?\
          """);

  /// Special characters of user and password are percent-encoded.
  ///
  /// @throws IllegalArgumentException if `text` is no such URL; the message does not repeat it
  public static RedisUrl parse(String text) {
    Matcher parts = URL.matcher(text.strip());
    if (!parts.matches()) {
      throw wrong();
    }
    int port = part(parts, "port").map(Integer::parseInt).orElse(DEFAULT_PORT);
    if (port < 1 || port > MAX_PORT) {
      throw wrong();
    }
    return new RedisUrl(
        parts.group("scheme").equals("rediss"),
        part(parts, "address").or(() -> part(parts, "name")).orElseThrow(),
        port,
        part(parts, "user").map(RedisUrl::decoded),
        part(parts, "password").map(RedisUrl::decoded),
        part(parts, "database").map(Integer::parseInt).orElse(0));
  }

  private static Optional<String> part(Matcher parts, String name) {
    return Optional.ofNullable(parts.group(name)).filter(text -> !text.isEmpty());
  }

  private static String decoded(String part) {
    try {
      // a plus is itself in this part of a URL
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong(); // without the cause, which repeats the secret
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("it must be " + FORM);
  }

  /// Host and port, to be shown.
  public String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return "%s://%s%s%s"
        .formatted(
            tls ? "rediss" : "redis",
            password.isEmpty() ? "" : user.orElse("") + ":***@",
            place(),
            database == 0 ? "" : "/" + database);
  }
}
