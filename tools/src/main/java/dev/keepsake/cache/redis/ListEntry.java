package dev.keepsake.cache.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.keepsake.cache.ListCache.Total;
import dev.keepsake.cache.Listed;
import dev.keepsake.memory.Owner;
import dev.keepsake.store.RecordReads.Count;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What Redis keeps of a list, or of the total alone, as JSON. The revision comes first in every
/// version of this form, since the scripts look for it there.
///
/// @param part empty for the total alone
record ListEntry(
    long revision,
    int version,
    UUID user,
    String scope,
    long total,
    Optional<Instant> until,
    Optional<Part> part) {
  private static final int VERSION = 1;

  private static final ObjectReader READER =
      WireJson.MAPPER
          .readerFor(ListEntry.class)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  record Part(boolean more, List<Entry> memories) {}

  static ListEntry of(Owner owner, Listed list) {
    List<Entry> memories = list.memories().stream().map(Entry::of).toList();
    return of(owner, list, Optional.of(new Part(list.more(), memories)));
  }

  static ListEntry total(Owner owner, Listed list) {
    return of(owner, list, Optional.empty());
  }

  private static ListEntry of(Owner owner, Listed list, Optional<Part> part) {
    return new ListEntry(
        list.revision(),
        VERSION,
        owner.user().value(),
        owner.scope().value(),
        list.count().total(),
        list.count().until(),
        part);
  }

  String write() {
    return WireJson.write(this);
  }

  /// What holds at `now` and is `owner`'s; empty for what another version or somebody else has
  /// left.
  private static Optional<ListEntry> read(String json, Owner owner, Instant now) {
    try {
      return Optional.ofNullable(READER.<ListEntry>readValue(json))
          .filter(entry -> entry.version() == VERSION)
          .filter(entry -> entry.user().equals(owner.user().value()))
          .filter(entry -> entry.scope().equals(owner.scope().value()))
          .filter(entry -> entry.count().holdsAt(now));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the next fill replaces it
    }
  }

  static Optional<Total> readTotal(String json, Owner owner, Instant now) {
    return read(json, owner, now).map(entry -> new Total(entry.revision(), entry.count()));
  }

  static Optional<Listed> readList(String json, Owner owner, Instant now) {
    return read(json, owner, now).flatMap(entry -> entry.listed(owner));
  }

  private Optional<Listed> listed(Owner owner) {
    try {
      return part.map(kept -> new Listed(revision, memories(kept, owner), kept.more(), count()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// @throws IllegalArgumentException if one of them can't be read, or is somebody else's
  private static List<WholeMemory> memories(Part part, Owner owner) {
    return part.memories().stream()
        .map(entry ->
            Optional.ofNullable(entry)
                .flatMap(Entry::whole)
                .filter(whole -> whole.memory().owner().equals(owner))
                .orElseThrow(IllegalArgumentException::new))
        .toList();
  }

  private Count count() {
    return new Count(total, until);
  }
}
