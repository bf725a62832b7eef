package dev.keepsake.episode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.conversation.MessageJson;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.EpisodeState;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Sha256;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.Summary;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Episode;
import dev.keepsake.store.Message;
import dev.keepsake.store.ReadTx;
import dev.keepsake.store.Transactions;
import dev.keepsake.summary.Said;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.EpisodeWrites;
import dev.keepsake.write.SaveOutput;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes the episode of one conversation, for the worker that has it. Thread-safe.
///
/// What was summarised is kept before it is saved, and saved under a key of its own: whoever dies
/// between the two leaves a text that is saved once by the next one. No transaction is open while
/// it is summarised.
record EpisodeMaker(
    Transactions transactions, EpisodeSummary summary, EpisodeWrites writes, InstantSource clock) {
  /// Of a conversation, to be summarised: what is older is in its summary, or left out.
  private static final int MOST_MESSAGES = 2_000;

  private static final long MOST_CHARACTERS = 4 << 20;

  /// As of the tools: what agents read.
  static final int LONGEST = 2_000;

  /// What came of it.
  sealed interface Outcome {
    record Saved(EpisodeWrites.Saved saved, Episode.Text text) implements Outcome {}

    /// Nothing was said that could be told.
    record NothingSaid() implements Outcome {}

    /// The conversation was removed, or another worker has it.
    record Gone() implements Outcome {}
  }

  /// @param worker who has claimed it
  /// @throws MemoryException with `MODEL_UNAVAILABLE` or `MODEL_FAILED` if only the model will do;
  ///   its turn has to come again then
  Outcome make(ConversationKey key, String worker, EpisodeSummary.By by) {
    Optional<Work> found = read(key, tx -> work(tx, key));
    if (found.isEmpty()) {
      return new Outcome.Gone();
    }
    Work work = found.get();
    Optional<Episode.Text> text =
        work.episode().text().or(() -> summary.of(work.before(), work.said(), by));
    if (text.isEmpty()) {
      return finish(key, worker, EpisodeState.REFUSED, Optional.empty())
          ? new Outcome.NothingSaid()
          : new Outcome.Gone();
    }
    if (work.episode().text().isEmpty() && !keep(key, worker, text.get())) {
      return new Outcome.Gone();
    }
    return save(key, worker, work, text.get());
  }

  /// @param episode as it was read
  /// @param before summary of what was trimmed
  private record Work(
      Conversation conversation, Episode episode, Optional<Summary> before, List<Said> said) {}

  private static Optional<Work> work(ReadTx tx, ConversationKey key) {
    return tx.conversations()
        .find(key.owner(), key.id())
        .flatMap(conversation ->
            tx.episodes()
                .find(key.owner(), key.id())
                .filter(episode -> episode.state().isOpen())
                .map(episode ->
                    new Work(conversation, episode, conversation.summary(), said(tx, key))));
  }

  private static List<Said> said(ReadTx tx, ConversationKey key) {
    return tx
        .conversations()
        .newest(key.owner(), key.id(), Long.MAX_VALUE, MOST_MESSAGES, MOST_CHARACTERS)
        .stream()
        .map(Message::body)
        .map(MessageJson::said)
        .toList();
  }

  private Outcome save(ConversationKey key, String worker, Work work, Episode.Text text) {
    EpisodeWrites.Saved saved = save(key, work, text);
    Optional<MemoryId> memory = kept(key, saved.answer());
    finish(key, worker, memory.isPresent() ? EpisodeState.MADE : EpisodeState.REFUSED, memory);
    return new Outcome.Saved(saved, text);
  }

  /// What it is kept as. One that is there already may be this one, by whoever died before it was
  /// noted here.
  private Optional<MemoryId> kept(ConversationKey key, SaveOutput answer) {
    return switch (answer.action()) {
      case CREATED, QUEUED -> answer.memoryId().or(answer::writeId);
      case DUPLICATE_SKIPPED ->
          answer.duplicateOf().filter(id -> read(key, tx -> isOf(tx, key, id)));
      case CONFIRM_NEEDED, DISCARDED, RATE_LIMITED, REJECTED, FAILED -> Optional.empty();
    };
  }

  private static boolean isOf(ReadTx tx, ConversationKey key, MemoryId id) {
    return tx.memories()
        .find(key.owner(), id)
        .filter(memory -> memory.statement().type() == MemoryType.EPISODE)
        .flatMap(memory -> memory.origin().conversation())
        .filter(key.id()::equals)
        .isPresent();
  }

  /// Replaces what was made before; where that was replaced meanwhile, what has taken its place.
  private EpisodeWrites.Saved save(ConversationKey key, Work work, Episode.Text text) {
    Optional<MemoryId> replaced = read(key, tx -> active(tx, key, work.episode().memory()));
    try {
      return writes.save(draft(key, work, text, replaced));
    } catch (MemoryException e) {
      if (e.code() != ErrorCode.NOT_ACTIVE && e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      return writes.save(draft(key, work, text, Optional.empty())); // its user took it away
    }
  }

  private static Optional<MemoryId> active(
      ReadTx tx, ConversationKey key, Optional<MemoryId> before) {
    return before
        .flatMap(id -> tx.memories().find(key.owner(), id))
        .filter(memory -> memory.status() == Status.ACTIVE)
        .map(Memory::id);
  }

  private static EpisodeWrites.Draft draft(
      ConversationKey key, Work work, Episode.Text text, Optional<MemoryId> replaced) {
    return new EpisodeWrites.Draft(
        key.owner(),
        work.conversation().tenant(),
        Optional.of(key.id()),
        content(text.summary()),
        metadata(text),
        replaced,
        Optional.of(
            Sha256.hex(
                String.join(
                    "\n",
                    key.owner().scope().value(),
                    key.id().value(),
                    work.episode().createdAt().toString()))),
        "episode of " + work.conversation().createdAt());
  }

  static Content content(Summary summary) {
    return new Content(Cut.to(summary.text(), LONGEST));
  }

  /// How it was made, for whoever reads it.
  static JsonObject metadata(Episode.Text text) {
    ObjectNode json =
        WireJson.MAPPER.createObjectNode().put("summary", text.summary().kind().wireName());
    text.prompt()
        .ifPresent(prompt ->
            json.putObject("prompt")
                .put("name", prompt.name())
                .put("version", prompt.version())
                .put("sha256", prompt.sha256()));
    return JsonObject.of(json);
  }

  private boolean keep(ConversationKey key, String worker, Episode.Text text) {
    return transactions.write(
        key.owner().user(),
        clock.instant(),
        tx -> tx.episodes().keep(key.owner(), key.id(), worker, text));
  }

  private boolean finish(
      ConversationKey key, String worker, EpisodeState end, Optional<MemoryId> memory) {
    return transactions.write(
        key.owner().user(),
        clock.instant(),
        tx -> tx.episodes().finish(key.owner(), key.id(), worker, end, memory));
  }

  private <R> R read(ConversationKey key, Function<ReadTx, R> work) {
    return transactions.read(key.owner().user(), work);
  }
}
