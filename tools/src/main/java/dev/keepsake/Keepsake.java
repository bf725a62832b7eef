package dev.keepsake;

import dev.keepsake.access.AccessKeys;
import dev.keepsake.access.Clients;
import dev.keepsake.backup.Backups;
import dev.keepsake.conversation.Admission;
import dev.keepsake.conversation.Conversations;
import dev.keepsake.embed.ActiveEmbedder;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.embed.SharedEmbedder;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.episode.EpisodeSummary;
import dev.keepsake.episode.Episodes;
import dev.keepsake.erase.Beyond;
import dev.keepsake.erase.EraseMemories;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.ExtractMemories;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.extract.Extractor;
import dev.keepsake.extract.local.LocalExtractor;
import dev.keepsake.extract.model.ModelExtractor;
import dev.keepsake.fetch.Accesses;
import dev.keepsake.fetch.CacheFollowUp;
import dev.keepsake.fetch.FetchMemory;
import dev.keepsake.forget.DeleteMemory;
import dev.keepsake.forget.DeleteOutput;
import dev.keepsake.forget.ExpireMemories;
import dev.keepsake.forget.PurgeMemories;
import dev.keepsake.forget.RestoreMemory;
import dev.keepsake.history.AuditSettings;
import dev.keepsake.history.AuditTrail;
import dev.keepsake.history.MemoryHistory;
import dev.keepsake.history.MemoryViews;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ModelReach;
import dev.keepsake.memory.ClientName;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.OrganizationId;
import dev.keepsake.memory.OrganizationName;
import dev.keepsake.memory.UserId;
import dev.keepsake.memory.UserName;
import dev.keepsake.metric.Metrics;
import dev.keepsake.overview.HealthCheck;
import dev.keepsake.overview.Overview;
import dev.keepsake.policy.ClientPolicies;
import dev.keepsake.policy.PolicyReader;
import dev.keepsake.policy.PolicySource;
import dev.keepsake.policy.PolicyTerms;
import dev.keepsake.policy.SensitiveClasses;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.query.QueryMemory;
import dev.keepsake.query.QueryOutput;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.readlog.AuditedReads;
import dev.keepsake.readlog.AuditedTool;
import dev.keepsake.readlog.MemoryRead;
import dev.keepsake.readlog.ReadLog;
import dev.keepsake.records.ExtractionOperations;
import dev.keepsake.records.RecordOperations;
import dev.keepsake.reembed.Reembed;
import dev.keepsake.reembed.SpaceFilling;
import dev.keepsake.replay.ReplayPolicy;
import dev.keepsake.store.Leftover;
import dev.keepsake.store.MeasuredTransactions;
import dev.keepsake.store.SpaceState;
import dev.keepsake.store.Spaces;
import dev.keepsake.store.StoredSpace;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.postgres.OwnerVectors;
import dev.keepsake.store.postgres.PostgresMigration;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresStore;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import dev.keepsake.store.sqlite.SqliteWhole;
import dev.keepsake.summary.ExtractiveSummarizer;
import dev.keepsake.task.RawMemories;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.ToolCatalog;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.transfer.ExportMemories;
import dev.keepsake.transfer.ImportMemories;
import dev.keepsake.transfer.Intake;
import dev.keepsake.write.ConfirmMemory;
import dev.keepsake.write.Creations;
import dev.keepsake.write.EditMemory;
import dev.keepsake.write.EmbeddingFollowUp;
import dev.keepsake.write.EpisodeWrites;
import dev.keepsake.write.OldRows;
import dev.keepsake.write.PendingExpiry;
import dev.keepsake.write.Places;
import dev.keepsake.write.QueuedMemories;
import dev.keepsake.write.QueuedWrites;
import dev.keepsake.write.SaveMemory;
import dev.keepsake.write.ShippedDetectors;
import dev.keepsake.write.WritePath;
import dev.keepsake.write.WriteReceipts;
import dev.keepsake.write.WriteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An agent's memory, assembled: the one public class that knows every part. Thread-safe.
///
/// ```java
/// try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system())) {
///   var caller = keepsake.caller(Optional.of(new UserName("ada")), Optional.empty(), "call-1", Entry.AGENT);
///   keepsake.tools().call(caller, new ToolCall("query_memory", arguments));
/// }
/// ```
public final class Keepsake implements AutoCloseable {
  /// How long is waited for the vectors of all sentences of a summary.
  private static final Duration SUMMARY_PATIENCE = Duration.ofMinutes(1);

  /// What the one local client may do.
  public static final Set<Right> LOCAL_RIGHTS = Set.of(Right.READ, Right.WRITE);

  private final SqlStore store;
  private final ActiveEmbedder embedder;
  private final Embedder local;
  private final Duration patience;
  private final Optional<PostgresSettings> database;
  private final ReadLog reads;
  private @Nullable OwnerVectors vectors;
  private final Tenant tenant;
  private final Prompts prompts;
  private final Optional<ChatModel> model;
  private final AccessKeys accessKeys;
  private final Clients clients;
  private final PolicySource policies;
  private final ToolDispatcher tools;
  private final ToolDispatcher records;
  private final Creations creations;
  private final ExtractMemories extract;
  private final MemoryHistory history;
  private final AuditTrail trail;
  private final Overview overview;
  private final MemoryViews views;
  private final RestoreMemory restore;
  private final EraseMemories erase;
  private final ExportMemories exportMemories;
  private final ImportMemories importMemories;
  private final WriteReceipts receipts;
  private final Jobs jobs;
  private final SharedRedis shared;
  private final FetchMemory fetch;
  private final Reembed reembed;
  private final RawMemories raw;
  private final Conversations conversations;
  private final IdSource ids;

  private Keepsake(
      KeepsakeSettings settings,
      SqlStore opened,
      SharedRedis shared,
      KeepsakeParts parts,
      SensitiveClasses classes,
      Observers observers) {
    InstantSource clock = parts.clock();
    Metrics metrics = observers.metrics();
    this.store = shared.redis().isPresent() ? opened.telling(shared.caches()) : opened;
    this.shared = shared;
    this.patience = settings.query().patience();
    this.database = settings.database();
    this.ids = parts.ids();
    var spaces = store.spaces();
    StoredSpace wanted = spaces.enter(parts.embedder().space(), provider(settings, parts));
    this.embedder =
        new ActiveEmbedder(
            () -> spaces.active().space(),
            space -> parts.others().apply(stored(spaces, space)),
            parts.embedder());
    this.local = local(settings, parts, metrics);
    this.tenant = store.tenants().requireLocal(settings.scope());
    this.accessKeys =
        new AccessKeys(store.tenants(), store.apiKeys(), settings.scope(), ids, clock);
    this.prompts = Prompts.of(settings.model().prompts());
    this.model =
        parts.model().or(new ChatModelFactory(settings.model().chat(), metrics)::configured);
    var users = store.users();
    var indexes = new UserIndexes(settings.query(), metrics);
    var transactions = new MeasuredTransactions(store, metrics);
    WriteSettings write =
        settings.write().with(settings.write().mode().resolved(remote(settings, parts)));
    PolicyReader reader = policyReader(settings, classes);
    this.policies = PolicySource.open(settings.policy(), reader, clock, metrics);
    this.clients = new Clients(store.tenants(), store.clients(), reader, settings.scope(), clock);
    var deciding =
        new ClientPolicies(policies, store.clients()::findPolicy, reader, clock, metrics);
    var places = new Places(parts.limiter().or(() -> shared.limiter(settings.limits())));
    var path =
        new WritePath(
            transactions,
            indexes,
            embedder,
            deciding,
            write,
            settings.limits(),
            places,
            clock,
            ids);
    var save = new SaveMemory(users, path, clock, ids);
    var confirm = new ConfirmMemory(users, transactions, path, clock, ids);
    var query =
        new QueryMemory(
            users, transactions, indexes, QueuedMemories::open, embedder, settings.query(), clock);
    var delete =
        new DeleteMemory(
            users,
            transactions,
            indexes,
            places,
            embedder,
            settings.query().patience(),
            deciding::version,
            clock);
    this.reads =
        settings.audit().reads()
            ? new AuditedReads(users, store, deciding::version, clock) // no stage of a write
            : ReadLog.NONE;
    var extractive = new ExtractiveSummarizer(local, SUMMARY_PATIENCE);
    var episodes =
        new Episodes(
            users,
            transactions,
            store,
            new EpisodeSummary(extractive, model, prompts.require("episode_summary")),
            new EpisodeWrites(path, clock, ids),
            settings.conversations().episode(),
            store.bell(),
            clock,
            ids);
    this.tools =
        new ToolDispatcher(
            new ToolCatalog(
                List.of(
                    save, audited(query, reads), audited(delete, reads), confirm, episodes.tool()),
                prompts),
            metrics,
            observers.users());
    this.extract = new ExtractMemories(extractor(settings.model().extraction()), tools);
    this.history = new MemoryHistory(users, store, reads);
    this.exportMemories = new ExportMemories(users, transactions, reads, clock);
    this.importMemories =
        new ImportMemories(
            users, transactions, () -> spaces.active().space(), deciding, intake(classes), clock);
    this.restore =
        new RestoreMemory(users, transactions, settings.forget(), deciding::version, clock);
    this.erase = new EraseMemories(users, transactions, beyond(indexes), clock);
    this.overview = new Overview(users, store.figures(), clock);
    this.views = new MemoryViews(users, transactions, reads, clock);
    this.receipts = new WriteReceipts(users, transactions);
    var accesses = new Accesses(transactions, clock);
    this.fetch =
        new FetchMemory(users, transactions, shared.caches().memories(), reads, accesses, clock);
    this.creations = new Creations(users, transactions, path, settings.limits(), clock, ids);
    var edit = new EditMemory(users, transactions, indexes, path, clock, ids);
    this.raw =
        new RawMemories(
            new RawMemories.Where(
                users, transactions, store.sweeps(), store.schedules(), shared.caches().raw()),
            classes,
            query,
            reads,
            settings.raw(),
            ids,
            clock);
    this.conversations =
        new Conversations(
            new Conversations.Where(
                users, transactions, store.sweeps(), store.schedules(), store.bell()),
            classes,
            extractive,
            settings.conversations(),
            ids,
            clock);
    this.records =
        new ToolDispatcher(
            new ToolCatalog(
                Stream.of(
                        new RecordOperations(
                                users,
                                transactions,
                                creations,
                                edit,
                                fetch,
                                delete,
                                restore,
                                views,
                                query,
                                confirm,
                                receipts,
                                shared.caches().lists(),
                                reads,
                                clock)
                            .all(),
                        raw.operations(),
                        conversations.operations(),
                        new ExtractionOperations(extract, users, transactions).all())
                    .<Tool<?, ?>>flatMap(List::stream)
                    .toList()),
            metrics,
            observers.users());
    var filling = new SpaceFilling(spaces, transactions, wanted, parts.embedder(), clock);
    this.trail = new AuditTrail(store.checkpoints(), store, settings.audit(), clock);
    var work =
        work(
            settings,
            store,
            transactions,
            indexes,
            path,
            embedder,
            filling,
            deciding,
            trail,
            parts);
    work.put(JobKind.ACCESSES, accesses::run);
    work.put(JobKind.RAW_CLEANUP, raw.cleanup()::runIfDue);
    work.put(JobKind.CONVERSATION_CLEANUP, conversations.cleanup()::removeIfDue);
    work.put(JobKind.EPISODES, episodes.worker()::run);
    work.put(JobKind.CONVERSATION_TRIM, conversations.cleanup()::trimIfDue);
    if (shared.redis().isPresent()) {
      work.put(JobKind.CACHE, new CacheFollowUp(store, shared.caches(), clock)::run);
    }
    this.jobs = new Jobs(work, store.bell(), metrics);
    this.reembed =
        new Reembed(spaces, transactions, wanted, parts.embedder(), clock, Thread::sleep);
  }

  private Extractor extractor(ExtractionBy by) {
    var rules = new LocalExtractor(local);
    return switch (by) {
      case LOCAL_RULES -> rules;
      case MODEL -> new ModelExtractor(model.orElseThrow(), prompts.require("extraction"), rules);
    };
  }

  private Beyond beyond(UserIndexes indexes) {
    return new Beyond() {
      @Override
      public void forget(UserId user) {
        indexes.forget(user);
        embedder.forgetTexts();
        local.forgetTexts();
      }

      @Override
      public List<Leftover> scrub() {
        return store.scrub();
      }

      @Override
      public Optional<Long> checkpoint(UserId user, long seq) {
        return trail.covered(user, seq);
      }
    };
  }

  private static Tool<?, ?> audited(QueryMemory query, ReadLog log) {
    return new AuditedTool<>(
        query,
        (input, output) ->
            new MemoryRead(
                query.name(),
                output.memories().stream().map(QueryOutput.Hit::id).toList(),
                input.time()),
        log);
  }

  /// What is shown as a candidate is read; that of what was deleted the trail has by its deletion.
  private static Tool<?, ?> audited(DeleteMemory delete, ReadLog log) {
    return new AuditedTool<>(
        delete,
        (_, output) ->
            MemoryRead.now(
                delete.name(),
                output.action() == DeleteOutput.Action.CANDIDATES
                    ? output.memories().stream().flatMap(Keepsake::shown).toList()
                    : List.of()),
        log);
  }

  private static Stream<MemoryId> shown(DeleteOutput.Named named) {
    return Stream.concat(Stream.of(named.id()), named.currentId().stream());
  }

  private static EmbeddingProvider provider(KeepsakeSettings settings, KeepsakeParts parts) {
    return parts.embedder().space().equals(OnnxEmbedder.SPACE)
        ? EmbeddingProvider.ONNX
        : settings.embedding().provider();
  }

  private static boolean remote(KeepsakeSettings settings, KeepsakeParts parts) {
    return provider(settings, parts) == EmbeddingProvider.OPENAI;
  }

  private static StoredSpace stored(Spaces spaces, EmbeddingSpace space) {
    return Stream.of(SpaceState.values())
        .flatMap(state -> spaces.list(state).stream())
        .filter(stored -> stored.space().equals(space))
        .findFirst()
        .orElseThrow();
  }

  /// The model by which the rules of the extractor were made, whichever is searched with.
  private static Embedder local(KeepsakeSettings settings, KeepsakeParts parts, Metrics metrics) {
    if (parts.embedder().space().equals(OnnxEmbedder.SPACE)) {
      return new SharedEmbedder(parts.embedder());
    }
    boolean cache = settings.embedding().cache();
    var model =
        new EmbeddingSettings(EmbeddingProvider.ONNX, OnnxEmbedder.SPACE, Optional.empty(), cache);
    return new EmbedderFactory(settings.home(), model, metrics).configured();
  }

  private static Map<JobKind, Supplier<JobRun>> work(
      KeepsakeSettings settings,
      SqlStore store,
      Transactions transactions,
      UserIndexes indexes,
      WritePath path,
      Embedder embedder,
      SpaceFilling filling,
      ClientPolicies policies,
      AuditTrail trail,
      KeepsakeParts parts) {
    InstantSource clock = parts.clock();
    var retries = settings.write().retries();
    var sweeps = store.sweeps();
    var oldRows = new OldRows(sweeps, transactions, clock);
    return new EnumMap<JobKind, Supplier<JobRun>>(
        Map.of(
            JobKind.QUEUED_WRITES,
            new QueuedWrites(store, transactions, path, embedder, retries, clock, parts.ids())::run,
            JobKind.EMBEDDINGS,
            new EmbeddingFollowUp(store, transactions, embedder, retries, clock)::run,
            JobKind.NEW_MODEL,
            filling::step,
            JobKind.CONFIRMATIONS,
            new PendingExpiry(store, transactions, policies, clock)::run,
            JobKind.EXPIRY,
            new ExpireMemories(sweeps, transactions, policies::version, clock)::run,
            JobKind.PURGE,
            new PurgeMemories(
                    sweeps,
                    transactions,
                    settings.forget(),
                    policies.installation()::version,
                    clock)
                ::run,
            JobKind.OLD_ROWS,
            () -> {
              indexes.forgetRemoved(transactions);
              return oldRows.run();
            },
            JobKind.CHECKPOINT,
            trail::checkpointIfDue));
  }

  /// Opens the store. The model is loaded by the first call that needs it, or by [#preload].
  ///
  /// @throws MemoryException if the data folder can't be used; the message says what to do
  public static Keepsake open(KeepsakeSettings settings, InstantSource clock) {
    return open(settings, clock, Observers.none());
  }

  /// The same, telling `observers` how it works.
  public static Keepsake open(KeepsakeSettings settings, InstantSource clock, Observers observers) {
    var factory = new EmbedderFactory(settings.home(), settings.embedding(), observers.metrics());
    var parts =
        new KeepsakeParts(
            factory.configured(), factory::other, new LocalIds(), clock, Optional.empty());
    return open(settings, parts, observers);
  }

  /// The same with parts from outside: many short-lived stores, such as those of an evaluation,
  /// share one model and draw ids that are the same at every run.
  ///
  /// @param parts the embedder is closed with the Keepsake; see [SharedEmbedder]
  public static Keepsake open(KeepsakeSettings settings, KeepsakeParts parts, Observers observers) {
    SqlStore store;
    try {
      store = openStore(settings, parts);
    } catch (RuntimeException e) {
      parts.embedder().close();
      throw e;
    }
    return assemble(settings, store, parts, observers);
  }

  private static SqlStore openStore(KeepsakeSettings settings, KeepsakeParts parts) {
    return settings
        .database()
        .map(database -> PostgresStore.open(database, parts.ids(), parts.clock()))
        .orElseGet(() -> SqliteStore.open(settings.home(), parts.ids(), parts.clock()));
  }

  /// Makes or updates the tables of production mode.
  ///
  /// @param owner the database, with the role that owns its tables or will
  /// @param application the role that servers use
  /// @throws MemoryException if it can't; the message says what to do
  public static PostgresMigration.Outcome migrate(PostgresUrl owner, String application) {
    return new PostgresMigration(owner, application).run();
  }

  /// Copies of the store of a data folder; to be used without opening it.
  ///
  /// @param program the version of the program, which a backup names
  public static Backups backups(Path home, String program, InstantSource clock) {
    return new Backups(
        home,
        new SqliteWhole(home),
        (folder, users) -> auditFaults(folder, users, clock),
        AuditSettings.defaults(home).noteFile(),
        program,
        clock);
  }

  private static List<String> auditFaults(Path folder, List<UserId> users, InstantSource clock) {
    try (SqlStore copy = SqliteStore.open(folder, new LocalIds(), clock)) {
      var history = new MemoryHistory(copy.users(), copy, ReadLog.NONE);
      return users.stream().flatMap(user -> history.check(user).faults().stream()).toList();
    }
  }

  /// [#open] with parts from outside.
  static Keepsake assemble(
      KeepsakeSettings settings, SqlStore store, KeepsakeParts parts, Observers observers) {
    return assemble(settings, store, parts, new ShippedDetectors(), observers);
  }

  static Keepsake assemble(
      KeepsakeSettings settings,
      SqlStore store,
      KeepsakeParts parts,
      SensitiveClasses classes,
      Observers observers) {
    try {
      var shared = SharedRedis.open(settings.redis(), observers.metrics());
      try {
        return new Keepsake(settings, store, shared, parts, classes, observers);
      } catch (RuntimeException e) {
        shared.close();
        throw e;
      }
    } catch (RuntimeException e) {
      parts.embedder().close();
      store.close();
      throw e;
    }
  }

  public ToolDispatcher tools() {
    return tools;
  }

  /// The operations of programs over memories: what applications call, and no agent.
  public ToolDispatcher records() {
    return records;
  }

  /// What programs create.
  public Creations creations() {
    return creations;
  }

  /// The memories' vectors in Postgres, for an application that searches them by LangChain4j: one
  /// owner at a time. Made by the first call.
  ///
  /// @throws MemoryException with `STORE_UNAVAILABLE` if this Keepsake is not of production mode,
  ///   or if it audits reads, which such a search would go around
  public synchronized OwnerVectors vectors() {
    if (reads.listens()) {
      throw new MemoryException(
          ErrorCode.STORE_UNAVAILABLE,
          "Reads are audited (audit_reads), and a search of the vectors by others would leave no"
              + " event: use query_memory, or KeepsakeContentRetriever.");
    }
    if (vectors == null) {
      vectors =
          new OwnerVectors(
              database.orElseThrow(() ->
                  new MemoryException(
                      ErrorCode.STORE_UNAVAILABLE,
                      "Vectors are searched by others in production mode's Postgres alone: set"
                          + " KEEPSAKE_DATABASE_URL, or use query_memory.")));
    }
    return vectors;
  }

  /// The vector of a query, of the space that is searched.
  ///
  /// @throws MemoryException with `EMBEDDER_UNAVAILABLE` if the model does not answer in time
  public Embedding vectorOf(String text) {
    return embedder.embed(text, patience).first();
  }

  /// Every text that a model reads, the operator's own among them.
  public Prompts prompts() {
    return prompts;
  }

  /// The language model, if one is set.
  public Optional<ChatModel> model() {
    return model;
  }

  /// Remembers what is said in conversations: by rules, or by the language model.
  public ExtractMemories extract() {
    return extract;
  }

  /// The audit trails of all users, to sign and to check.
  public AuditTrail trail() {
    return trail;
  }

  public MemoryHistory history() {
    return history;
  }

  public Overview overview() {
    return overview;
  }

  /// Looks at what a Keepsake would be made of, without opening one.
  public static HealthCheck health(KeepsakeSettings settings, InstantSource clock) {
    return new HealthCheck(
        settings.home(),
        () ->
            settings
                .database()
                .map(database -> PostgresStore.check(database, clock.instant()))
                .orElseGet(() -> SqliteStore.check(settings.home(), clock.instant())),
        () -> new EmbedderFactory(settings.home(), settings.embedding(), Metrics.NONE).bare());
  }

  /// Looks whether the language model of these settings could be asked, without asking it.
  public static ModelReach modelReach(KeepsakeSettings settings) {
    return new ChatModelFactory(settings.model().chat(), Metrics.NONE).reach();
  }

  public MemoryViews views() {
    return views;
  }

  /// One memory by its id.
  public FetchMemory fetch() {
    return fetch;
  }

  /// What agents note down of a task and share.
  public RawMemories raw() {
    return raw;
  }

  public RestoreMemory restore() {
    return restore;
  }

  public EraseMemories erase() {
    return erase;
  }

  public ExportMemories exportMemories() {
    return exportMemories;
  }

  public ImportMemories importMemories() {
    return importMemories;
  }

  /// The keys of those who call over HTTP.
  public AccessKeys accessKeys() {
    return accessKeys;
  }

  /// Organizations and their clients.
  public Clients clients() {
    return clients;
  }

  public IdSource ids() {
    return ids;
  }

  /// The one local client.
  public Tenant tenant() {
    return tenant;
  }

  /// A caller of the one local client.
  public Caller caller(
      Optional<UserName> user,
      Optional<ConversationId> conversation,
      String correlationId,
      Entry entry) {
    return new Caller(tenant, LOCAL_RIGHTS, user, conversation, correlationId, entry);
  }

  /// Whoever runs this installation, about a user of `organization`: he may administer.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if there is no such organization
  public Caller operator(OrganizationName organization, UserName user, String correlationId) {
    OrganizationId id =
        store
            .tenants()
            .findOrganization(organization)
            .orElseThrow(() ->
                new MemoryException(
                    ErrorCode.INVALID_INPUT,
                    "There is no organization %s.".formatted(organization.value())));
    return new Caller(
        new Tenant(id, tenant.client(), tenant.scope()),
        Set.of(Right.ADMIN),
        Optional.of(user),
        Optional.empty(),
        correlationId,
        Entry.PERSON);
  }

  /// Whoever runs this installation, about a user of a client's: he sees what the client would.
  ///
  /// @throws MemoryException with `INVALID_INPUT` if there is no such client
  public Caller operator(
      OrganizationName organization, ClientName client, UserName user, String correlationId) {
    return new Caller(
        clients.require(organization, client).tenant(),
        Set.of(Right.READ),
        Optional.of(user),
        Optional.empty(),
        correlationId,
        Entry.PERSON);
  }

  /// Reads and checks policies as a Keepsake of these settings does.
  public static PolicyReader policyReader(KeepsakeSettings settings) {
    return policyReader(settings, new ShippedDetectors());
  }

  private static Intake intake(SensitiveClasses classes) {
    var admission = new Admission(classes);
    return new Intake(classes, admission::message, admission::summary);
  }

  private static PolicyReader policyReader(KeepsakeSettings settings, SensitiveClasses classes) {
    var thresholds = settings.write().thresholds();
    return new PolicyReader(new PolicyTerms(thresholds.auto(), thresholds.confirm(), classes));
  }

  /// What another policy would have decided.
  public ReplayPolicy replay() {
    return new ReplayPolicy(store.users(), store);
  }

  /// The rules that decide what is remembered, unless a client has its own.
  public PolicySource policies() {
    return policies;
  }

  /// Begins to load the model and the policy beside, so that the first call need not wait for all
  /// of it.
  public void preload() {
    embedder.preload();
    Thread.ofPlatform().daemon().name("policy").start(policies::inForce);
  }

  public EmbedderState embedder() {
    return embedder.state();
  }

  /// How many texts wait for the model.
  public int textsWaiting() {
    return embedder.waiting();
  }

  /// Asks the store for something small.
  ///
  /// @throws MemoryException if it does not answer, or takes no changes
  public void checkStore() {
    store.requireWritable();
    store.tenants().requireLocal(tenant.scope());
  }

  /// What no caller waits for; to be done now and then.
  public Jobs jobs() {
    return jobs;
  }

  /// Does the same while somebody waits.
  public Reembed reembed() {
    return reembed;
  }

  /// What became of writes.
  public WriteReceipts receipts() {
    return receipts;
  }

  @Override
  public synchronized void close() {
    if (vectors != null) {
      vectors.close();
    }
    embedder.close();
    local.close();
    store.close();
    shared.close();
  }
}
