package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Status;
import dev.keepsake.memory.WireName;
import dev.keepsake.overview.Overview.Stats;
import dev.keepsake.server.console.Plain;
import dev.keepsake.server.console.Terminal;
import dev.keepsake.store.Figures;
import dev.keepsake.store.Figures.Count;
import dev.keepsake.tool.Caller;
import dev.keepsake.tool.WireJson;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The figures of a memory, as JSON and for people.
final class StatsReport {
  private static final double MIB = 1 << 20;

  private StatsReport() {}

  static ObjectNode json(Stats stats, Caller caller, int hours) {
    Figures.All all = stats.all();
    ObjectNode json =
        WireJson.MAPPER
            .createObjectNode()
            .put("total_users", all.users())
            .put("total_memories", all.total());
    put(json.putObject("memories_by_status"), by(all, Status.class, Count::status));
    put(json.putObject("memories_by_type"), by(all, MemoryType.class, Count::type));
    json.put("db_size_mb", Math.round(all.bytes() / MIB * 100) / 100.0)
        .put("hours", hours)
        .put("memories_stored", all.stored())
        .put("avg_latency_ms", all.saveMillis().map(StatsReport::rounded).orElse(null))
        .putNull("retrievals")
        .putNull("error_count")
        .putObject("not_counted")
        .put("retrievals", "Reading writes nothing to the database; /metrics of `serve` counts it.")
        .put(
            "error_count",
            "A call that fails writes nothing to the database; /metrics of `serve` counts it.");
    stats.owner().ifPresent(owner -> owner(json.putObject("user"), owner, caller));
    return json;
  }

  private static void owner(ObjectNode json, Figures.OfOwner owner, Caller caller) {
    json.put("user_id", caller.requireUser().value())
        .put("scope", caller.scope().value())
        .put("total_memories", owner.memories())
        .put("active_memories", owner.active())
        .put("pending_confirmations", owner.waiting())
        .put("last_active", owner.lastActive().map(Object::toString).orElse(null));
  }

  private static <E extends Enum<E> & WireName> void put(ObjectNode json, Map<E, Long> counts) {
    counts.forEach((word, found) -> json.put(word.wireName(), found));
  }

  /// Every word of `type`, those that do not occur with 0.
  private static <E extends Enum<E> & WireName> Map<E, Long> by(
      Figures.All all, Class<E> type, Function<Count, E> word) {
    var counts = new EnumMap<E, Long>(type);
    Arrays.stream(type.getEnumConstants()).forEach(each -> counts.put(each, 0L));
    all.memories().forEach(count -> counts.merge(word.apply(count), count.found(), Long::sum));
    return counts;
  }

  private static double rounded(double millis) {
    return Math.round(millis * 10) / 10.0;
  }

  static void print(Stats stats, Caller caller, int hours, Terminal terminal) {
    Figures.All all = stats.all();
    terminal.line(terminal.ink().bold("Everybody's"));
    line(terminal, "users", Long.toString(all.users()));
    line(terminal, "memories", parts(all.total(), by(all, Status.class, Count::status)));
    line(terminal, "types", parts(all.total(), by(all, MemoryType.class, Count::type)));
    line(terminal, "database", String.format(Locale.ROOT, "%.1f MB", all.bytes() / MIB));
    terminal.line("");
    terminal.line(
        terminal.ink().bold(hours == 1 ? "In the last hour" : "In the last " + hours + " hours"));
    line(terminal, "stored", Long.toString(all.stored()));
    line(terminal, "a save took", average(all.saveMillis()));
    stats
        .owner()
        .ifPresent(owner -> {
          terminal.line("");
          terminal.line(
              terminal
                  .ink()
                  .bold(
                      Plain.line(
                          caller.requireUser() + "'s, under the scope " + caller.scope().value())));
          line(terminal, "memories", owner.active() + " active of " + owner.memories());
          line(terminal, "to confirm", Long.toString(owner.waiting()));
          line(terminal, "last active", owner.lastActive().map(StoryTeller::shown).orElse("never"));
        });
  }

  private static String average(Optional<Double> millis) {
    return millis
        .map(mean -> String.format(Locale.ROOT, "%.1f ms on average until it was decided", mean))
        .orElse("nothing was saved");
  }

  private static <E extends Enum<E> & WireName> String parts(long total, Map<E, Long> counts) {
    String parts =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey().wireName())
            .collect(Collectors.joining(", "));
    return total == 0 ? "0" : parts;
  }

  private static void line(Terminal terminal, String name, String value) {
    terminal.line("  " + terminal.ink().dim(String.format(Locale.ROOT, "%-12s", name)) + value);
  }
}
