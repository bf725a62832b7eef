package dev.keepsake.server.config;

import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import dev.keepsake.llm.openai.OpenAiSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/// Where models are and with which key, by the variables that everybody has.
///
/// @param environment every variable of the process
public record OpenAiVariables(Map<String, String> environment) {
  public static final String KEY = "OPENAI_API_KEY";
  public static final String BASE_URL = "OPENAI_BASE_URL";

  /// What the variables say. What is wrong is told without the value: people write passwords into
  /// URLs.
  public sealed interface Lookup {
    record Found(OpenAiEndpoint endpoint) implements Lookup {}

    /// The base URL is none, or has a password or a query in it.
    record NoUrl() implements Lookup {}

    /// Only a model on this machine is asked without a key.
    record NoKey() implements Lookup {}

    /// @param rule says what a key is
    record NotAKey(String rule) implements Lookup {}
  }

  public Lookup lookup() {
    return lookup(variable(BASE_URL).orElse(OpenAiSettings.OPENAI.toString()));
  }

  /// @param baseUrl in place of the variable's
  public Lookup lookup(String baseUrl) {
    OpenAiEndpoint open;
    try {
      open = new OpenAiEndpoint(new URI(baseUrl.strip().replaceAll("/+$", "")), Optional.empty());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return new Lookup.NoUrl();
    }
    Optional<String> written = variable(KEY);
    if (written.isEmpty()) {
      return isThisMachine(open.baseUrl()) ? new Lookup.Found(open) : new Lookup.NoKey();
    }
    try {
      var key = new ApiKey(written.get());
      return new Lookup.Found(new OpenAiEndpoint(open.baseUrl(), Optional.of(key)));
    } catch (IllegalArgumentException e) {
      return new Lookup.NotAKey(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /// By the name alone: to look one up would ask the network.
  private static boolean isThisMachine(URI url) {
    String host = String.valueOf(url.getHost());
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
