package dev.keepsake.records;

import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.WireName;
import dev.keepsake.store.RecordOrder;
import dev.keepsake.store.RecordReads.Place;
import dev.keepsake.tool.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/// A place in a list, as clients carry it from page to page: opaque to them. It belongs to one
/// order.
final class ListCursor {
  private ListCursor() {}

  static String of(RecordOrder order, Place place) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, place.moment());
    String text = String.join(" ", name(order), Long.toString(micros), place.id().toString());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(RecordOrder order) {
    return order.by().wireName() + (order.ascending() ? "+" : "-");
  }

  /// @throws MemoryException with `INVALID_INPUT` if `text` is no cursor of a list in `order`
  static Place parse(String text, RecordOrder order) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
      if (parts.length == 3 && parts[0].equals(name(order))) {
        Instant moment = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
        return new Place(Rfc3339.require(moment), new MemoryId(UUID.fromString(parts[2])));
      }
      throw refused(parts.length == 3 && isOrder(parts[0]), null);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw refused(false, e);
    }
  }

  private static boolean isOrder(String name) {
    return !name.isEmpty()
        && WireName.find(RecordOrder.By.class, name.substring(0, name.length() - 1)).isPresent();
  }

  private static MemoryException refused(
      boolean ofAnother, @org.jspecify.annotations.Nullable Exception cause) {
    String sentence =
        ofAnother
            ? "`cursor` belongs to a list in another order: leave it out, or sort as before."
            : "`cursor` must be the next_cursor of an earlier answer; leave it out for the first"
                + " page.";
    return cause == null
        ? MemoryException.ofField("cursor", sentence)
        : MemoryException.ofField("cursor", sentence, cause);
  }
}
