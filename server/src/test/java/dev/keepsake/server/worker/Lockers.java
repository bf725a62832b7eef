package dev.keepsake.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.embed.Embedder;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.EmbeddingStatus;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.UserName;
import dev.keepsake.server.mcp.ToyMemory;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.Entry;
import dev.keepsake.tool.ToolCall;
import dev.keepsake.tool.ToolOutcome;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Memories of one user, each about another locker.
final class Lockers {
  static final String USER = "ada";

  private Lockers() {}

  static Keepsake open(Path folder, Embedder model) {
    return Keepsake.open(
        KeepsakeSettings.defaults(folder).with(RateLimits.OFF),
        new KeepsakeParts(model, ToyMemory.IDS, InstantSource.system()),
        Observers.none());
  }

  static void save(Keepsake keepsake, int count) {
    for (int i = 0; i < count; i++) {
      var arguments =
          WireJson.MAPPER
              .createObjectNode()
              .put("content", "The locker number " + i + " is taken")
              .put("memory_type", "fact");
      assertThat(keepsake.tools().call(caller(keepsake), new ToolCall("save_memory", arguments)))
          .isInstanceOf(ToolOutcome.Done.class);
    }
  }

  static List<EmbeddingStatus> statuses(Keepsake keepsake) {
    return keepsake.history().all(caller(keepsake)).stream().map(Memory::embedding).toList();
  }

  private static Caller caller(Keepsake keepsake) {
    return keepsake.caller(Optional.of(new UserName(USER)), Optional.empty(), "test", Entry.AGENT);
  }
}
