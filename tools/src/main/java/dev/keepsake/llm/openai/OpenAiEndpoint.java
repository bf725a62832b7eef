package dev.keepsake.llm.openai;

import java.net.URI;
import java.util.Optional;

/// Where models are, and the key with which they are asked.
///
/// @param baseUrl what stands before `/chat/completions` or `/embeddings`: http or https, with a
///   host, without a password or a query, since it is shown
/// @param key none for endpoints that ask for none
public record OpenAiEndpoint(URI baseUrl, Optional<ApiKey> key) {
  /// @throws IllegalArgumentException if `baseUrl` is none
  public OpenAiEndpoint {
    boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
    boolean bare = baseUrl.getRawUserInfo() == null && baseUrl.getRawQuery() == null;
    if (!http || baseUrl.getHost() == null || !bare) {
      throw new IllegalArgumentException(
          "a base URL begins with http:// or https:// and a host, and has no password and no"
              + " query");
    }
  }
}
