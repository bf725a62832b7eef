package dev.keepsake.server.config;

import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Similarity;
import dev.keepsake.memory.UserName;
import dev.keepsake.memory.WireName;
import dev.keepsake.redis.RedisUrl;
import dev.keepsake.server.observe.log.LogFormat;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.task.RawSettings;
import dev.keepsake.write.WriteMode;
import dev.keepsake.write.WriteSettings;
import dev.keepsake.write.WriteThresholds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.Level;

/// Every setting of this version. The fallbacks of the features' numbers are those of their
/// records, which a test compares.
final class SettingCatalog {
  /// A name, an IPv4 address, or an IPv6 address with or without a zone.
  private static final String HOST =
      "[A-Za-z0-9._-]{1,253}|(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]+)?";

  private static final int MANY_WRITES = 1_000_000;
  private static final int MANY_CONNECTIONS = 1_000;
  private static final String DATABASE =
      "a URL such as postgresql://role:password@host:5432/keepsake or"
          + " jdbc:postgresql://host:5432/keepsake?user=role&password=..., or empty for none";

  /// Read by the launcher, the build, what makes a database ready or the reader of settings itself,
  /// and so no mistake.
  static final List<String> OTHER_VARIABLES =
      List.of(
          "KEEPSAKE_AOT_CACHE",
          "KEEPSAKE_APP_PASSWORD",
          "KEEPSAKE_CONFIG",
          "KEEPSAKE_JAVA_HOME",
          "KEEPSAKE_JAVA_OPTS",
          "KEEPSAKE_OWNER_PASSWORD",
          "KEEPSAKE_PG_BIN",
          "KEEPSAKE_REDIS_PASSWORD",
          "KEEPSAKE_SUPERUSER_PASSWORD");

  final Setting<Path> home;
  final Setting<Optional<UserName>> user;
  final Setting<Scope> scope =
      new Setting<>(
          "scope",
          "local",
          Kind.made("text of 1 to 255 characters without control characters", Scope::new),
          "label of everything written and read; one memory per project, say");
  final Setting<String> host =
      new Setting<>(
          "host",
          "127.0.0.1",
          Kind.made(
              "a name or an address, such as 127.0.0.1, ::1 or 0.0.0.0", SettingCatalog::host),
          "address that `serve` listens on; one that other machines can reach needs a key first"
              + " (`keepsake key create`), or jwt_issuer");
  final Setting<Set<String>> allowedHosts =
      new Setting<>(
          "allowed_hosts",
          "",
          Kind.made(
              "names without ports, separated by commas, or empty for none", SettingCatalog::hosts),
          "names by which `serve` may be asked for beside its own, such as a load balancer's; where"
              + " it listens on every address and neither it nor public_url is set, any name");
  final Setting<Integer> port =
      new Setting<>(
          "port",
          "5337",
          Kind.whole(0, 65_535),
          "port that `serve` listens on; 0 takes any free one");
  final WebSettings web = new WebSettings();
  final TokenSettings tokens = new TokenSettings();
  final LanguageModelSettings chat;
  final ProxyOptions proxy = new ProxyOptions();
  final Setting<Level> logLevel =
      new Setting<>(
          "log_level",
          "info",
          Kind.oneOf(List.of("error", "warn", "info", "debug", "trace"))
              .map(word -> Level.valueOf(word.toUpperCase(Locale.ROOT))),
          "how much `serve` logs; other commands, `mcp` too, log warnings unless it is set");
  final Setting<LogFormat> logFormat =
      new Setting<>(
          "log_format",
          "auto",
          Kind.oneOf(List.of("auto", "json", "text"))
              .map(word -> LogFormat.valueOf(word.toUpperCase(Locale.ROOT))),
          "how a line of the log looks; auto: JSON in a file and from `serve` and `mcp`, text on a"
              + " terminal and from other commands");
  final Setting<Optional<Path>> logFile;
  final Setting<Optional<Path>> policyFile;
  final Setting<Optional<Path>> auditKeyFile;
  final Setting<Integer> checkpointMinutes =
      new Setting<>(
          "audit_checkpoint_minutes",
          "60",
          Kind.whole(0, 10_080),
          "a signed checkpoint of the audit trail at most so often, while anything happens; 0 takes"
              + " none by itself");
  final Setting<Boolean> auditReads =
      new Setting<>(
          "audit_reads",
          "false",
          Kind.flag(),
          "whether each read that hands memories out leaves an event in the audit trail, without"
              + " which it is not answered; costs every read a write");
  final Setting<Boolean> logUserIds =
      new Setting<>(
          "log_user_ids",
          "hashed",
          Kind.oneOf(List.of("hashed", "plain")).map("plain"::equals),
          "whether the log names users, or has a hash in their place that only this data folder can"
              + " make");
  final Setting<Integer> perConversation =
      new Setting<>(
          "memory_write_rate_per_conversation",
          "10",
          Kind.whole(0, MANY_WRITES),
          "agent writes accepted in one conversation; 0 switches the limit off");
  final Setting<Integer> perHour =
      new Setting<>(
          "memory_write_rate_per_hour",
          "25",
          Kind.whole(0, MANY_WRITES),
          "agent writes accepted for a user in any 60 minutes; 0 switches the limit off");
  final Setting<Integer> creationsPerMinute =
      new Setting<>(
          "memory_create_rate_per_minute",
          "100",
          Kind.whole(0, MANY_WRITES),
          "memories created over REST for a user in any 60 seconds, each of a bulk counted; 0"
              + " switches the limit off");
  final Setting<Confidence> auto =
      new Setting<>(
          "memory_write_confidence_auto",
          "0.7",
          Kind.decimal(0, 1).map(Confidence::new),
          "a write of at least this confidence is stored at once");
  final Setting<Confidence> confirm =
      new Setting<>(
          "memory_write_confidence_confirm",
          "0.5",
          Kind.decimal(0, 1).map(Confidence::new),
          "a write of at least this confidence waits for a confirmation; one below is discarded");
  final Setting<Similarity> duplicate =
      new Setting<>(
          "memory_duplicate_threshold",
          "0.80",
          Kind.decimal(WriteThresholds.DEFAULTS.contradiction().value(), 1).map(Similarity::new),
          "over this cosine similarity two statements are the same, unless a guard tells them"
              + " apart");
  final Setting<Duration> pendingFor =
      new Setting<>(
          "memory_pending_days",
          "7",
          Kind.whole(1, 365).map(Duration::ofDays),
          "days that a write waits for its confirmation");
  final Setting<Duration> purgeAfter =
      new Setting<>(
          "memory_purge_after_days",
          "30",
          Kind.whole(1, 3_650).map(Duration::ofDays),
          "days after its deletion in which a memory can be restored");
  final Setting<RawSettings> rawKept =
      new Setting<>(
          "raw_memory_days",
          "14",
          Kind.whole(1, RawSettings.MOST_DAYS).map(RawSettings::new),
          "days without a change after which a raw memory is deleted for good, at night");
  final TalkSettings talk = new TalkSettings();
  final Setting<EmbeddingProvider> embeddingProvider =
      new Setting<>(
          "embedding_provider",
          "onnx",
          Kind.oneOf(WireName.words(EmbeddingProvider.class))
              .map(word -> WireName.require(EmbeddingProvider.class, word)),
          "who makes the vectors: the model in this process, or an endpoint like OpenAI's"
              + " (`OPENAI_API_KEY`, `OPENAI_BASE_URL`)");
  final Setting<Optional<String>> embeddingModel =
      new Setting<>(
          "embedding_model_name",
          "",
          Kind.made(
              "the name of a model, or empty for the provider's own",
              text -> Optional.of(text.strip()).filter(name -> !name.isEmpty())),
          "which model; by default all-minilm-l6-v2-q of onnx, which has no other, or"
              + " text-embedding-3-small of openai");
  final Setting<Optional<Integer>> embeddingDimension =
      new Setting<>(
          "embedding_dimension",
          "",
          new Kind<>(
              "a whole number from 1 to 16000, or empty for the model's own",
              text ->
                  text.isBlank()
                      ? Optional.of(Optional.empty())
                      : Kind.whole(1, 16_000).read(text).map(Optional::of)),
          "how long its vectors are; needed for a model that is not OpenAI's");
  final Setting<WriteMode> writeMode =
      new Setting<>(
          "write_mode",
          WriteSettings.DEFAULTS.mode().wireName(),
          Kind.oneOf(WireName.words(WriteMode.class))
              .map(word -> WireName.require(WriteMode.class, word)),
          "when a save is answered: once it is decided, or once it is accepted for certain; auto:"
              + " queued where the embedding model is reached over a network");
  final Setting<Duration> embeddingRetry =
      new Setting<>(
          "embedding_retry_seconds",
          "60",
          Kind.whole(1, 3_600).map(Duration::ofSeconds),
          "seconds until a vector that could not be made is tried again");
  final Setting<Duration> drain =
      new Setting<>(
          "drain_seconds",
          "5",
          Kind.whole(0, 60).map(Duration::ofSeconds),
          "seconds that `serve` and `mcp` work on what is due once they are told to end; the next"
              + " start does the rest");
  final Setting<Optional<PostgresUrl>> database =
      new Setting<>(
          "database_url",
          "",
          Kind.made(DATABASE, SettingCatalog::database),
          "the Postgres of production mode, with the servers' own role; empty: a file in the data"
              + " folder",
          true);
  final Setting<Optional<PostgresUrl>> databaseOwner =
      new Setting<>(
          "database_owner_url",
          "",
          Kind.made(DATABASE, SettingCatalog::database),
          "the same database with the role that owns its tables; for `keepsake migrate` alone",
          true);
  final Setting<Integer> poolMin =
      new Setting<>(
          "database_pool_min",
          Integer.toString(PostgresSettings.POOL_MIN),
          Kind.whole(0, MANY_CONNECTIONS),
          "connections to Postgres that are kept open");
  final Setting<Integer> poolMax =
      new Setting<>(
          "database_pool_max",
          Integer.toString(PostgresSettings.POOL_MAX),
          Kind.whole(1, MANY_CONNECTIONS),
          "connections to Postgres at most, and so transactions at once");
  final Setting<Optional<RedisUrl>> redis =
      new Setting<>(
          "redis_url",
          "",
          Kind.made(RedisUrl.FORM + "; or empty for none", SettingCatalog::redis),
          "Redis that several servers share: it counts the writes of agents, and keeps memories at"
              + " hand",
          true);
  final Setting<Boolean> embeddingCache =
      new Setting<>(
          "embedding_cache",
          "true",
          Kind.flag(),
          "whether the vectors of recent texts are kept in memory");
  final Setting<Long> userIndexBytes =
      new Setting<>(
          "user_index_mb",
          "256",
          Kind.whole(8, 65_536).map(mb -> (long) mb << 20),
          "memory for the search indexes of all users together, in MiB");

  /// @param osUser the name of the operating system's user; blank or `?` if it has none
  SettingCatalog(String osUser, Path userHome) {
    home =
        new Setting<>(
            "home",
            "~/.keepsake",
            Kind.made("a folder", text -> path(text, userHome)),
            "the data folder");
    chat = new LanguageModelSettings(userHome);
    logFile =
        new Setting<>(
            "log_file",
            "",
            Kind.made(
                "a file, or empty for none",
                text ->
                    text.isBlank() ? Optional.<Path>empty() : Optional.of(path(text, userHome))),
            "where `serve` and `mcp` log to in place of stderr; set aside at 10 MB, five are kept");
    policyFile =
        new Setting<>(
            "policy_file",
            "",
            Kind.made(
                "a file, or empty for none",
                text ->
                    text.isBlank() ? Optional.<Path>empty() : Optional.of(path(text, userHome))),
            "the rules of what is remembered; empty: `policy.yaml` in the data folder while there"
                + " is one, else the built-in ones");
    auditKeyFile =
        new Setting<>(
            "audit_key_file",
            "",
            Kind.made(
                "a file, or empty for `audit.key` in the data folder",
                text ->
                    text.isBlank() ? Optional.<Path>empty() : Optional.of(path(text, userHome))),
            "the key that signs checkpoints of the audit trail, made if it is not there; the same"
                + " for all servers on one database");
    user =
        new Setting<>(
            "user",
            osUser.equals("?") ? "" : osUser.strip(),
            Kind.made(
                "a name of up to 255 characters without control characters, or empty for none",
                text ->
                    text.isBlank() ? Optional.<UserName>empty() : Optional.of(new UserName(text))),
            "the user where a call names none; by default the operating system's");
  }

  List<Setting<?>> all() {
    return Stream.of(
            List.of(home, user, scope, host, allowedHosts, port),
            web.all(),
            tokens.all(),
            List.of(logLevel, logFormat, logFile, logUserIds),
            writing(),
            talk.all(),
            chat.all(),
            storing(),
            proxy.all())
        .<Setting<?>>flatMap(List::stream)
        .toList();
  }

  private List<Setting<?>> writing() {
    return List.of(
        perConversation,
        perHour,
        creationsPerMinute,
        auto,
        confirm,
        duplicate,
        pendingFor,
        purgeAfter,
        rawKept,
        policyFile,
        auditKeyFile,
        checkpointMinutes,
        auditReads);
  }

  private List<Setting<?>> storing() {
    return List.of(
        embeddingProvider,
        embeddingModel,
        embeddingDimension,
        writeMode,
        embeddingRetry,
        embeddingCache,
        userIndexBytes,
        drain,
        database,
        databaseOwner,
        poolMin,
        poolMax,
        redis);
  }

  Stream<String> names() {
    return all().stream().map(Setting::name);
  }

  boolean knows(String name) {
    return names().anyMatch(name::equals);
  }

  /// What was given of a setting, as it may be shown.
  String shown(Layers.Given given) {
    return all().stream()
        .filter(setting -> setting.name().equals(given.name()))
        .findFirst()
        .map(setting -> setting.shown(given.value()))
        .orElse("");
  }

  private static Optional<PostgresUrl> database(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(PostgresUrl.parse(text.strip()));
  }

  private static Optional<RedisUrl> redis(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(RedisUrl.parse(text));
  }

  private static String host(String text) {
    if (!text.matches(HOST)) {
      throw new IllegalArgumentException("neither a name nor an address");
    }
    return text;
  }

  private static Set<String> hosts(String text) {
    return text.isBlank()
        ? Set.of()
        : Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .map(SettingCatalog::hostWithoutPort)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static String hostWithoutPort(String text) {
    if (text.matches("[^:]*:\\d*")) {
      throw new IllegalArgumentException("a name with a port");
    }
    return host(text);
  }

  static Path path(String text, Path userHome) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("nothing is named");
    }
    try {
      // clients pass the environment without a shell that would expand the tilde
      Path path =
          text.equals("~") || text.startsWith("~/")
              ? userHome.resolve(text.replaceFirst("~/?", ""))
              : Path.of(text);
      return path.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("no path", e);
    }
  }
}
