package dev.keepsake.server.cli;

import dev.keepsake.llm.openai.OpenAiEndpoint;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.llm.openai.Retries;
import dev.keepsake.server.config.OpenAiVariables;
import dev.keepsake.server.config.OpenAiVariables.Lookup;
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
  /// @throws UsageException that names what is to be set or mended
  OpenAiSettings settings(Optional<Double> temperature, int timeoutSeconds) {
    if (model == null || model.isBlank()) {
      throw new UsageException("Name the model with --model, as its provider calls it.");
    }
    OpenAiEndpoint endpoint = endpoint();
    try {
      return new OpenAiSettings(
          endpoint.baseUrl(),
          endpoint.key(),
          model.strip(),
          temperature,
          Duration.ofSeconds(timeoutSeconds),
          Retries.DEFAULTS);
    } catch (IllegalArgumentException e) {
      throw new UsageException("The model can't be asked like this: " + e.getMessage() + ".");
    }
  }

  private OpenAiEndpoint endpoint() {
    var variables = new OpenAiVariables(environment);
    return switch (baseUrl == null ? variables.lookup() : variables.lookup(baseUrl)) {
      case Lookup.Found(var endpoint) -> endpoint;
      case Lookup.NoUrl() ->
          throw new UsageException(
              "The model's base URL is none: give --base-url or %s one like %s, with no password and no query."
                  .formatted(OpenAiVariables.BASE_URL, OpenAiSettings.OPENAI));
      case Lookup.NoKey() ->
          throw new UsageException(
              "Set %s to your key for the model's endpoint (--base-url or %s names another); only a model on this machine is asked without one."
                  .formatted(OpenAiVariables.KEY, OpenAiVariables.BASE_URL));
      case Lookup.NotAKey(String rule) ->
          throw new UsageException(OpenAiVariables.KEY + " is not a key: " + rule + ".");
    };
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
