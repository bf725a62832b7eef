package dev.keepsake.conversation;

import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ConversationId;
import dev.keepsake.store.Conversation;
import dev.keepsake.store.ConversationReads.Place;
import dev.keepsake.tool.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// A place in the list of conversations, as clients carry it from page to page: opaque to them.
final class ConversationCursor {
  private ConversationCursor() {}

  static String behind(Conversation last) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.lastActive());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((micros + " " + last.id()).getBytes(StandardCharsets.UTF_8));
  }

  /// @throws MemoryException with `INVALID_INPUT` if `text` is no cursor
  static Place parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
      Instant moment = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
      return new Place(Rfc3339.require(moment), new ConversationId(parts[1]));
    } catch (IllegalArgumentException
        | ArrayIndexOutOfBoundsException
        | ArithmeticException
        | DateTimeException e) {
      throw MemoryException.ofField(
          "cursor",
          "`cursor` must be the next_cursor of an earlier answer; leave it out for the first page.",
          e);
    }
  }
}
