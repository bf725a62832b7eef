package dev.keepsake.write;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.memory.IdSource;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.Tenant;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.WireJson;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Episodes on their way into the memory: through policy and duplicate check like what an agent
/// saves, but under no limit. Thread-safe.
public final class EpisodeWrites {
  private static final String OPERATION = "summarize_episode";

  /// An inference, of what was said for certain: as sure as agents are by default.
  private static final Confidence SURE = new Confidence(0.8);

  private final WritePath path;
  private final InstantSource clock;
  private final IdSource ids;

  public EpisodeWrites(WritePath path, InstantSource clock, IdSource ids) {
    this.path = path;
    this.clock = clock;
    this.ids = ids;
  }

  /// What is to be saved.
  ///
  /// @param tenant on whose behalf
  /// @param metadata how the text was made
  /// @param supersedes the episode that it replaces
  /// @param key the same key with the same draft gets the first answer again, also where it would
  ///   replace another episode by now
  public record Draft(
      Owner owner,
      Tenant tenant,
      Optional<ConversationId> conversation,
      Content content,
      JsonObject metadata,
      Optional<MemoryId> supersedes,
      Optional<String> key,
      String correlationId) {}

  /// What came of it.
  ///
  /// @param content what the policy left of the draft's
  public record Saved(SaveOutput answer, Content content) {}

  /// @throws dev.keepsake.error.MemoryException with `NOT_ACTIVE` if what it supersedes was
  ///   replaced or deleted meanwhile
  public Saved save(Draft draft) {
    var caller =
        new Caller(
            draft.tenant(),
            Set.of(),
            Optional.empty(),
            draft.conversation(),
            draft.correlationId(),
            Entry.EPISODE);
    var proposal =
        new Proposal(
            new MemoryId(ids.next()),
            draft.owner(),
            caller,
            input(draft, draft.supersedes()),
            clock.instant(),
            Optional.empty(),
            Noted.nothing(path.policyVersion(draft.tenant().client())));
    var call =
        new KeptAnswers.Call(
            OPERATION,
            draft.key(),
            text -> WireJson.write(input(draft, Optional.empty()).with(text)));
    WritePath.Routed routed =
        path.route(proposal, remaining -> new KeptAnswers(remaining, call, draft.content(), path));
    return new Saved(path.run(routed), routed.proposal().content());
  }

  private static WriteInput input(Draft draft, Optional<MemoryId> supersedes) {
    return new WriteInput(
        draft.content(),
        MemoryType.EPISODE,
        SURE,
        new Importance(0.5),
        supersedes,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        draft.conversation().map(ConversationId::value),
        Optional.of(draft.metadata()),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
