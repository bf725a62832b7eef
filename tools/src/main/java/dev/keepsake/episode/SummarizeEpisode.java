package dev.keepsake.episode;

import dev.keepsake.conversation.ConversationSettings;
import dev.keepsake.episode.EpisodeInput.Line;
import dev.keepsake.episode.EpisodeMaker.Outcome;
import dev.keepsake.episode.EpisodeOutput.Reason;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.WorkBell;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MessageRole;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationKey;
import dev.keepsake.store.Episode;
import dev.keepsake.store.Transactions;
import dev.keepsake.store.Users;
import dev.keepsake.store.WriteTx;
import dev.keepsake.summary.Said;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Hints;
import dev.keepsake.tool.InputShape;
import dev.keepsake.tool.InputShape.Reading;
import dev.keepsake.tool.Right;
import dev.keepsake.tool.Tool;
import dev.keepsake.tool.Unread;
import dev.keepsake.write.EpisodeWrites;
import dev.keepsake.write.SaveAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `summarize_episode` tool: an episode on demand, of a conversation that is stored or of
/// messages that are handed over.
public final class SummarizeEpisode implements Tool<EpisodeInput, EpisodeOutput> {
  public static final String NAME = "summarize_episode";

  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final InputShape<Line> SHAPE = new InputShape<>("a message", Line.class);

  private final Users users;
  private final Transactions transactions;
  private final Episodes parts;
  private final ConversationSettings.Threshold threshold;
  private final WorkBell bell;
  private final InstantSource clock;
  private final IdSource ids;

  SummarizeEpisode(
      Users users,
      Transactions transactions,
      Episodes parts,
      ConversationSettings.Threshold threshold,
      WorkBell bell,
      InstantSource clock,
      IdSource ids) {
    this.users = users;
    this.transactions = transactions;
    this.parts = parts;
    this.threshold = threshold;
    this.bell = bell;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<EpisodeInput> inputType() {
    return EpisodeInput.class;
  }

  @Override
  public Class<EpisodeOutput> outputType() {
    return EpisodeOutput.class;
  }

  @Override
  public Hints hints() {
    return new Hints(false, false, false);
  }

  @Override
  public Right right() {
    return Right.WRITE;
  }

  /// @throws MemoryException with `NOT_FOUND` if the user has no such conversation, with
  ///   `INVALID_INPUT` if neither it nor messages are named, or both
  @Override
  public EpisodeOutput run(Caller caller, EpisodeInput input) {
    if (input.messages().isPresent() && input.conversationId().isPresent()) {
      throw MemoryException.ofField(
          "messages", "Give either `conversation_id` or `messages`, one of the two.");
    }
    if (input.messages().isPresent()) {
      return ofMessages(caller, said(input.messages().get()), input.force());
    }
    ConversationId id =
        input
            .conversationId()
            .or(caller::conversation)
            .orElseThrow(() ->
                MemoryException.ofField(
                    "conversation_id",
                    "Name a conversation by `conversation_id`, or give its `messages`."));
    return ofConversation(caller, id, input.force());
  }

  private EpisodeOutput ofConversation(Caller caller, ConversationId id, boolean force) {
    caller.require(Right.READ); // the answer tells what was said
    Owner owner =
        users
            .find(caller.tenant().organization(), caller.requireUser())
            .map(user -> new Owner(user, caller.scope()))
            .orElseThrow(() -> unknown(id));
    Conversation conversation =
        transactions
            .read(owner.user(), tx -> tx.conversations().find(owner, id))
            .orElseThrow(() -> unknown(id));
    var key = new ConversationKey(owner, id);
    return force ? anew(key) : unlessMade(key, conversation);
  }

  private static MemoryException unknown(ConversationId id) {
    return new MemoryException(ErrorCode.NOT_FOUND, "There is no conversation %s.".formatted(id));
  }

  private EpisodeOutput unlessMade(ConversationKey key, Conversation conversation) {
    Optional<Conversation.EpisodeMark> mark = conversation.episode();
    if (mark.filter(found -> !found.state().isOpen()).isPresent()) {
      return EpisodeOutput.none(
          Reason.MADE_ALREADY,
          "The episode of this conversation was made before; with `force` it is made anew.",
          mark.flatMap(Conversation.EpisodeMark::memory));
    }
    if (mark.isEmpty() && !threshold.isReached(conversation.ofUser(), conversation.total())) {
      return below();
    }
    transactions.write(
        key.owner().user(),
        clock.instant(),
        tx -> {
          require(tx, key);
          return tx.episodes().begin(key.owner(), key.id());
        });
    bell.ring(JobKind.EPISODES);
    return inProgress();
  }

  /// It may have been removed since it was read.
  private static void require(WriteTx tx, ConversationKey key) {
    if (tx.conversations().find(key.owner(), key.id()).isEmpty()) {
      throw unknown(key.id());
    }
  }

  private EpisodeOutput below() {
    return EpisodeOutput.none(
        Reason.BELOW_THRESHOLD,
        "The conversation is too short for an episode, which takes %d messages of the user or %d in all; with `force` it is made all the same."
            .formatted(threshold.userMessages(), threshold.messages()),
        Optional.empty());
  }

  private static EpisodeOutput inProgress() {
    return EpisodeOutput.none(
        Reason.IN_PROGRESS, "The episode of this conversation is being made.", Optional.empty());
  }

  private EpisodeOutput anew(ConversationKey key) {
    String worker = ids.next().toString();
    Instant now = clock.instant();
    boolean taken =
        transactions.write(
            key.owner().user(),
            now,
            tx -> {
              require(tx, key);
              return tx.episodes().again(key.owner(), key.id(), worker, now.plus(LEASE));
            });
    return taken ? made(key, worker) : inProgress();
  }

  /// Where it fails now, it is made in the background.
  private EpisodeOutput made(ConversationKey key, String worker) {
    try {
      return switch (parts.maker().make(key, worker, EpisodeSummary.By.WHAT_ANSWERS)) {
        case Outcome.Saved(var saved, var text) -> EpisodeOutput.saved(saved, text);
        case Outcome.NothingSaid() -> nothingSaid();
        case Outcome.Gone() -> inProgress();
      };
    } catch (MemoryException e) {
      giveBack(key, worker);
      throw e;
    }
  }

  private void giveBack(ConversationKey key, String worker) {
    Instant now = clock.instant();
    transactions.write(
        key.owner().user(),
        now,
        tx -> {
          tx.episodes().postpone(key.owner(), key.id(), worker, 1, now.plus(PAUSE));
          return true;
        });
  }

  private static EpisodeOutput nothingSaid() {
    return EpisodeOutput.none(
        Reason.NOTHING_SAID, "Nothing was said that could be told.", Optional.empty());
  }

  private EpisodeOutput ofMessages(Caller caller, List<Said> said, boolean force) {
    long ofUser = said.stream().filter(one -> one.role() == MessageRole.USER).count();
    if (!force && !threshold.isReached(ofUser, said.size())) {
      return below();
    }
    Optional<Episode.Text> text =
        parts.summary().of(Optional.empty(), said, EpisodeSummary.By.WHAT_ANSWERS);
    if (text.isEmpty()) {
      return nothingSaid();
    }
    return EpisodeOutput.saved(parts.writes().save(draft(caller, text.get())), text.get());
  }

  private EpisodeWrites.Draft draft(Caller caller, Episode.Text text) {
    return new EpisodeWrites.Draft(
        new Owner(
            users.require(caller.tenant().organization(), caller.requireUser()), caller.scope()),
        caller.tenant(),
        caller.conversation(),
        EpisodeMaker.content(text.summary()),
        EpisodeMaker.metadata(text),
        Optional.<MemoryId>empty(),
        Optional.empty(),
        caller.correlationId());
  }

  private static List<Said> said(List<Unread> messages) {
    var said = new ArrayList<Said>();
    for (int i = 0; i < messages.size(); i++) {
      if (!messages.get(i).json().isObject()) {
        throw MemoryException.ofField(
            "messages", "`messages[%d]`: it must be a JSON object.".formatted(i));
      }
      switch (SHAPE.read(messages.get(i).json())) {
        case Reading.Read<Line>(var line) -> said.add(new Said(role(line), line.content()));
        case Reading.Refused<Line>(var problems) ->
            throw MemoryException.ofField(
                "messages[%d].%s".formatted(i, problems.getFirst().field()),
                "`messages[%d]`: %s".formatted(i, problems.getFirst().detail()));
      }
    }
    return said;
  }

  private static MessageRole role(Line line) {
    return switch (line.role()) {
      case USER -> MessageRole.USER;
      case ASSISTANT -> MessageRole.ASSISTANT;
    };
  }

  @Override
  public String summary(EpisodeOutput output) {
    String word =
        output
            .action()
            .map(SaveAction::wireName)
            .or(() -> output.reason().map(Reason::wireName))
            .orElse("");
    String id = output.memoryId().map(memory -> " (memory " + memory + ")").orElse("");
    return word + ": " + output.message() + id;
  }
}
