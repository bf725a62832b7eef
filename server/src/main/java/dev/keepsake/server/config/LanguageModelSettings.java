package dev.keepsake.server.config;

import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.memory.WireName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which language model there is, what it does, and what it reads.
final class LanguageModelSettings {
  /// Who answers for a model.
  enum Provider implements WireName {
    OPENAI("openai"),
    SCRIPTED("scripted");

    private final String wireName;

    Provider(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  final Setting<Optional<String>> model =
      new Setting<>(
          "chat_model_name",
          "",
          Kind.made(
              "the name of a model, or empty for none",
              text -> Optional.of(text.strip()).filter(name -> !name.isEmpty())),
          "the language model, as its provider calls it (`OPENAI_API_KEY`, `OPENAI_BASE_URL`);"
              + " empty: there is none, and none is needed");
  final Setting<Provider> provider =
      new Setting<>(
          "chat_provider",
          "openai",
          Kind.oneOf(WireName.words(Provider.class))
              .map(word -> WireName.require(Provider.class, word)),
          "who answers for it: an endpoint like OpenAI's, or a script of recorded answers, for"
              + " tests and demonstrations");
  final Setting<Optional<Path>> script;
  final Setting<Duration> timeout =
      new Setting<>(
          "chat_timeout_seconds",
          "60",
          Kind.whole(1, 3_600).map(Duration::ofSeconds),
          "seconds that it may take for an answer; of a streamed one to begin, and between two"
              + " pieces");
  final Setting<ExtractionBy> extraction =
      new Setting<>(
          "extraction",
          "local_rules",
          Kind.oneOf(WireName.words(ExtractionBy.class))
              .map(word -> WireName.require(ExtractionBy.class, word)),
          "who reads in a conversation what is to be remembered: rules in this process, or the"
              + " language model, which is then sent the conversation");
  final Setting<Optional<Path>> prompts;

  LanguageModelSettings(Path userHome) {
    script =
        new Setting<>(
            "chat_script_file",
            "",
            Kind.made("a file, or empty for none", text -> optional(text, userHome)),
            "the script of chat_provider scripted");
    prompts =
        new Setting<>(
            "prompts_dir",
            "",
            Kind.made("a folder, or empty for none", text -> optional(text, userHome)),
            "your own texts for models, in the place of those that are shipped; empty: `prompts` in"
                + " the data folder while there is one");
  }

  List<Setting<?>> all() {
    return List.of(provider, model, timeout, script, extraction, prompts);
  }

  private static Optional<Path> optional(String text, Path userHome) {
    return text.isBlank() ? Optional.empty() : Optional.of(SettingCatalog.path(text, userHome));
  }
}
