package dev.keepsake.server.config;

import dev.keepsake.EmbeddingSettings;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import dev.keepsake.server.config.OpenAiVariables.Lookup;
import java.util.Map;
import java.util.Optional;

/// Which embedding model the settings mean together. Each was accepted by itself.
///
/// @param model empty for the provider's own
/// @param dimension empty for the model's own
record EmbeddingReader(
    EmbeddingProvider provider, Optional<String> model, Optional<Integer> dimension) {
  private static final String DEFAULT_MODEL = "text-embedding-3-small";
  private static final Map<String, Integer> DIMENSIONS =
      Map.of(
          DEFAULT_MODEL, 1_536, "text-embedding-3-large", 3_072, "text-embedding-ada-002", 1_536);

  /// What they mean, or what is wrong.
  sealed interface Reading {
    record Right(EmbeddingSettings settings) implements Reading {}

    /// @param key of a setting, or a variable
    /// @param rule what would be right
    record Wrong(String key, String rule) implements Reading {}
  }

  Reading read(OpenAiVariables variables, boolean cache) {
    return switch (provider) {
      case ONNX -> local(variables, cache);
      case OPENAI -> remote(variables, cache);
    };
  }

  private Reading local(OpenAiVariables variables, boolean cache) {
    EmbeddingSpace only = OnnxEmbedder.SPACE;
    if (model.filter(name -> !name.equals(only.model())).isPresent()) {
      return wrong(
          "embedding_model_name",
          "with embedding_provider onnx it must be %s or empty".formatted(only.model()));
    }
    if (dimension.filter(number -> number != only.dimension()).isPresent()) {
      return wrong(
          "embedding_dimension",
          "with embedding_provider onnx it must be %d or empty".formatted(only.dimension()));
    }
    // a store may still be searched with a model of an endpoint
    Optional<OpenAiEndpoint> endpoint =
        variables.lookup() instanceof Lookup.Found(var found)
            ? Optional.of(found)
            : Optional.empty();
    return new Reading.Right(new EmbeddingSettings(provider, only, endpoint, cache));
  }

  private Reading remote(OpenAiVariables variables, boolean cache) {
    String name = model.orElse(DEFAULT_MODEL);
    Optional<Integer> length = dimension.or(() -> Optional.ofNullable(DIMENSIONS.get(name)));
    if (length.isEmpty()) {
      return wrong("embedding_dimension", "it must be set to the length of the vectors of " + name);
    }
    return switch (variables.lookup()) {
      case Lookup.Found(var endpoint) ->
          new Reading.Right(
              new EmbeddingSettings(
                  provider, new EmbeddingSpace(name, length.get()), Optional.of(endpoint), cache));
      case Lookup.NoUrl() ->
          wrong(
              OpenAiVariables.BASE_URL,
              "with embedding_provider openai it must be a URL like https://api.openai.com/v1, with"
                  + " no password and no query");
      case Lookup.NoKey() ->
          wrong(
              OpenAiVariables.KEY,
              "with embedding_provider openai it must be set to your key; only a model on this"
                  + " machine is asked without one");
      case Lookup.NotAKey(String rule) -> wrong(OpenAiVariables.KEY, "it is not a key: " + rule);
    };
  }

  private static Reading wrong(String key, String rule) {
    return new Reading.Wrong(key, rule);
  }
}
