package dev.keepsake.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.embed.Embedder;
import dev.keepsake.erase.ErasureRequest;
import dev.keepsake.job.JobKind;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.UserName;
import dev.keepsake.redis.LocalRedis;
import dev.keepsake.redis.RedisReports;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.UserLabel;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Lists over a real Redis and either database, which are those of a server without a cache: after
/// every change, whoever made it and by which door. Each test has a user of its own.
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.Kind.class)
final class CachedListsTest {
  /// What is asked for before and after.
  private static final List<Object[]> LISTS =
      List.of(
          new Object[] {"per_page", 10},
          new Object[] {"per_page", 3},
          new Object[] {},
          new Object[] {"page", 2, "per_page", 1},
          new Object[] {"memory_type", "fact", "sort_order", "asc"},
          new Object[] {"sort_by", "updated_at"},
          new Object[] {"status", "superseded"},
          new Object[] {"status", "deleted"});

  private static final SettableClock CLOCK = new SettableClock();
  private static final RedisReports REPORTS = new RedisReports();

  @TempDir private static Path folder;
  private static LocalRedis server;
  private static TestDatabase database;
  private static TestMemory memory;

  /// Another server, which keeps nothing.
  private static TestMemory plain;

  @Parameter private TestDatabase.Kind kind;
  private String user;

  @BeforeAll
  static void start() {
    server = LocalRedis.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeParameterizedClassInvocation
  static void open(TestDatabase.Kind kind) throws IOException {
    database = kind.make(Files.createDirectory(folder.resolve(kind.name())));
    memory = open(settings -> settings.with(server.url()), TestMemory.model());
    plain = open(settings -> settings, TestMemory.model());
  }

  @AfterParameterizedClassInvocation
  static void close() {
    plain.close();
    memory.close();
    database.close();
  }

  private static TestMemory open(UnaryOperator<KeepsakeSettings> change, Embedder embedder) {
    SqlStore store = database.openStore(CLOCK);
    var settings = KeepsakeSettings.defaults(database.folder()).with(RateLimits.OFF);
    return TestMemory.over(
        store,
        change.apply(settings),
        new KeepsakeParts(embedder, TestMemory.IDS, CLOCK),
        CLOCK,
        new Observers(REPORTS, UserLabel.hashed("key")));
  }

  @BeforeEach
  void beSomebody() {
    user = "user-" + UUID.randomUUID();
    memory.as(user);
    CLOCK.advance(Duration.ofMillis(1));
  }

  private static ObjectNode asked(TestMemory of, Caller caller, String name, Object... arguments) {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    for (int i = 0; i < arguments.length; i += 2) {
      json.set((String) arguments[i], WireJson.MAPPER.valueToTree(arguments[i + 1]));
    }
    return switch (of.keepsake.records().call(caller, new ToolCall(name, json))) {
      case ToolOutcome.Done(var output, var _) -> output;
      case ToolOutcome.Failed(var problem) -> throw new AssertionError(name + ": " + problem);
    };
  }

  private ObjectNode asked(String name, Object... arguments) {
    return asked(memory, memory.callerOf(user), name, arguments);
  }

  private ObjectNode list(Object... arguments) {
    return asked("list_memories", arguments);
  }

  private ObjectNode stored(Object... arguments) {
    return asked(plain, plain.callerOf(user), "list_memories", arguments);
  }

  private String created(String content, Object... more) {
    Object[] arguments = new Object[more.length + 2];
    arguments[0] = "content";
    arguments[1] = content;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return asked("create_memory", arguments).at("/memory/id").asText();
  }

  /// How often the cache had a list.
  private static int hits(Runnable work) {
    int before = REPORTS.listHits.get();
    work.run();
    return REPORTS.listHits.get() - before;
  }

  private void assertAsStored() {
    for (Object[] arguments : LISTS) {
      assertThat(list(arguments))
          .as("%s on %s", List.of(arguments), kind)
          .isEqualTo(stored(arguments));
    }
  }

  /// Every list is kept, is another by what is done, and is kept again.
  private void assertSeen(Runnable change) {
    assertAsStored();
    assertThat(hits(this::assertAsStored)).isEqualTo(LISTS.size());
    List<ObjectNode> before = LISTS.stream().map(this::list).toList();
    change.run();
    assertAsStored();
    assertThat(LISTS.stream().map(this::list).toList()).isNotEqualTo(before);
    assertThat(hits(this::assertAsStored)).isEqualTo(LISTS.size());
  }

  private static MemoryId id(String id) {
    return new MemoryId(UUID.fromString(id));
  }

  @Test
  void what_the_cache_has_needs_no_database() {
    created("The user likes tea");
    list();
    int reads = REPORTS.reads.get();
    assertThat(hits(this::list)).isOne();
    assertThat(REPORTS.reads).hasValue(reads);
  }

  @Test
  void the_newest_are_one_list_however_few_are_asked_for() {
    for (String drink : List.of("tea", "coffee", "milk", "water")) {
      created("The user likes %s on a day of its own".formatted(drink));
      CLOCK.advance(Duration.ofMillis(1));
    }
    list("per_page", 2);
    for (int many = 1; many <= 10; many++) {
      int perPage = many;
      assertThat(
              hits(() ->
                  assertThat(list("per_page", perPage)).isEqualTo(stored("per_page", perPage))))
          .isOne();
    }
  }

  @Test
  void what_a_tool_saves_corrects_and_deletes_is_seen() {
    String berlin = memory.saved("The user lives in Berlin");
    assertSeen(() -> memory.saved("The user plays the cello"));
    CLOCK.advance(Duration.ofMillis(1));
    assertSeen(() -> memory.saved("The user lives in Lisbon", "supersedes", berlin));
    String id = list().at("/data/0/id").asText();
    assertSeen(() -> memory.done("delete_memory", "memory_ids", List.of(id), "confirm", true));
  }

  @Test
  void what_a_program_creates_changes_removes_and_restores_is_seen() {
    String id = created("The user lives in Berlin", "memory_type", "fact");
    assertSeen(() -> created("The user plays the cello"));
    assertSeen(() -> asked("update_memory", "id", id, "title", "Home"));
    assertSeen(() -> asked("update_memory", "id", id, "content", "The user lives in Lisbon"));
    assertSeen(() -> asked("remove_memory", "id", id));
    assertSeen(() -> asked("restore_memory", "id", id));
  }

  /// By the moment, and by the job that comes later.
  @Test
  void what_expires_is_gone_at_once() {
    created("The user lives in Berlin");
    CLOCK.advance(Duration.ofMillis(1));
    created("The user is in Porto", "expires_at", CLOCK.instant().plusSeconds(60).toString());
    assertSeen(() -> CLOCK.advance(Duration.ofSeconds(60)));
    assertThat(list().at("/meta/total").asInt()).isOne();
    memory.keepsake.jobs().run(JobKind.EXPIRY);
    assertAsStored();
  }

  @Test
  void what_is_purged_is_gone() {
    String id = created("The user lives in Berlin");
    asked("remove_memory", "id", id);
    CLOCK.advance(Duration.ofDays(31));
    assertSeen(() -> memory.keepsake.jobs().run(JobKind.PURGE));
  }

  @Test
  void what_is_imported_is_seen() {
    created("The user lives in Berlin");
    String export = Transfers.export(memory, Transfers.ALL).text();
    user = "user-" + UUID.randomUUID();
    memory.as(user);
    created("The user plays the cello");
    Path file = Transfers.file(database.folder(), export);
    assertSeen(() -> assertThat(Transfers.bring(memory, file)).isNotNull());
    assertThat(list().at("/meta/total").asInt()).isEqualTo(2);
  }

  @Test
  void what_is_erased_is_gone_and_the_name_may_be_somebody_elses() {
    String id = created("The user lives in Berlin");
    created("The user plays the cello");
    var request = new ErasureRequest("Olga Operator", Optional.empty());
    Caller operator =
        memory.keepsake.operator(new OrganizationName("local"), new UserName(user), "erasure");
    assertSeen(() -> memory.keepsake.erase().memory(operator, id(id), request));
    list();
    memory.keepsake.erase().user(operator, request);
    assertThat(list().at("/data").isEmpty()).isTrue();
    asked(plain, plain.callerOf(user), "create_memory", "content", "The new user likes milk");
    assertAsStored();
    assertThat(list().at("/meta/total").asInt()).isOne();
  }

  @Test
  void a_list_is_kept_only_when_every_memory_has_its_vector() {
    var held = new HeldEmbedder();
    held.late(true);
    try (var early = open(settings -> settings.with(server.url()), held)) {
      asked(early, early.callerOf(user), "create_memory", "content", "The user likes tea");
      list();
      assertThat(
              hits(() ->
                  assertThat(list().at("/data/0/embedding_status").asText()).isEqualTo("pending")))
          .isZero();
      memory.keepsake.jobs().run(JobKind.EMBEDDINGS);
      assertThat(list().at("/data/0/embedding_status").asText()).isEqualTo("completed");
      assertThat(hits(this::list)).isOne();
    }
  }

  @Test
  void the_vectors_state_and_the_last_reading_are_never_asked_of_the_cache() {
    created("The user likes tea");
    for (Object[] arguments :
        List.of(
            new Object[] {"embedding_status", "completed"},
            new Object[] {"sort_by", "accessed_at"})) {
      list(arguments);
      assertThat(hits(() -> assertThat(list(arguments)).isEqualTo(stored(arguments)))).isZero();
    }
  }

  @Test
  void another_user_and_another_scope_are_served_nothing_of_it() {
    created("The user likes tea");
    list();
    Caller stranger = memory.callerOf("stranger-" + UUID.randomUUID());
    assertThat(asked(memory, stranger, "list_memories").at("/data").isEmpty()).isTrue();
    try (var other = open(s -> s.with(server.url()).with(new Scope("other")), TestMemory.model())) {
      for (int i = 0; i < 2; i++) {
        ObjectNode seen = asked(other, other.callerOf(user), "list_memories");
        assertThat(seen.at("/meta/total").asInt()).isZero();
      }
    }
    assertAsStored();
  }

  @Test
  void what_the_cache_hands_out_is_audited_too() {
    String id = created("The user likes tea");
    try (var audited =
        open(s -> s.with(server.url()).with(s.audit().auditingReads()), TestMemory.model())) {
      Caller caller = audited.callerOf(user);
      asked(audited, caller, "list_memories");
      long before = database.count("memory_write_events");
      assertThat(hits(() -> asked(audited, caller, "list_memories"))).isOne();
      assertThat(database.count("memory_write_events")).isEqualTo(before + 1);
      assertThat(id).isNotEmpty();
    }
  }

  @Test
  void while_redis_is_away_lists_are_those_of_the_database() {
    try (var redis = LocalRedis.start();
        var own = open(s -> s.with(redis.url()), TestMemory.model())) {
      Caller caller = own.callerOf(user);
      asked(own, caller, "create_memory", "content", "The user lives in Berlin");
      asked(own, caller, "list_memories");
      assertThat(hits(() -> asked(own, caller, "list_memories"))).isOne();
      redis.stop();
      asked(own, caller, "create_memory", "content", "The user plays the cello");
      assertThat(hits(() -> assertThat(asked(own, caller, "list_memories")).isEqualTo(stored())))
          .isZero();
      redis.startAgain();
      assertThat(asked(own, caller, "list_memories")).isEqualTo(stored());
    }
  }

  /// As where a replica is promoted that was behind: Redis has a list, and the revision, of before
  /// the change.
  @Test
  void what_redis_was_set_back_to_is_told_again() {
    String id = created("The user lives in Berlin");
    list();
    String keys = "*:memories:user:*";
    var kept =
        server.keys(keys).stream()
            .filter(key ->
                key.endsWith("recent:local") || key.endsWith("revision") || key.contains(":list:"))
            .toList();
    List<String> values = kept.stream().map(key -> server.admin(j -> j.get(key))).toList();
    asked("update_memory", "id", id, "title", "Home");
    for (int i = 0; i < kept.size(); i++) {
      String key = kept.get(i);
      String value = values.get(i);
      server.admin(jedis -> jedis.set(key, value));
    }
    assertThat(list().at("/data/0/title").isMissingNode()).isTrue(); // the loss that is left
    CLOCK.advance(Duration.ofSeconds(2));
    while (memory.keepsake.jobs().run(JobKind.CACHE) > 0) {}
    assertThat(list().at("/data/0/title").asText()).isEqualTo("Home");
    assertAsStored();
  }
}
