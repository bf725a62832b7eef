package dev.keepsake.server.cli;

import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.llm.openai.Retries;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a model is and with which key, from options and the variables that everybody has.
///
/// @param environment every variable
record ModelEndpoint(
    Map<String, String> environment, @Nullable String model, @Nullable String baseUrl) {
  private static final String KEY = "OPENAI_API_KEY";
  private static final String BASE_URL = "OPENAI_BASE_URL";

  /// @throws UsageException that names what is to be set or mended
  OpenAiSettings settings(Optional<Double> temperature, int timeoutSeconds) {
    if (model == null || model.isBlank()) {
      throw new UsageException("Name the model with --model, as its provider calls it.");
    }
    URI url = url();
    try {
      return new OpenAiSettings(
          url,
          key(url),
          model.strip(),
          temperature,
          Duration.ofSeconds(timeoutSeconds),
          Retries.DEFAULTS);
    } catch (IllegalArgumentException e) {
      throw new UsageException("The model can't be asked like this: " + e.getMessage() + ".");
    }
  }

  private URI url() {
    String written =
        baseUrl == null
            ? variable(BASE_URL).orElse(OpenAiSettings.OPENAI.toString())
            : baseUrl.strip();
    try {
      URI url = new URI(written.replaceAll("/+$", ""));
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw noUrl();
    }
    throw noUrl();
  }

  /// Without what was written: people write passwords into URLs.
  private static UsageException noUrl() {
    return new UsageException(
        "The model's base URL is none: give --base-url or %s one like %s."
            .formatted(BASE_URL, OpenAiSettings.OPENAI));
  }

  private Optional<ApiKey> key(URI url) {
    Optional<String> written = variable(KEY);
    if (written.isEmpty() && !isThisMachine(url)) {
      throw new UsageException(
          "Set %s to your key for the model's endpoint (--base-url or %s names another); only a model on this machine is asked without one."
              .formatted(KEY, BASE_URL));
    }
    return written.map(ModelEndpoint::key);
  }

  private static ApiKey key(String written) {
    try {
      return new ApiKey(written);
    } catch (IllegalArgumentException e) {
      throw new UsageException(KEY + " is not a key: " + e.getMessage() + ".");
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

  /// What the answers depend on, for reports.
  static SortedMap<String, String> parameters(OpenAiSettings settings) {
    var parameters = new TreeMap<String, String>();
    parameters.put("base_url", settings.baseUrl().toString());
    parameters.put(
        "temperature", settings.temperature().map(Object::toString).orElse("the model's own"));
    return parameters;
  }
}
