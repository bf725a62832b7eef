package dev.keepsake.server.call;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// How clients reach this server: `http://` or `https://`, a host, perhaps a port and a path, and
/// nothing else. Ends without a slash.
public record PublicUrl(URI value) {

  /// @throws IllegalArgumentException if it has another scheme, no host, a user, a query or a
  ///   fragment
  public PublicUrl {
    String scheme = String.valueOf(value.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || value.getHost() == null
        || value.getRawUserInfo() != null
        || value.getRawQuery() != null
        || value.getRawFragment() != null) {
      throw new IllegalArgumentException("no URL of a server");
    }
    value = URI.create(value.toString().replaceAll("/+$", ""));
  }

  /// @throws IllegalArgumentException if `text` is no such URL
  public static PublicUrl parse(String text) {
    try {
      return new PublicUrl(new URI(text.strip()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no URL", e);
    }
  }

  /// @param path begins with a slash
  public String at(String path) {
    return value + path;
  }

  public boolean isEncrypted() {
    return String.valueOf(value.getScheme()).equalsIgnoreCase("https");
  }

  /// In lower case; of an IPv6 address with its brackets.
  public String host() {
    return String.valueOf(value.getHost()).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
