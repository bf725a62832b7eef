package dev.keepsake.query;

import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.store.MemoryReads.Place;
import dev.keepsake.tool.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/// A place in the list of the newest, as clients carry it from page to page: opaque to them.
final class Cursor {
  private Cursor() {}

  static String of(Place place) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((micros + " " + place.id()).getBytes(StandardCharsets.UTF_8));
  }

  /// @throws MemoryException with `INVALID_INPUT` if `text` is no cursor
  static Place parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
      Instant moment = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
      return new Place(Rfc3339.require(moment), new MemoryId(UUID.fromString(parts[1])));
    } catch (IllegalArgumentException
        | ArrayIndexOutOfBoundsException
        | java.time.DateTimeException e) {
      throw MemoryException.ofField(
          "cursor",
          "`cursor` must be the next_cursor of an earlier answer; leave it out for the first page.",
          e);
    }
  }
}
