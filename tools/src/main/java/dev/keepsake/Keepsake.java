package dev.keepsake;

import dev.keepsake.embed.CachingEmbedder;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.EmbeddingCacheSettings;
import dev.keepsake.embed.LazyEmbedder;
import dev.keepsake.embed.onnx.OnnxEmbedder;
import dev.keepsake.embed.onnx.OnnxSettings;
import dev.keepsake.forget.DeleteMemory;
import dev.keepsake.history.MemoryHistory;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.UserName;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.query.QueryMemory;
import dev.keepsake.query.UserIndexes;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.ToolCatalog;
import dev.keepsake.tool.ToolDispatcher;
import dev.keepsake.transfer.ExportMemories;
import dev.keepsake.transfer.ImportMemories;
import dev.keepsake.write.EmbeddingFollowUp;
import dev.keepsake.write.SaveMemory;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An agent's memory, assembled: the one public class that knows every part. Thread-safe.
///
/// ```java
/// try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system())) {
///   var caller = keepsake.caller(Optional.of(new UserName("ada")), Optional.empty(), "call-1", Entry.AGENT);
///   keepsake.tools().call(caller, new ToolCall("query_memory", arguments));
/// }
/// ```
public final class Keepsake implements AutoCloseable {
  private static final List<String> PROMPTS =
      List.of("instructions", "save_memory", "query_memory", "delete_memory");

  private final SqlStore store;
  private final Embedder embedder;
  private final Tenant tenant;
  private final Prompts prompts;
  private final ToolDispatcher tools;
  private final MemoryHistory history;
  private final ExportMemories exportMemories;
  private final ImportMemories importMemories;
  private final EmbeddingFollowUp followUp;
  private final IdSource ids;

  private Keepsake(
      KeepsakeSettings settings,
      SqlStore store,
      Embedder embedder,
      IdSource ids,
      InstantSource clock) {
    this.store = store;
    this.embedder = embedder;
    this.ids = ids;
    this.tenant = store.tenants().requireLocal(settings.scope());
    this.prompts = Prompts.load(PROMPTS);
    var users = store.users();
    var indexes = new UserIndexes(settings.query());
    var save =
        new SaveMemory(
            users, store, indexes, embedder, settings.write(), settings.limits(), clock, ids);
    var query = new QueryMemory(users, store, indexes, embedder, settings.query(), clock);
    var delete =
        new DeleteMemory(users, store, indexes, embedder, settings.query().patience(), clock);
    this.tools = new ToolDispatcher(new ToolCatalog(List.of(save, query, delete), prompts), clock);
    this.history = new MemoryHistory(users, store);
    this.exportMemories = new ExportMemories(users, store, embedder.space(), clock);
    this.importMemories = new ImportMemories(users, store, embedder.space(), clock);
    this.followUp = new EmbeddingFollowUp(store, store, embedder, clock);
  }

  /// Opens the store. The model is loaded by the first call that needs it, or by [#preload].
  ///
  /// @throws dev.keepsake.error.MemoryException if the data folder can't be used; the message says
  ///   what to do
  public static Keepsake open(KeepsakeSettings settings, InstantSource clock) {
    var ids = new LocalIds();
    SqlStore store = SqliteStore.open(settings.home(), OnnxEmbedder.SPACE, ids, clock);
    var cache =
        new EmbeddingCacheSettings(
            settings.embeddingCache(), EmbeddingCacheSettings.DEFAULTS.maxBytes());
    var model =
        new LazyEmbedder(
            OnnxEmbedder.SPACE,
            () ->
                CachingEmbedder.around(
                    OnnxEmbedder.start(settings.home().resolve("native"), OnnxSettings.defaults()),
                    cache));
    return assemble(settings, store, model, ids, clock);
  }

  /// The same with parts from outside.
  static Keepsake assemble(
      KeepsakeSettings settings,
      SqlStore store,
      Embedder embedder,
      IdSource ids,
      InstantSource clock) {
    try {
      return new Keepsake(settings, store, embedder, ids, clock);
    } catch (RuntimeException e) {
      embedder.close();
      store.close();
      throw e;
    }
  }

  public ToolDispatcher tools() {
    return tools;
  }

  public Prompts prompts() {
    return prompts;
  }

  public MemoryHistory history() {
    return history;
  }

  public ExportMemories exportMemories() {
    return exportMemories;
  }

  public ImportMemories importMemories() {
    return importMemories;
  }

  public IdSource ids() {
    return ids;
  }

  /// A caller of the one local client.
  public Caller caller(
      Optional<UserName> user,
      Optional<ConversationId> conversation,
      String correlationId,
      Entry entry) {
    return new Caller(
        tenant, Set.of(Right.READ, Right.WRITE), user, conversation, correlationId, entry);
  }

  /// Begins to load the model beside, so that the first call need not wait for all of it.
  public void preload() {
    if (embedder instanceof LazyEmbedder lazy) {
      lazy.start();
    }
  }

  public EmbedderState embedder() {
    return embedder.state();
  }

  /// Asks the store for something small.
  ///
  /// @throws dev.keepsake.error.MemoryException if it does not answer
  public void checkStore() {
    store.tenants().requireLocal(tenant.scope());
  }

  /// Makes the vectors of memories that were stored while the model was late; to be called now and
  /// then.
  ///
  /// @return how many were made
  public int embedPending() {
    return followUp.run();
  }

  @Override
  public void close() {
    embedder.close();
    store.close();
  }
}
