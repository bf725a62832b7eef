package dev.keepsake;

import dev.keepsake.embed.EmbedderState;
import dev.keepsake.history.MemoryHistory;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.UserName;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolDispatcher;
import java.time.InstantSource;
import java.util.Optional;

/// An agent's memory, assembled: the one public class that knows every part. Thread-safe.
///
/// ```java
/// try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system())) {
///   var caller = keepsake.caller(Optional.of(new UserName("ada")), Optional.empty(), "call-1", Entry.AGENT);
///   keepsake.tools().call(caller, new ToolCall("query_memory", arguments));
/// }
/// ```
public final class Keepsake implements AutoCloseable {

  /// Opens the store and begins to load the model; the first searches may be by words alone.
  ///
  /// @throws dev.keepsake.error.MemoryException if the data folder can't be used; the message says
  ///   what to do
  public static Keepsake open(KeepsakeSettings settings, InstantSource clock) {
    throw new IllegalStateException();
  }

  public ToolDispatcher tools() {
    throw new IllegalStateException();
  }

  public Prompts prompts() {
    throw new IllegalStateException();
  }

  public MemoryHistory history() {
    throw new IllegalStateException();
  }

  public IdSource ids() {
    throw new IllegalStateException();
  }

  /// A caller of the one local client.
  public Caller caller(
      Optional<UserName> user,
      Optional<ConversationId> conversation,
      String correlationId,
      Entry entry) {
    throw new IllegalStateException();
  }

  public EmbedderState embedder() {
    throw new IllegalStateException();
  }

  /// Asks the store for something small.
  ///
  /// @throws dev.keepsake.error.MemoryException if it does not answer
  public void checkStore() {
    throw new IllegalStateException();
  }

  /// Makes the vectors of memories that were stored while the model was late; to be called now and
  /// then.
  ///
  /// @return how many were made
  public int embedPending() {
    throw new IllegalStateException();
  }

  @Override
  public void close() {}
}
