package dev.keepsake.server.cli;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.overview.FolderCheck;
import dev.keepsake.overview.HealthCheck;
import dev.keepsake.overview.ModelCheck;
import dev.keepsake.policy.Policy;
import dev.keepsake.redis.RedisCheck;
import dev.keepsake.redis.RedisUrl;
import dev.keepsake.server.cli.HealthPart.State;
import dev.keepsake.server.config.EffectiveSetting;
import dev.keepsake.server.config.SettingSource;
import dev.keepsake.server.observe.BuildVersion;
import dev.keepsake.store.Figures;
import dev.keepsake.store.StoreCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parts of an installation, looked at one by one.
final class HealthParts {
  /// Those that are looked for where the settings say.
  static final List<String> BY_THE_SETTINGS =
      List.of("data_folder", "database", "audit_trail", "embedder", "model", "redis");

  private static final long MIB = 1 << 20;

  /// Room for the model, which is unpacked once, and for some memories.
  private static final long SCARCE_BYTES = 200 * MIB;

  private HealthParts() {}

  static HealthPart runtime() {
    Runtime runtime = Runtime.getRuntime();
    String java = Runtime.version().toString();
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    long used = (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    long most = runtime.maxMemory() / MIB;
    return HealthPart.of(
        "runtime",
        State.OK,
        "Keepsake %s, Java %s (%s) on %s, %d cores, heap %d of %d MB"
            .formatted(
                BuildVersion.current(),
                java,
                System.getProperty("java.vendor"),
                system,
                runtime.availableProcessors(),
                used,
                most),
        facts ->
            facts
                .put("keepsake_version", BuildVersion.current())
                .put("java_version", java)
                .put("java_home", System.getProperty("java.home"))
                .put("os", system)
                .put("cores", runtime.availableProcessors())
                .put("heap_used_mb", used)
                .put("heap_max_mb", most));
  }

  /// Says where each was set and never to what: some are secrets.
  static HealthPart settings(List<EffectiveSetting> all) {
    List<EffectiveSetting> set =
        all.stream().filter(s -> !(s.source() instanceof SettingSource.Default)).toList();
    String named =
        set.stream()
            .map(s -> s.name() + " (" + s.source().described() + ")")
            .collect(Collectors.joining(", "));
    return HealthPart.of(
        "settings",
        State.OK,
        set.isEmpty() ? "all as by default" : named,
        facts -> {
          var from = facts.putObject("set");
          set.forEach(s -> from.put(s.name(), s.source().described()));
        });
  }

  /// A policy that can't be used is a warning: what runs goes on by the one before, and the next
  /// start is refused.
  static HealthPart policy(KeepsakeSettings settings) {
    var named = NamedPolicy.inForce(settings);
    try {
      Policy policy = named.require(settings);
      return HealthPart.of(
          "policy",
          State.OK,
          "%s, version %s, %d rules"
              .formatted(named.name(), policy.version(), policy.rules().size()),
          facts ->
              facts
                  .put("file", named.name())
                  .put("policy_version", policy.version())
                  .put("rules", policy.rules().size()));
    } catch (BrokenPolicy e) {
      List<String> problems =
          e.problems().stream().map(problem -> problem.sentence(e.file())).toList();
      return HealthPart.of(
          "policy",
          State.WARNING,
          "it can't be used; what runs goes on by the one before, and nothing new starts: "
              + String.join("; ", problems),
          facts -> problems.forEach(facts.put("file", named.name()).putArray("problems")::add));
    } catch (UsageException e) {
      return HealthPart.of(
          "policy",
          State.WARNING,
          String.valueOf(e.getMessage()),
          facts -> facts.put("file", named.name()));
    }
  }

  static List<HealthPart> memory(HealthCheck check, Path home) {
    return switch (check.folder()) {
      case FolderCheck.Unusable(var reason) ->
          List.of(
              HealthPart.failed("data_folder", reason),
              HealthPart.skipped("database", "there is no folder for it."),
              HealthPart.skipped("audit_trail", "it is in the database."),
              HealthPart.skipped("embedder", "it is unpacked into the data folder."));
      case FolderCheck.Usable folder -> inside(check, folder(folder, home));
    };
  }

  private static HealthPart folder(FolderCheck.Usable folder, Path home) {
    boolean scarce = folder.freeBytes() < SCARCE_BYTES;
    String permissions = folder.permissions().orElse("permissions unknown");
    String warnings =
        (folder.shared() ? "; other users of this machine can look into it: chmod 700" : "")
            + (scarce ? "; the disk is nearly full" : "");
    return HealthPart.of(
        "data_folder",
        folder.shared() || scarce ? State.WARNING : State.OK,
        String.format(
                Locale.ROOT, "%s, %s, %,d MB free", home, permissions, folder.freeBytes() / MIB)
            + warnings,
        facts ->
            facts
                .put("path", home.toString())
                .put("permissions", folder.permissions().orElse(null))
                .put("free_mb", folder.freeBytes() / MIB));
  }

  private static List<HealthPart> inside(HealthCheck check, HealthPart folder) {
    return switch (check.store()) {
      case StoreCheck.Unsound(var reason) ->
          List.of(
              folder,
              HealthPart.failed("database", reason),
              HealthPart.skipped("audit_trail", "it is in the database."),
              HealthPart.skipped("embedder", "nothing is stored for it."));
      case StoreCheck.Sound(var version, var figures) ->
          List.of(folder, database(version, figures), audit(figures), embedder(check.model()));
    };
  }

  private static HealthPart database(int version, Figures.All figures) {
    return HealthPart.of(
        "database",
        State.OK,
        String.format(
            Locale.ROOT,
            "version %d, whole, free to write: %d users, %d memories, %d events, %.1f MB",
            version,
            figures.users(),
            figures.total(),
            figures.events(),
            figures.bytes() / (double) MIB),
        facts ->
            facts
                .put("schema_version", version)
                .put("users", figures.users())
                .put("memories", figures.total())
                .put("events", figures.events())
                .put("size_mb", Math.round(figures.bytes() * 100.0 / MIB) / 100.0));
  }

  private static HealthPart audit(Figures.All figures) {
    return HealthPart.of(
        "audit_trail",
        State.OK,
        figures.lastEvent().map(at -> "last event " + StoryTeller.shown(at)).orElse("no event yet")
            + "; `keepsake audit verify` checks a user's chain",
        facts -> facts.put("last_event", figures.lastEvent().map(Object::toString).orElse(null)));
  }

  private static HealthPart embedder(ModelCheck model) {
    return switch (model) {
      case ModelCheck.Answers(var space, var took) ->
          HealthPart.of(
              "embedder",
              State.OK,
              "%s, %d dimensions: loaded and asked in %d ms"
                  .formatted(space.model(), space.dimension(), took.toMillis()),
              facts ->
                  facts
                      .put("model", space.model())
                      .put("dimension", space.dimension())
                      .put("latency_ms", took.toMillis()));
      case ModelCheck.Silent(var reason) ->
          HealthPart.failed("embedder", reason + " Saving goes on, and searching by words alone.");
    };
  }

  /// Memories are saved and found without it.
  static HealthPart redis(Optional<RedisUrl> set) {
    return set.map(HealthParts::redis)
        .orElseGet(
            () -> HealthPart.of("redis", State.OK, "none is set, and none is needed", _ -> {}));
  }

  private static HealthPart redis(RedisUrl url) {
    return switch (RedisCheck.of(url)) {
      case RedisCheck.Ready() ->
          HealthPart.of(
              "redis",
              State.OK,
              "answers at " + url.place(),
              facts -> facts.put("place", url.place()));
      case RedisCheck.Away(var advice) -> HealthPart.of("redis", State.WARNING, advice, _ -> {});
      case RedisCheck.Unusable(var advice) -> HealthPart.failed("redis", advice);
    };
  }
}
