package dev.keepsake.records;

import dev.keepsake.memory.Content;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.PendingId;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.tool.Default;
import dev.keepsake.tool.Doc;
import dev.keepsake.tool.Each;
import dev.keepsake.tool.JsonObject;
import dev.keepsake.tool.Length;
import dev.keepsake.tool.Patch;
import dev.keepsake.tool.Range;
import dev.keepsake.tool.Unread;
import dev.keepsake.write.CreateInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the operations take.
final class Inputs {
  static final int MAX_IF_MATCH = 1_000;

  private Inputs() {}

  enum SortOrder implements WireName {
    ASCENDING("asc"),
    DESCENDING("desc");

    private final String wireName;

    SortOrder(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  @Doc(
      title = "Create many memories",
      value =
          "Creates up to 100 memories, each as if by itself: one that fails does not keep the"
              + " others back. Asked again with the same Idempotency-Key, those that were answered"
              + " are answered alike, and the rest is made up for.")
  record Bulk(
      @Doc("The memories, each with the fields of a single one.")
          @Length(max = 100)
          @Each(CreateInput.class)
          List<Unread> memories,
      @Doc("As the header `Idempotency-Key`.") @Length(max = 255)
          Optional<String> idempotencyKey) {}

  @Doc(
      title = "List memories",
      value =
          "The user's memories, page by page: by `page`, or by `cursor`, which costs the same"
              + " however far it has come and neither repeats nor leaves out what is created"
              + " meanwhile.")
  record Listing(
      @Doc("Which page, the first is 1; not together with `cursor`.")
          @Range(min = 1, max = 1_000_000)
          Optional<Integer> page,
      @Doc("How many in a page.") @Default("20") @Range(min = 1, max = 100) int perPage,
      @Doc("The `next_cursor` of the answer before.") @Length(max = 255) Optional<String> cursor,
      @Doc("Only of this type.") Optional<MemoryType> memoryType,
      @Doc("Only with all of these tags, separated by commas.") @Length(max = 20)
          Optional<List<String>> tags,
      @Doc("Only from this source.") Optional<Source> source,
      @Doc("Only whose vector stands there.") Optional<EmbeddingStatus> embeddingStatus,
      @Doc("Only in this status.") @Default("\"active\"") Status status,
      @Doc("Only created at or after.") Optional<Instant> createdAfter,
      @Doc("Only created before.") Optional<Instant> createdBefore,
      @Doc("By what it is ordered.") @Default("\"created_at\"") RecordOrder.By sortBy,
      @Doc("In which direction.") @Default("\"desc\"") SortOrder sortOrder) {}

  @Doc(title = "Read a memory", value = "One memory by its id.")
  record One(@Doc("The id of the memory.") MemoryId id) {}

  @Doc(
      title = "Change a memory",
      value =
          "Changes what is given and leaves the rest. Title, tags and metadata change in place;"
              + " null takes them away. Other words pass the policy and the check for duplicates;"
              + " those of before become history, and the vector is made anew.")
  record Change(
      @Doc("The id of the memory.") MemoryId id,
      @Doc("What is to be remembered instead.") @Length(max = Content.MAX_CHARACTERS)
          Optional<Content> content,
      @Doc("A title for lists; null for none.") @Length(max = 500) Patch<String> title,
      @Doc("Words to filter by; null for none.") @Length(min = 0, max = 50)
          Patch<List<String>> tags,
      @Doc("An object of the application's own, in the place of the one before; null for none.")
          Patch<JsonObject> metadata,
      @Doc("As the header `If-Match`.") @Length(max = MAX_IF_MATCH) Optional<String> ifMatch) {}

  @Doc(
      title = "Delete a memory",
      value =
          "Takes a memory out, with the older versions that it replaced. It can be restored for"
              + " some days.")
  record Removal(
      @Doc("The id of the memory.") MemoryId id,
      @Doc("As the header `If-Match`.") @Length(max = MAX_IF_MATCH) Optional<String> ifMatch) {}

  @Doc(
      title = "Restore a deleted memory",
      value = "Brings it back with the older versions that it replaced.")
  record Restoration(@Doc("The id of the memory.") MemoryId id) {}

  @Doc(
      title = "Make a vector again",
      value = "For a memory whose vector failed or is still pending: it is queued at once.")
  record Retry(@Doc("The id of the memory.") MemoryId id) {}

  @Doc(
      title = "Read the history of a memory",
      value = "The versions of the memory, oldest first, and what happened to them.")
  record Past(@Doc("The id of the memory.") MemoryId id) {}

  @Doc(
      title = "Read what became of a write",
      value = "Of a write that was accepted before it was decided, or was decided at once.")
  record Receipt(@Doc("The `write_id` of the answer to the write.") MemoryId id) {}

  @Doc(
      title = "List what waits for confirmation",
      value = "The writes that the user has to confirm, the oldest first, at most 100.")
  record Waiting() {}

  @Doc(
      title = "Confirm or refuse a write",
      value = "The user's word on what waits. Answered twice alike, it has the same answer.")
  record Word(
      @Doc("The `pending_id` of what waits.") PendingId id,
      @Doc("True to store it, false to discard it.") @Default("true") boolean accept,
      @Doc("The statement as the user corrected it; stored in the place of the one that waits.")
          @Length(max = Content.MAX_CHARACTERS)
          Optional<Content> content) {}

  @Doc(
      title = "Search memories",
      value =
          "The memories that answer a query best, by meaning and by words, with every filter;"
              + " without a query the newest, page by page.")
  record Search(
      @Doc("What is looked for; left out: the newest.") @Length(max = 2_000) Optional<String> query,
      @Doc("How many at most.") @Default("10") @Range(min = 1, max = 50) int limit,
      @Doc("The `next_cursor` of the answer before; only without a query.") @Length(max = 255)
          Optional<String> cursor,
      @Doc("Leave out what scores lower, from 0 to 1.") @Range(min = 0, max = 1)
          Optional<Double> minScore,
      @Doc("Only of these types, if it names any.") @Length(min = 0, max = 13)
          Optional<List<MemoryType>> memoryTypes,
      @Doc("Only with all of these tags.") @Length(min = 0, max = 20) Optional<List<String>> tags,
      @Doc(
              "Only whose labels contain this object: every field is there with the same value,"
                  + " lists with these entries.")
          Optional<JsonObject> filterTags,
      @Doc("Only created at or after.") Optional<Instant> since,
      @Doc("Only created before.") Optional<Instant> until,
      @Doc("What was believed at that moment.") Optional<Instant> asOf,
      @Doc("What held in the world at that moment.") Optional<Instant> validAt) {}
}
