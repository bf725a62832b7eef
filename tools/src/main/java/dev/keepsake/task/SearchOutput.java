package dev.keepsake.task;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.RawMemory;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.UserName;
import dev.keepsake.memory.WireName;
import dev.keepsake.query.QueryOutput;
import dev.keepsake.task.RawView.LastModify;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The answer of `search`.
public record SearchOutput(
    @Doc("What was found.") List<Hit> hits,
    @Doc("What whoever reads this should know, such as that the search was by words alone.")
        List<String> notices) {
  public SearchOutput {
    hits = List.copyOf(hits);
    notices = List.copyOf(notices);
  }

  /// What kind of thing was found.
  public enum Kind implements WireName {
    MEMORY("memory"),
    RAW("raw");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /// One thing that was found.
  public record Hit(
      @Doc("What kind of thing it is: each has fields of its own.") Kind kind,
      @Doc("Its id.") String id,
      @Doc("Of a memory: what it says.") Optional<String> content,
      @Doc("Of a memory: how well it answers the query, from 0 to 1; absent without one.")
          Optional<Double> score,
      @Doc("Of a memory: its type.") Optional<MemoryType> memoryType,
      @Doc("Of a memory: how sure its writer was.") Optional<Confidence> confidence,
      @Doc("Of a memory: how much it matters.") Optional<Importance> importance,
      @Doc("Of a memory: where it came from.") Optional<Source> source,
      @Doc("Of a memory: its tags.") Optional<List<String>> tags,
      @Doc("Of a raw memory: its text.") Optional<String> context,
      @Doc("Of a raw memory: its labels.") Optional<JsonObject> filterTags,
      @Doc("Of a raw memory: the user whose it is.") Optional<String> userId,
      @Doc("Of a raw memory: what was done to it last, and when.") Optional<LastModify> lastModify,
      @Doc("Of a raw memory: when that happened of which it tells.") Optional<Instant> occurredAt,
      @Doc("When it was stored.") Instant createdAt,
      @Doc("Of a raw memory: when it was last changed.") Optional<Instant> updatedAt) {

    static Hit of(QueryOutput.Hit memory) {
      return new Hit(
          Kind.MEMORY,
          memory.id().toString(),
          Optional.of(memory.content()),
          memory.score(),
          Optional.of(memory.type()),
          Optional.of(memory.confidence()),
          Optional.of(memory.importance()),
          Optional.of(memory.source()),
          Optional.of(memory.tags()),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          memory.createdAt(),
          Optional.empty());
    }

    static Hit of(RawMemory raw, UserName user) {
      RawView view = RawView.of(raw, user);
      return new Hit(
          Kind.RAW,
          view.id().toString(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(view.context()),
          Optional.of(view.filterTags()),
          Optional.of(view.userId()),
          Optional.of(view.lastModify()),
          Optional.of(view.occurredAt()),
          view.createdAt(),
          Optional.of(view.updatedAt()));
    }

    /// The moment by which it stands among the newest.
    Instant moment() {
      return occurredAt.orElse(createdAt);
    }
  }
}
