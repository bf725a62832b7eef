package dev.keepsake.server.config;

import dev.keepsake.EmbeddingSettings;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.ModelSettings;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.forget.ForgetSettings;
import dev.keepsake.history.AuditSettings;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Confidence;
import dev.keepsake.policy.PolicyPlace;
import dev.keepsake.query.QuerySettings;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.call.Reach;
import dev.keepsake.server.config.EmbeddingReader.Reading;
import dev.keepsake.server.config.Layers.Given;
import dev.keepsake.server.config.SettingSource.Environment;
import dev.keepsake.server.observe.log.LogSettings;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.write.EmbeddingRetries;
import dev.keepsake.write.WriteSettings;
import dev.keepsake.write.WriteThresholds;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the settings of one process: from the command line, else from the environment, else from
/// `keepsake.yaml` in the data folder (or the file that `KEEPSAKE_CONFIG` names), else the default.
/// Used once.
public final class SettingsReader {
  private final Map<String, String> environment;
  private final Map<String, String> options;
  private final SettingCatalog catalog;
  private final List<SettingProblem> problems = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<EffectiveSetting> effective = new ArrayList<>();

  /// @param environment every variable of the process
  /// @param osUser the name of the operating system's user; blank or `?` if it has none
  /// @param options of the command line, by the name of the setting
  public SettingsReader(
      Map<String, String> environment, String osUser, Path userHome, Map<String, String> options) {
    this.environment = Map.copyOf(environment);
    this.options = Map.copyOf(options);
    this.catalog = new SettingCatalog(osUser, userHome);
  }

  /// @throws InvalidSettings with everything that is wrong
  public Settings read() {
    SettingsFile file = file();
    problems.addAll(file.problems());
    var layers = new Layers(file, environment, options);
    layers.names().filter(name -> !catalog.knows(name)).forEach(name -> unknown(layers, name));
    catalog.all().forEach(setting -> take(layers, setting));
    checkOrderOfConfidences(layers);
    checkPool(layers);
    checkHomeIsNotInItself(file);
    EmbeddingSettings embedding = embedding(layers);
    Optional<JwtSettings> tokens = tokens(layers);
    Optional<ModelSettings> model = model(layers);
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings(embedding, tokens, model.orElseThrow());
  }

  private SettingsFile file() {
    String named = environment.get("KEEPSAKE_CONFIG");
    if (named != null) {
      return named(named);
    }
    String home = environment.getOrDefault(catalog.home.variable(), catalog.home.fallback());
    return catalog
        .home
        .kind()
        .read(home)
        .map(folder -> folder.resolve("keepsake.yaml"))
        .filter(Files::exists)
        .map(SettingsFile::read)
        .orElseGet(() -> SettingsFile.none(Path.of("keepsake.yaml")));
  }

  private SettingsFile named(String text) {
    try {
      Path file = Path.of(text).toAbsolutePath();
      if (Files.isRegularFile(file)) {
        return SettingsFile.read(file);
      }
    } catch (InvalidPathException e) {
      // no file either
    }
    problems.add(
        new SettingProblem(
            "KEEPSAKE_CONFIG", text, new Environment("KEEPSAKE_CONFIG"), "it must name a file"));
    return SettingsFile.none(Path.of("keepsake.yaml"));
  }

  private void unknown(Layers layers, String name) {
    layers.find(name).ifPresent(given -> problems.add(unknown(given)));
  }

  /// Without its value: nobody knows whether it is a secret.
  private SettingProblem unknown(Given given) {
    boolean variable = given.source() instanceof Environment;
    Optional<String> meant =
        Nearest.to(given.name(), catalog.names())
            .map(
                name -> variable ? Setting.PREFIX + name.toUpperCase(java.util.Locale.ROOT) : name);
    String advice =
        meant
            .map(name -> "did you mean " + name + "?")
            .orElse("`keepsake config` lists those there are");
    String key = given.source() instanceof Environment(var whole) ? whole : given.name();
    return new SettingProblem(key, "", given.source(), "there is no such setting; " + advice);
  }

  private <T> void take(Layers layers, Setting<T> setting) {
    Given given =
        layers
            .find(setting.name())
            .orElseGet(
                () -> new Given(setting.name(), setting.fallback(), new SettingSource.Default()));
    setting
        .kind()
        .read(given.value())
        .ifPresentOrElse(value -> values.put(setting.name(), value), () -> refuse(setting, given));
    effective.add(
        new EffectiveSetting(
            setting.name(),
            setting.shown(given.value()),
            setting.fallback(),
            given.source(),
            setting.doc()));
  }

  private void refuse(Setting<?> setting, Given given) {
    problems.add(
        new SettingProblem(
            given.name(),
            setting.shown(given.value()),
            given.source(),
            "it must be " + setting.kind().rule()));
  }

  private void checkOrderOfConfidences(Layers layers) {
    if (!(values.get(catalog.auto.name()) instanceof Confidence auto)
        || !(values.get(catalog.confirm.name()) instanceof Confidence confirm)
        || confirm.compareTo(auto) <= 0) {
      return;
    }
    problems.add(outOfOrder(layers, catalog.confirm, confirm.value(), catalog.auto, auto.value()));
  }

  /// Names one that was set: the defaults are in order.
  private static SettingProblem outOfOrder(
      Layers layers, Setting<?> lower, Object low, Setting<?> upper, Object high) {
    Given given = layers.find(lower.name()).or(() -> layers.find(upper.name())).orElseThrow();
    return new SettingProblem(
        given.name(),
        given.value(),
        given.source(),
        "%s (%s) must not be over %s (%s)".formatted(lower.name(), low, upper.name(), high));
  }

  /// The default where something is wrong, which stops the start.
  private EmbeddingSettings embedding(Layers layers) {
    if (!(values.get(catalog.embeddingProvider.name()) instanceof EmbeddingProvider provider)
        || !(values.get(catalog.embeddingModel.name()) instanceof Optional<?> model)
        || !(values.get(catalog.embeddingDimension.name()) instanceof Optional<?> dimension)
        || !(values.get(catalog.embeddingCache.name()) instanceof Boolean cache)) {
      return EmbeddingSettings.DEFAULTS;
    }
    var reader =
        new EmbeddingReader(
            provider, model.map(String.class::cast), dimension.map(Integer.class::cast));
    return switch (reader.read(new OpenAiVariables(environment), cache)) {
      case Reading.Right(var settings) -> settings;
      case Reading.Wrong(String key, String rule) -> {
        problems.add(problem(layers, key, rule));
        yield EmbeddingSettings.DEFAULTS;
      }
    };
  }

  /// Without the value of a variable that is not ours: it may be a secret.
  private SettingProblem problem(Layers layers, String key, String rule) {
    if (!catalog.knows(key)) {
      return new SettingProblem(key, "", new Environment(key), rule);
    }
    return layers
        .find(key)
        .map(given -> new SettingProblem(key, catalog.shown(given), given.source(), rule))
        .orElseGet(() -> new SettingProblem(key, "", new SettingSource.Default(), rule));
  }

  /// None where something is wrong, which stops the start.
  private Optional<JwtSettings> tokens(Layers layers) {
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return switch (new TokenReader(catalog.tokens, catalog.web, this::value).read()) {
      case TokenReader.Reading.Right(var settings) -> settings;
      case TokenReader.Reading.Wrong(var setting, var rule) -> {
        problems.add(problem(layers, setting.name(), rule));
        yield Optional.empty();
      }
    };
  }

  /// None where something is wrong, which stops the start.
  private Optional<ModelSettings> model(Layers layers) {
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    var reader = new LanguageModelReader(catalog.chat, this::value);
    return switch (reader.read(new OpenAiVariables(environment), value(catalog.home))) {
      case LanguageModelReader.Reading.Right(var settings) -> Optional.of(settings);
      case LanguageModelReader.Reading.Wrong(var key, var rule) -> {
        problems.add(problem(layers, key, rule));
        yield Optional.empty();
      }
    };
  }

  private void checkPool(Layers layers) {
    if (!(values.get(catalog.poolMin.name()) instanceof Integer min)
        || !(values.get(catalog.poolMax.name()) instanceof Integer max)
        || min <= max) {
      return;
    }
    problems.add(outOfOrder(layers, catalog.poolMin, min, catalog.poolMax, max));
  }

  /// The file is looked for in the data folder, so it can't say where that is.
  private void checkHomeIsNotInItself(SettingsFile file) {
    String name = catalog.home.name();
    String value = file.values().get(name);
    if (value != null && !environment.containsKey("KEEPSAKE_CONFIG")) {
      problems.add(
          new SettingProblem(
              name,
              value,
              file.source(name),
              "the file is looked for in that folder; set KEEPSAKE_HOME instead"));
    }
  }

  private Settings settings(
      EmbeddingSettings embedding, Optional<JwtSettings> tokens, ModelSettings model) {
    var thresholds =
        new WriteThresholds(
            value(catalog.auto),
            value(catalog.confirm),
            value(catalog.duplicate),
            WriteThresholds.DEFAULTS.contradiction());
    var keepsake =
        new KeepsakeSettings(
            value(catalog.home),
            value(catalog.scope),
            new WriteSettings(
                thresholds,
                value(catalog.pendingFor),
                WriteSettings.DEFAULTS.patience(),
                new EmbeddingRetries(value(catalog.embeddingRetry)),
                value(catalog.writeMode)),
            new RateLimits(
                value(catalog.perConversation),
                value(catalog.perHour),
                value(catalog.creationsPerMinute)),
            new QuerySettings(value(catalog.userIndexBytes), QuerySettings.DEFAULTS.patience()),
            new ForgetSettings(value(catalog.purgeAfter)),
            value(catalog.rawKept),
            catalog.talk.read(this::value),
            embedding,
            policy(),
            audit(),
            database(),
            value(catalog.redis),
            model);
    return new Settings(
        keepsake,
        value(catalog.user),
        value(catalog.host),
        new Reach(
            value(catalog.allowedHosts),
            value(catalog.web.publicUrl),
            value(catalog.web.corsOrigins)),
        value(catalog.port),
        value(catalog.drain),
        value(catalog.databaseOwner),
        tokens,
        proxy(),
        new LogSettings(
            value(catalog.logLevel),
            value(catalog.logFormat),
            value(catalog.logFile),
            value(catalog.logUserIds)),
        effective);
  }

  private ProxySettings proxy() {
    return new ProxySettings(
        ProxyOptions.behind(new OpenAiVariables(environment)),
        value(catalog.proxy.maxToolRounds),
        value(catalog.proxy.timeout),
        value(catalog.proxy.idleTimeout),
        value(catalog.proxy.extract));
  }

  private AuditSettings audit() {
    int minutes = value(catalog.checkpointMinutes);
    return new AuditSettings(
        value(catalog.auditKeyFile)
            .orElseGet(() -> AuditSettings.defaults(value(catalog.home)).keyFile()),
        Optional.of(Duration.ofMinutes(minutes)).filter(Duration::isPositive),
        value(catalog.auditReads));
  }

  private PolicyPlace policy() {
    return value(catalog.policyFile)
        .map(file -> new PolicyPlace(file, true))
        .orElseGet(() -> PolicyPlace.in(value(catalog.home)));
  }

  private Optional<PostgresSettings> database() {
    return value(catalog.database)
        .map(url -> new PostgresSettings(url, value(catalog.poolMin), value(catalog.poolMax)));
  }

  @SuppressWarnings("unchecked") // what is under a setting's name was read by its kind
  private <T> T value(Setting<T> setting) {
    return (T) java.util.Objects.requireNonNull(values.get(setting.name()));
  }
}
