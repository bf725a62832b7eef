package dev.keepsake.task;

import dev.keepsake.memory.WireName;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Range;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The arguments of `search`.
///
/// @param userId is the caller's to read, and empty here
@Doc(
    title = "Search memories and raw memories",
    value =
        "Searches both kinds at once. With a query memories are found by meaning and by words, the"
            + " best first, and raw memories by the query as a part of their text, the newest"
            + " first; the two kinds take turns. Without a query the newest of both are found.")
public record SearchInput(
    @Doc("What is looked for; left out: the newest.") @Length(max = 2_000) Optional<String> query,
    @Doc("Which kinds; both if it names none.") @Length(min = 0, max = 2)
        Optional<List<Kind>> include,
    @Doc("Labels that have to be there, as jsonb has it of containment.")
        Optional<JsonObject> filterTags,
    @Doc("Raw memories that occurred, and memories that were created, at this moment or after.")
        Optional<Instant> since,
    @Doc("Those that did so before this moment.") Optional<Instant> until,
    @Doc("How many at most, of both kinds together.") @Default("20") @Range(min = 1, max = 100)
        int limit,
    @Doc("The user who asks, if the header `X-User-Id` does not say so.") @Length(max = 255)
        Optional<String> userId) {

  /// What is searched.
  public enum Kind implements WireName {
    MEMORIES("memories"),
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

  boolean includes(Kind kind) {
    return include.filter(named -> !named.isEmpty() && !named.contains(kind)).isEmpty();
  }
}
