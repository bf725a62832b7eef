package dev.keepsake.llm.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Which model is asked, and how.
///
/// @param baseUrl what stands before `/chat/completions`: http or https, with a host
/// @param key none for endpoints that ask for none
/// @param temperature in [0, 2]; if left out none is sent, since some models refuse every one
/// @param timeout of one call
public record OpenAiSettings(
    URI baseUrl,
    Optional<ApiKey> key,
    String model,
    Optional<Double> temperature,
    Duration timeout,
    Retries retries) {
  public static final URI OPENAI = URI.create("https://api.openai.com/v1");

  /// @throws IllegalArgumentException if a value is out of its range
  public OpenAiSettings {
    var _ = new OpenAiEndpoint(baseUrl, key); // refuses what is no URL
    if (model.isBlank()) {
      throw new IllegalArgumentException("a model has a name");
    }
    if (temperature.isPresent() && !(temperature.get() >= 0 && temperature.get() <= 2)) {
      throw new IllegalArgumentException("a temperature is 0 to 2, not " + temperature.get());
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a timeout is positive");
    }
  }
}
