package dev.keepsake.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.ChatSettings;
import dev.keepsake.EmbeddingSettings;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.ModelSettings;
import dev.keepsake.conversation.ConversationSettings;
import dev.keepsake.conversation.ConversationSettings.ShortTerm;
import dev.keepsake.conversation.ConversationSettings.Threshold;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.history.AuditSettings;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import dev.keepsake.llm.openai.OpenAiSettings;
import dev.keepsake.llm.openai.Retries;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Similarity;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.PolicyPlace;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.redis.RedisUrl;
import dev.keepsake.server.auth.JwtKeys;
import dev.keepsake.server.auth.JwtSettings;
import dev.keepsake.server.call.PublicUrl;
import dev.keepsake.server.observe.log.LogFormat;
import dev.keepsake.server.observe.log.LogSettings;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.ProxySettings.Behind;
import dev.keepsake.server.proxy.upstream.ProxySettings.UpstreamKey;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.write.EmbeddingRetries;
import dev.keepsake.write.WriteMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

final class SettingsReaderTest {
  @TempDir private Path home;
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> options = new TreeMap<>();

  @BeforeEach
  void useTheFolder() {
    environment.put("KEEPSAKE_HOME", home.toString());
  }

  @Test
  void nothing_set_is_what_the_features_have_as_their_defaults() {
    environment.clear();

    Settings settings = read();

    assertThat(settings.keepsake()).isEqualTo(KeepsakeSettings.defaults(home.resolve(".keepsake")));
    assertThat(settings.user()).contains(new UserName("ada"));
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(5337);
    assertThat(settings.log()).isEqualTo(LogSettings.early(Level.INFO));
    assertThat(settings.quietLog().level()).isEqualTo(Level.WARN);
  }

  @Test
  void the_defaults_are_pinned() {
    environment.clear();

    assertThat(read().all())
        .extracting(s -> s.name() + "=" + s.value())
        .containsExactly(
            "home=~/.keepsake",
            "user=ada",
            "scope=local",
            "host=127.0.0.1",
            "allowed_hosts=",
            "port=5337",
            "public_url=",
            "cors_origins=",
            "jwt_issuer=",
            "jwt_audience=",
            "jwt_jwks_url=",
            "jwt_secret=",
            "jwt_algorithms=",
            "jwt_organization_claim=organization",
            "jwt_organization=",
            "jwt_client_claim=client_id,azp",
            "jwt_client=",
            "log_level=info",
            "log_format=auto",
            "log_file=",
            "log_user_ids=hashed",
            "memory_write_rate_per_conversation=10",
            "memory_write_rate_per_hour=25",
            "memory_create_rate_per_minute=100",
            "memory_write_confidence_auto=0.7",
            "memory_write_confidence_confirm=0.5",
            "memory_duplicate_threshold=0.80",
            "memory_pending_days=7",
            "memory_purge_after_days=30",
            "raw_memory_days=14",
            "policy_file=",
            "audit_key_file=",
            "audit_checkpoint_minutes=60",
            "audit_reads=false",
            "retention_days=90",
            "short_term_max_messages=12",
            "short_term_ttl_hours=24",
            "auto_summarize=true",
            "episode_user_message_threshold=8",
            "episode_total_message_threshold=15",
            "chat_provider=openai",
            "chat_model_name=",
            "chat_timeout_seconds=60",
            "chat_script_file=",
            "extraction=local_rules",
            "prompts_dir=",
            "embedding_provider=onnx",
            "embedding_model_name=",
            "embedding_dimension=",
            "write_mode=auto",
            "embedding_retry_seconds=60",
            "embedding_cache=true",
            "user_index_mb=256",
            "drain_seconds=5",
            "database_url=",
            "database_owner_url=",
            "database_pool_min=5",
            "database_pool_max=20",
            "redis_url=",
            "proxy_max_tool_rounds=8",
            "proxy_timeout_seconds=600",
            "proxy_idle_timeout_seconds=60",
            "proxy_extract=false");
  }

  @Test
  void no_key_is_dead() throws IOException {
    environment.clear();
    environment.put("KEEPSAKE_CONFIG", home.resolve("other.yaml").toString());
    environment.put("OPENAI_API_KEY", "sk-1");
    environment.put("OPENAI_BASE_URL", "https://models.example/v1/");
    Files.writeString(
        home.resolve("other.yaml"),
        """
        home: /data
        user: grace
        scope: project
        host: "::1"
        allowed_hosts: memory.example.com, fd00::7
        port: 1
        public_url: https://memory.example.com/
        cors_origins: https://App.example.com:443, http://localhost:3000
        jwt_issuer: https://login.example.com/
        jwt_audience: memory, https://memory.example.com/mcp
        jwt_jwks_url: https://login.example.com/keys
        jwt_secret: ""
        jwt_algorithms: ES256, RS512
        jwt_organization_claim: org, tenant
        jwt_organization: acme
        jwt_client_claim: ""
        jwt_client: assistant
        log_level: debug
        log_format: json
        log_file: /logs/keepsake.log
        log_user_ids: plain
        memory_write_rate_per_conversation: 2
        memory_write_rate_per_hour: 3
        memory_create_rate_per_minute: 4
        memory_write_confidence_auto: 0.90
        memory_write_confidence_confirm: 0.4
        memory_duplicate_threshold: 0.95
        memory_pending_days: 4
        memory_purge_after_days: 5
        raw_memory_days: 3
        retention_days: 30
        short_term_max_messages: 6
        short_term_ttl_hours: 48
        auto_summarize: false
        episode_user_message_threshold: 5
        episode_total_message_threshold: 9
        policy_file: /rules/ours.yaml
        audit_key_file: /keys/trail.key
        audit_checkpoint_minutes: 15
        audit_reads: true
        chat_provider: scripted
        chat_model_name: gpt-x
        chat_timeout_seconds: 6
        chat_script_file: /scripts/demo.jsonl
        extraction: model
        prompts_dir: /texts
        embedding_provider: openai
        embedding_model_name: text-embedding-3-large
        embedding_dimension: 1024
        write_mode: queued
        embedding_retry_seconds: 7
        embedding_cache: false
        user_index_mb: 8
        drain_seconds: 9
        database_url: postgresql://app:tiger@db/keepsake
        database_owner_url: postgresql://owner:tiger@db/keepsake
        database_pool_min: 2
        database_pool_max: 3
        redis_url: redis://:tiger@cache
        proxy_max_tool_rounds: 2
        proxy_timeout_seconds: 30
        proxy_idle_timeout_seconds: 7
        proxy_extract: true
        """);

    Settings settings = read();

    KeepsakeSettings keepsake = settings.keepsake();
    assertThat(keepsake.home()).isEqualTo(Path.of("/data"));
    assertThat(settings.user()).contains(new UserName("grace"));
    assertThat(keepsake.scope()).isEqualTo(new Scope("project"));
    assertThat(settings.host()).isEqualTo("::1");
    assertThat(settings.reach().allowedHosts())
        .containsExactlyInAnyOrder("memory.example.com", "fd00::7");
    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.proxy())
        .isEqualTo(
            new ProxySettings(
                new Behind.Endpoint(
                    URI.create("https://models.example/v1"), Optional.of(new UpstreamKey("sk-1"))),
                2,
                Duration.ofSeconds(30),
                Duration.ofSeconds(7),
                true));
    assertThat(settings.reach().publicUrl())
        .contains(PublicUrl.parse("https://memory.example.com"));
    assertThat(settings.reach().corsOrigins())
        .containsExactlyInAnyOrder("https://app.example.com", "http://localhost:3000");
    assertThat(settings.jwt())
        .contains(
            new JwtSettings(
                "https://login.example.com/",
                Set.of("memory", "https://memory.example.com/mcp"),
                new JwtKeys.Published(URI.create("https://login.example.com/keys")),
                Set.of("ES256", "RS512"),
                new JwtSettings.Belonging(
                    List.of("org", "tenant"),
                    Optional.of(new OrganizationName("acme")),
                    List.of(),
                    Optional.of(new ClientName("assistant")))));
    assertThat(settings.log())
        .isEqualTo(
            new LogSettings(
                Level.DEBUG, LogFormat.JSON, Optional.of(Path.of("/logs/keepsake.log")), true));
    assertThat(settings.quietLog()).isEqualTo(settings.log());
    assertThat(keepsake.limits()).isEqualTo(new RateLimits(2, 3, 4));
    assertThat(keepsake.write().thresholds().auto()).isEqualTo(new Confidence(0.9));
    assertThat(keepsake.write().thresholds().confirm()).isEqualTo(new Confidence(0.4));
    assertThat(keepsake.write().thresholds().duplicate()).isEqualTo(new Similarity(0.95));
    assertThat(keepsake.write().pendingFor()).isEqualTo(Duration.ofDays(4));
    assertThat(keepsake.forget().purgeAfter()).isEqualTo(Duration.ofDays(5));
    assertThat(keepsake.raw().days()).isEqualTo(3);
    assertThat(keepsake.conversations())
        .isEqualTo(new ConversationSettings(30, new ShortTerm(6, 48), false, new Threshold(5, 9)));
    assertThat(keepsake.policy()).isEqualTo(new PolicyPlace(Path.of("/rules/ours.yaml"), true));
    assertThat(keepsake.audit())
        .isEqualTo(
            new AuditSettings(
                Path.of("/keys/trail.key"), Optional.of(Duration.ofMinutes(15)), true));
    assertThat(keepsake.model())
        .isEqualTo(
            new ModelSettings(
                new ChatSettings.Scripted(Path.of("/scripts/demo.jsonl")),
                ExtractionBy.MODEL,
                new PromptsPlace(Path.of("/texts"), true)));
    assertThat(keepsake.embedding())
        .isEqualTo(
            new EmbeddingSettings(
                EmbeddingProvider.OPENAI,
                new EmbeddingSpace("text-embedding-3-large", 1_024),
                Optional.of(
                    new OpenAiEndpoint(
                        URI.create("https://models.example/v1"), Optional.of(new ApiKey("sk-1")))),
                false));
    assertThat(keepsake.write().mode()).isEqualTo(WriteMode.QUEUED);
    assertThat(keepsake.write().retries()).isEqualTo(new EmbeddingRetries(Duration.ofSeconds(7)));
    assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(9));
    assertThat(keepsake.query().indexBytes()).isEqualTo(8L << 20);
    assertThat(keepsake.database())
        .contains(
            new PostgresSettings(PostgresUrl.parse("postgresql://app:tiger@db/keepsake"), 2, 3));
    assertThat(settings.databaseOwner())
        .contains(PostgresUrl.parse("postgresql://owner:tiger@db/keepsake"));
    assertThat(keepsake.redis()).contains(RedisUrl.parse("redis://:tiger@cache"));
    assertThat(settings.all())
        .as("every setting is set in this test")
        .allMatch(s -> s.source() instanceof SettingSource.ConfigFile);
  }

  @Test
  void a_model_is_asked_where_everybody_says_that_models_are() {
    environment.put("KEEPSAKE_CHAT_MODEL_NAME", " gpt-x ");
    environment.put("KEEPSAKE_CHAT_TIMEOUT_SECONDS", "7");
    environment.put("OPENAI_API_KEY", "sk-1");
    environment.put("OPENAI_BASE_URL", "https://models.example/v1/");

    assertThat(read().keepsake().model())
        .isEqualTo(
            new ModelSettings(
                new ChatSettings.OpenAi(
                    new OpenAiSettings(
                        URI.create("https://models.example/v1"),
                        Optional.of(new ApiKey("sk-1")),
                        "gpt-x",
                        Optional.empty(),
                        Duration.ofSeconds(7),
                        Retries.BRIEF)),
                ExtractionBy.LOCAL_RULES,
                new PromptsPlace(home.resolve("prompts"), false)));
  }

  @Test
  void a_model_that_can_not_be_asked_stops_the_start_without_showing_a_secret() {
    environment.put("KEEPSAKE_EXTRACTION", "model");
    problem("chat_model_name", "with extraction model it must be the name of a model");
    environment.put("KEEPSAKE_CHAT_MODEL_NAME", "gpt-x");
    problem("OPENAI_API_KEY", "with chat_model_name it must be set to your key");
    environment.put("OPENAI_API_KEY", "sk secret");
    assertThat(problem("OPENAI_API_KEY", "it is not a key").sentence()).doesNotContain("secret");
    environment.put("OPENAI_BASE_URL", "ftp://ada:secret@models.example");
    assertThat(problem("OPENAI_BASE_URL", "must be a URL").sentence()).doesNotContain("secret");
    environment.put("KEEPSAKE_CHAT_PROVIDER", "scripted");
    problem("chat_script_file", "with chat_provider scripted it must name the script");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "0.0.0.0", "::", "fe80::1%eth0", "memory-1.example.com"})
  void a_host_is_any_name_or_address(String host) {
    options.put("host", host);
    assertThat(read().host()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "host, ''",
    "host, a b",
    "host, 127.0.0.1:80",
    "host, http://x",
    "host, [::1]",
    "allowed_hosts, a:80",
    "allowed_hosts, 'a,'",
    "allowed_hosts, http://a",
    "allowed_hosts, *"
  })
  void what_is_no_name_is_refused(String setting, String value) {
    options.put(setting, value);
    assertThat(problems()).anyMatch(sentence -> sentence.contains(setting));
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC_URL, memory.example.com",
    "PUBLIC_URL, ftp://memory.example.com",
    "PUBLIC_URL, https://ada:secret@memory.example.com",
    "PUBLIC_URL, https://memory.example.com/?q",
    "CORS_ORIGINS, *",
    "CORS_ORIGINS, null",
    "CORS_ORIGINS, https://*.example.com",
    "CORS_ORIGINS, https://app.example.com/",
    "CORS_ORIGINS, 'https://app.example.com,'",
    "JWT_JWKS_URL, http://login.example.com/keys",
    "JWT_JWKS_URL, file:///etc/keys",
    "JWT_JWKS_URL, https://ada:secret@login.example.com/keys",
    "JWT_SECRET, secret-of-31-bytes-is-too-short",
    "JWT_ALGORITHMS, 'RS256,,ES256'",
    "JWT_CLIENT, 'a\u0007b'"
  })
  void what_is_no_place_and_no_secret_is_refused(String name, String value) {
    environment.put("KEEPSAKE_" + name, value);
    String sentence = problems().getFirst();
    assertThat(sentence).contains(name.toLowerCase(java.util.Locale.ROOT), "it must be");
    if (name.equals("JWT_SECRET")) {
      assertThat(sentence).doesNotContain(value);
    }
  }

  @Test
  void a_shared_secret_is_never_shown_and_its_length_says_how_it_signs() {
    String secret = "a secret of forty-eight bytes, which is enough!!";
    environment.put("KEEPSAKE_PUBLIC_URL", "http://localhost:5337");
    environment.put("KEEPSAKE_JWT_ISSUER", "our-app");
    environment.put("KEEPSAKE_JWT_SECRET", secret);

    Settings settings = read();

    assertThat(settings.jwt().orElseThrow().algorithms())
        .containsExactlyInAnyOrder("HS256", "HS384");
    assertThat(settings.toString()).doesNotContain(secret);
    environment.put("KEEPSAKE_JWT_JWKS_URL", "https://login.example.com/keys");
    assertThat(problem("jwt_secret", "must be empty").sentence()).doesNotContain(secret);
  }

  @Test
  void tokens_are_set_wholly_or_not_at_all() {
    environment.put("KEEPSAKE_JWT_AUDIENCE", "memory");
    problem("jwt_issuer", "must be set where jwt_audience is");
    environment.put("KEEPSAKE_JWT_ISSUER", "https://login.example.com");
    problem("public_url", "with jwt_issuer");
    environment.put("KEEPSAKE_PUBLIC_URL", "https://memory.example.com");
    problem("jwt_jwks_url", "or jwt_secret instead");
    environment.put("KEEPSAKE_JWT_JWKS_URL", "http://127.0.0.1:8080/keys");
    assertThat(read().jwt()).isPresent();
    environment.put("KEEPSAKE_JWT_ALGORITHMS", "HS256");
    problem("jwt_algorithms", "some of RS256");
    environment.put("KEEPSAKE_JWT_ALGORITHMS", "none");
    problem("jwt_algorithms", "some of RS256");
    environment.put("KEEPSAKE_JWT_ALGORITHMS", "");
    environment.put("KEEPSAKE_JWT_ORGANIZATION_CLAIM", "");
    problem("jwt_organization", "must be set where jwt_organization_claim is empty");
    environment.put("KEEPSAKE_JWT_ORGANIZATION", "acme");
    environment.put("KEEPSAKE_JWT_CLIENT_CLAIM", "");
    problem("jwt_client", "must be set where jwt_client_claim is empty");
  }

  @Test
  void openai_alone_is_its_small_model_and_a_known_model_needs_no_dimension() {
    environment.put("OPENAI_API_KEY", "sk-1");
    environment.put("KEEPSAKE_EMBEDDING_PROVIDER", "openai");
    assertThat(read().keepsake().embedding().space())
        .isEqualTo(new EmbeddingSpace("text-embedding-3-small", 1_536));
    environment.put("KEEPSAKE_EMBEDDING_MODEL_NAME", "text-embedding-3-large");
    assertThat(read().keepsake().embedding().space().dimension()).isEqualTo(3_072);
  }

  @Test
  void
      a_key_is_kept_for_a_store_that_is_still_searched_with_it_and_a_wrong_one_is_nobodys_matter() {
    environment.put("OPENAI_API_KEY", "sk-1");
    assertThat(read().keepsake().embedding().endpoint()).isPresent();
    environment.put("OPENAI_BASE_URL", "none");
    assertThat(read().keepsake().embedding().endpoint()).isEmpty();
  }

  @Test
  void an_embedding_model_that_cannot_be_asked_stops_the_start_and_names_the_setting() {
    environment.put("KEEPSAKE_EMBEDDING_PROVIDER", "openai");
    problem("OPENAI_API_KEY", "only a model on this machine is asked without one");
    environment.put("OPENAI_API_KEY", "sk secret");
    assertThat(problem("OPENAI_API_KEY", "not a key").sentence()).doesNotContain("secret");
    environment.put("OPENAI_API_KEY", "sk-1");
    environment.put("OPENAI_BASE_URL", "https://ada:secret@models.example/v1");
    assertThat(problem("OPENAI_BASE_URL", "no password").sentence()).doesNotContain("secret");
    environment.put("OPENAI_BASE_URL", "http://localhost:11434/v1");
    environment.put("KEEPSAKE_EMBEDDING_MODEL_NAME", "nomic-embed-text");
    problem("embedding_dimension", "length of the vectors of nomic-embed-text");
    environment.put("KEEPSAKE_EMBEDDING_DIMENSION", "768");
    assertThat(read().keepsake().embedding().space())
        .isEqualTo(new EmbeddingSpace("nomic-embed-text", 768));
  }

  @Test
  void the_model_in_the_process_is_the_only_one_of_its_kind() {
    environment.put("KEEPSAKE_EMBEDDING_MODEL_NAME", "bge-m3");
    problem("embedding_model_name", "all-minilm-l6-v2-q");
    environment.put("KEEPSAKE_EMBEDDING_MODEL_NAME", "all-minilm-l6-v2-q");
    environment.put("KEEPSAKE_EMBEDDING_DIMENSION", "1536");
    problem("embedding_dimension", "384");
  }

  private SettingProblem problem(String key, String rule) {
    SettingProblem problem =
        catchThrowableOfType(InvalidSettings.class, this::read).problems().getFirst();
    assertThat(problem.key()).isEqualTo(key);
    assertThat(problem.rule()).contains(rule);
    return problem;
  }

  @Test
  void the_environment_wins_over_the_file_and_an_option_over_both() throws IOException {
    file("port: 1\nuser: file\nscope: file\n");
    environment.put("KEEPSAKE_USER", "environment");
    environment.put("KEEPSAKE_SCOPE", "environment");
    options.put("scope", "option");

    Settings settings = read();

    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.user()).contains(new UserName("environment"));
    assertThat(settings.keepsake().scope()).isEqualTo(new Scope("option"));
    assertThat(settings.all())
        .filteredOn(s -> List.of("port", "user", "scope", "host").contains(s.name()))
        .extracting(s -> s.source().described())
        .containsExactly(
            "environment variable KEEPSAKE_USER",
            "option --scope",
            "default",
            home.resolve("keepsake.yaml") + " line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?"})
  void an_operating_system_without_a_user_name_leaves_no_user(String osUser) {
    assertThat(new SettingsReader(environment, osUser, home, options).read().user()).isEmpty();
  }

  @Test
  void an_empty_user_is_none() {
    environment.put("KEEPSAKE_USER", "");

    assertThat(read().user()).isEmpty();
  }

  @Test
  void a_tilde_is_the_users_home_since_clients_start_us_without_a_shell() {
    environment.put("KEEPSAKE_HOME", "~/memories");

    assertThat(read().keepsake().home()).isEqualTo(home.resolve("memories"));
  }

  @Test
  void a_value_means_what_it_says() throws IOException {
    file("scope: ${user}, a\\b\n");

    assertThat(read().keepsake().scope()).isEqualTo(new Scope("${user}, a\\b"));
  }

  @Test
  void variables_of_the_launcher_are_no_mistake() {
    SettingCatalog.OTHER_VARIABLES.stream()
        .filter(variable -> !variable.equals("KEEPSAKE_CONFIG"))
        .forEach(variable -> environment.put(variable, "x"));

    assertThat(read().port()).isEqualTo(5337);
  }

  @Test
  void all_that_is_wrong_is_said_at_once() throws IOException {
    file("# mine\nport: 70000\n\nprot: 1\nembedding_cache: yes\n");
    environment.put("KEEPSAKE_LOG_LEVEL", "loud");
    environment.put("KEEPSAKE_MEMORY_WRITE_RATE_PER_OUR", "3");
    options.put("scope", "");
    Path yaml = home.resolve("keepsake.yaml");

    assertThat(problems())
        .containsExactlyInAnyOrder(
            "port is \"70000\" (%s line 2): it must be a whole number from 0 to 65535."
                .formatted(yaml),
            "prot (%s line 4): there is no such setting; did you mean port?".formatted(yaml),
            "embedding_cache is \"yes\" (%s line 5): it must be true or false.".formatted(yaml),
            "log_level is \"loud\" (environment variable KEEPSAKE_LOG_LEVEL): it must be error,"
                + " warn, info, debug or trace.",
            "KEEPSAKE_MEMORY_WRITE_RATE_PER_OUR (environment variable"
                + " KEEPSAKE_MEMORY_WRITE_RATE_PER_OUR): there is no such setting; did you mean"
                + " KEEPSAKE_MEMORY_WRITE_RATE_PER_HOUR?",
            "scope (option --scope): it must be text of 1 to 255 characters without control"
                + " characters.");
  }

  @Test
  void a_proxy_without_a_model_behind_it_says_what_to_set_and_stops_no_start() {
    assertThat(read().proxy().behind())
        .isInstanceOfSatisfying(
            Behind.Nobody.class, nobody -> assertThat(nobody.advice()).contains("OPENAI_API_KEY"));
    environment.put("OPENAI_BASE_URL", "http://ada:tiger@models.example/v1");
    assertThat(read().proxy().behind())
        .isInstanceOfSatisfying(
            Behind.Nobody.class,
            nobody ->
                assertThat(nobody.advice()).contains("OPENAI_BASE_URL").doesNotContain("tiger"));
    environment.put("OPENAI_BASE_URL", "http://localhost:11434/v1");
    assertThat(read().proxy().behind())
        .isEqualTo(new Behind.Endpoint(URI.create("http://localhost:11434/v1"), Optional.empty()));
    environment.put("OPENAI_API_KEY", "sk-1");
    assertThat(read().proxy()).asString().doesNotContain("sk-1");
  }

  @Test
  void the_password_of_redis_is_never_shown() {
    environment.put("KEEPSAKE_REDIS_URL", "redis://ada:tiger@cache/2");
    assertThat(read().all())
        .filteredOn(setting -> setting.name().equals("redis_url"))
        .extracting(EffectiveSetting::value)
        .containsExactly("redis://ada:***@cache:6379/2");

    environment.put("KEEPSAKE_REDIS_URL", "redis://ada:tiger@cache:0");
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("redis_url", "it must be redis://", "or empty for none")
        .doesNotContain("tiger");
  }

  @Test
  void the_password_of_a_database_is_never_shown() {
    environment.put("KEEPSAKE_DATABASE_URL", "jdbc:postgresql://app:tiger@db:5432/keepsake");
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("database_url", "postgresql://role:password@host", "?user=role&password=")
        .doesNotContain("tiger");
  }

  /// Nobody knows what a name that there is not was meant to be.
  @Test
  void of_an_unknown_variable_the_value_is_not_shown() {
    environment.put("KEEPSAKE_DB_URL", "postgresql://app:tiger@db/keepsake");
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("KEEPSAKE_DB_URL")
        .doesNotContain("tiger");
  }

  @Test
  void a_setting_of_a_capability_that_is_not_there_is_unknown() {
    environment.put("KEEPSAKE_CONSOLIDATION_HOUR", "3");

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("KEEPSAKE_CONSOLIDATION_HOUR")
        .contains("there is no such setting; `keepsake config` lists those there are.");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, 65536",
    "PORT, -1",
    "PORT, 0x10",
    "PORT, 1_000",
    "PORT, ''",
    "PORT, 99999999999999999999",
    "HOST, example.org:80",
    "SCOPE, ' '",
    "USER, 'a\u0007b'",
    "LOG_LEVEL, INFO",
    "MEMORY_WRITE_RATE_PER_CONVERSATION, -1",
    "MEMORY_WRITE_RATE_PER_HOUR, 1.5",
    "MEMORY_WRITE_CONFIDENCE_AUTO, 1.01",
    "MEMORY_WRITE_CONFIDENCE_AUTO, NaN",
    "MEMORY_WRITE_CONFIDENCE_CONFIRM, -0.1",
    "MEMORY_WRITE_CONFIDENCE_CONFIRM, 0.5d",
    "MEMORY_DUPLICATE_THRESHOLD, 0.5",
    "MEMORY_DUPLICATE_THRESHOLD, 1.1",
    "MEMORY_PENDING_DAYS, 0",
    "EMBEDDING_CACHE, TRUE",
    "USER_INDEX_MB, 7",
    "EMBEDDING_RETRY_SECONDS, 0",
    "DRAIN_SECONDS, 61",
    "HOME, ''",
  })
  void a_value_out_of_range_is_refused_and_never_clamped(String name, String value) {
    environment.put("KEEPSAKE_" + name, value);

    assertThat(problems()).singleElement().asString().contains("KEEPSAKE_" + name, "it must be");
  }

  @Test
  void to_ask_above_what_is_accepted_is_refused() {
    environment.put("KEEPSAKE_MEMORY_WRITE_CONFIDENCE_AUTO", "0.4");

    assertThat(problems())
        .containsExactly(
            "memory_write_confidence_auto is \"0.4\" (environment variable"
                + " KEEPSAKE_MEMORY_WRITE_CONFIDENCE_AUTO): memory_write_confidence_confirm (0.5)"
                + " must not be over memory_write_confidence_auto (0.4).");
  }

  @Test
  void the_file_in_the_data_folder_cannot_say_where_that_is() throws IOException {
    file("home: /elsewhere\n");
    environment.clear();
    environment.put("KEEPSAKE_HOME", home.toString());

    assertThat(problems()).singleElement().asString().contains("set KEEPSAKE_HOME instead");
  }

  @Test
  void a_file_that_is_named_must_be_there() {
    environment.put("KEEPSAKE_CONFIG", home.resolve("absent.yaml").toString());

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("KEEPSAKE_CONFIG", "absent.yaml", "it must name a file");
  }

  @ParameterizedTest
  @CsvSource({
    "'port: 1\nuser: a: b\n', line 2, it is not YAML",
    "'port:\n\t- b\n', line 2, it is not YAML",
    "'port: 1\nport: 2\n', line 2, it is set twice",
    "'user: a\nport: [1, 2]\n', line 2, its value must be a plain one",
    "'port:\n  n: 1\n', line 1, its value must be a plain one",
    "'- port\n', line 1, it must be lines of",
    "'just text', line 1, it must be lines of",
    "'user: a\n[x]: 1\n', line 2, a name must be plain text",
    "'a: 1\n---\nb: 2\n', line 2, it is not YAML",
  })
  void a_broken_file_is_refused_with_its_line(String content, String line, String rule)
      throws IOException {
    file(content);

    assertThat(problems()).first().asString().contains("keepsake.yaml", line + ")", rule);
  }

  @Test
  void a_file_that_is_no_text_is_refused() throws IOException {
    Files.write(home.resolve("keepsake.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});

    assertThat(problems()).singleElement().asString().contains("it must be UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n"})
  void an_empty_file_sets_nothing(String content) throws IOException {
    file(content);

    assertThat(read().port()).isEqualTo(5337);
  }

  private void file(String content) throws IOException {
    Files.writeString(home.resolve("keepsake.yaml"), content);
  }

  private Settings read() {
    return new SettingsReader(environment, "ada", home, options).read();
  }

  private List<String> problems() {
    return catchThrowableOfType(InvalidSettings.class, this::read).problems().stream()
        .map(SettingProblem::sentence)
        .toList();
  }
}
