package dev.keepsake.server.config;

import dev.keepsake.ChatSettings;
import dev.keepsake.ModelSettings;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.llm.openai.Retries;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.server.config.OpenAiVariables.Lookup;
import java.nio.file.Path;
import java.util.Optional;

/// Which language model the settings mean together. Each was accepted by itself.
///
/// @param values what each of them is
record LanguageModelReader(LanguageModelSettings given, TokenReader.Values values) {

  /// What they mean, or what is wrong.
  sealed interface Reading {
    record Right(ModelSettings settings) implements Reading {}

    /// @param key of a setting, or a variable
    /// @param rule what would be right
    record Wrong(String key, String rule) implements Reading {}
  }

  private sealed interface Chat {
    record Right(ChatSettings settings) implements Chat {}

    record Wrong(String key, String rule) implements Chat {}
  }

  /// @param home the data folder
  Reading read(OpenAiVariables variables, Path home) {
    return switch (chat(variables)) {
      case Chat.Wrong(var key, var rule) -> new Reading.Wrong(key, rule);
      case Chat.Right(var chat) -> read(chat, home);
    };
  }

  private Reading read(ChatSettings chat, Path home) {
    ExtractionBy extraction = values.of(given.extraction);
    if (extraction == ExtractionBy.MODEL && chat instanceof ChatSettings.None) {
      return new Reading.Wrong(
          given.model.name(), "with extraction model it must be the name of a model");
    }
    PromptsPlace prompts =
        values
            .of(given.prompts)
            .map(folder -> new PromptsPlace(folder, true))
            .orElseGet(() -> PromptsPlace.in(home));
    return new Reading.Right(new ModelSettings(chat, extraction, prompts));
  }

  private Chat chat(OpenAiVariables variables) {
    return switch (values.of(given.provider)) {
      case OPENAI ->
          values
              .of(given.model)
              .map(model -> openAi(model, variables))
              .orElseGet(() -> new Chat.Right(new ChatSettings.None()));
      case SCRIPTED ->
          values
              .of(given.script)
              .<Chat>map(file -> new Chat.Right(new ChatSettings.Scripted(file)))
              .orElseGet(() ->
                  new Chat.Wrong(
                      given.script.name(), "with chat_provider scripted it must name the script"));
    };
  }

  private Chat openAi(String model, OpenAiVariables variables) {
    return switch (variables.lookup()) {
      case Lookup.Found(var endpoint) ->
          new Chat.Right(
              new ChatSettings.OpenAi(
                  new OpenAiSettings(
                      endpoint.baseUrl(),
                      endpoint.key(),
                      model,
                      Optional.empty(),
                      values.of(given.timeout),
                      Retries.BRIEF)));
      case Lookup.NoUrl() ->
          new Chat.Wrong(
              OpenAiVariables.BASE_URL,
              "with chat_model_name it must be a URL like https://api.openai.com/v1, with no"
                  + " password and no query");
      case Lookup.NoKey() ->
          new Chat.Wrong(
              OpenAiVariables.KEY,
              "with chat_model_name it must be set to your key; only a model on this machine is"
                  + " asked without one");
      case Lookup.NotAKey(String rule) ->
          new Chat.Wrong(OpenAiVariables.KEY, "it is not a key: " + rule);
    };
  }
}
