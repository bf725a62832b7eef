package dev.keepsake.server.http;

import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.call.WorkLimit;
import dev.keepsake.tool.Problem;
import dev.keepsake.tool.WireJson;
import dev.keepsake.write.WriteReceipt;
import dev.keepsake.write.WriteReceipts;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/// What became of writes, for the user who made them. Thread-safe.
final class WritesApi implements Api {
  static final String PATH = "/api/v1/writes";
  private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private final WriteReceipts receipts;
  private final Optional<UserName> defaultUser;
  private final WorkLimit limit;

  /// @param defaultUser for calls that name none, where no key is needed
  WritesApi(WriteReceipts receipts, Optional<UserName> defaultUser, WorkLimit limit) {
    this.receipts = receipts;
    this.defaultUser = defaultUser;
    this.limit = limit;
  }

  @Override
  public void mount(JavalinConfig config) {
    config.routes.get(PATH + "/{id}", this::find);
  }

  private void find(Context context) throws IOException {
    Optional<String> refusal = limit.enter();
    if (refusal.isPresent()) {
      JsonAnswer.refuse(context.res(), refusal.get());
      return;
    }
    String correlationId = RequestGuard.correlationId(context.req());
    try {
      WriteReceipt receipt =
          receipts.require(HttpCaller.of(context.req(), defaultUser), id(context));
      JsonAnswer.send(context.res(), WireJson.MAPPER.valueToTree(receipt));
    } catch (MemoryException e) {
      JsonAnswer.send(
          context.res(), Problem.of(e.code(), String.valueOf(e.getMessage()), correlationId));
    } finally {
      limit.leave();
    }
  }

  private static MemoryId id(Context context) {
    String text = context.pathParam("id");
    if (!text.matches(ID)) {
      throw new MemoryException(
          ErrorCode.INVALID_INPUT,
          "A write is named by its `write_id`, a UUID, as `save_memory` answers it.");
    }
    return new MemoryId(UUID.fromString(text));
  }
}
