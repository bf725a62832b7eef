package dev.keepsake.store.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a database is and who asks, in either of the forms that people have:
/// `postgresql://user:password@host:port/database?...` (or `postgres://`), and JDBC's. Shown
/// without the password.
public final class PostgresUrl {
  private static final Pattern SECRET = Pattern.compile("(?i)(password|sslpassword)=[^&]*");

  private static final String HOST = "(\\[[^\\]/?@]*]|[^\\[/?@:,]*)(:\\d+)?";
  private static final String PARAMETER = "([\\w.]+(=[^&]*)?)?";

  /// Hosts, database, parameters: with no `user:password@`, which the driver takes for a host with
  /// a port. What it can't read it logs, so that nothing may come to it that has a secret elsewhere
  /// than in a parameter.
  private static final Pattern JDBC =
      Pattern.compile(
          "jdbc:postgresql:(//%1$s(,%1$s)*/)?[^/?@]*(\\?%2$s(&%2$s)*)?".formatted(HOST, PARAMETER));

  private static final int FETCHED_ROWS = 1_000;

  private final String jdbc;
  private final Optional<String> user;
  private final Optional<String> password;

  private PostgresUrl(String jdbc, Optional<String> user, Optional<String> password) {
    this.jdbc = jdbc;
    this.user = user;
    this.password = password;
  }

  /// @throws IllegalArgumentException if `text` is neither form; the message does not repeat it
  public static PostgresUrl parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      requireReadable(text);
      return new PostgresUrl(text, parameter(text, "user"), parameter(text, "password"));
    }
    try {
      var uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme());
      if (!scheme.matches("postgres(ql)?") || uri.getHost() == null) {
        throw new IllegalArgumentException("no URL of a Postgres database");
      }
      return of(uri);
    } catch (URISyntaxException e) {
      // without the cause, whose message has the whole URL
      throw new IllegalArgumentException("no URL");
    }
  }

  private static PostgresUrl of(URI uri) {
    String[] parts = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
    requireReadable(jdbc);
    return new PostgresUrl(
        jdbc,
        Optional.of(decoded(parts[0]))
            .filter(name -> !name.isEmpty())
            .or(() -> parameter(jdbc, "user")),
        parts.length < 2 ? parameter(jdbc, "password") : Optional.of(decoded(parts[1])));
  }

  private static void requireReadable(String jdbc) {
    if (!JDBC.matcher(jdbc).matches() || Driver.parseURL(jdbc, new Properties()) == null) {
      throw new IllegalArgumentException(
          "no URL that the driver reads: write postgresql://user:password@host:port/database, or"
              + " jdbc:postgresql://host:port/database?user=...&password=...");
    }
  }

  private static Optional<String> parameter(String jdbc, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(jdbc);
    return found.find() ? Optional.of(decoded(found.group(1))) : Optional.empty();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The role that asks, if the URL names it.
  public Optional<String> user() {
    return user;
  }

  /// New connections, one for each that is asked for.
  PGSimpleDataSource source() {
    var source = new PGSimpleDataSource();
    source.setUrl(jdbc);
    user.ifPresent(source::setUser);
    password.ifPresent(source::setPassword);
    source.setApplicationName("keepsake");
    // else what a failure says has the whole row in it, and so the text of a memory
    source.setLogServerErrorDetail(false);
    // a string takes the type of the column that it goes to: text or jsonb
    source.setStringType("unspecified");
    source.setConnectTimeout(5);
    source.setSocketTimeout(60);
    source.setTcpKeepAlive(true);
    // so that a large index passes through without being held twice
    source.setDefaultRowFetchSize(FETCHED_ROWS);
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PostgresUrl url
        && url.jdbc.equals(jdbc)
        && url.user.equals(user)
        && url.password.equals(password);
  }

  @Override
  public int hashCode() {
    return jdbc.hashCode();
  }

  /// As the operator may see it: without a password.
  @Override
  public String toString() {
    String shown = SECRET.matcher(jdbc.substring("jdbc:".length())).replaceAll("$1=***");
    return user.filter(_ -> !shown.contains("user="))
        .map(name -> shown.replaceFirst("//", Matcher.quoteReplacement("//" + name + "@")))
        .orElse(shown);
  }
}
