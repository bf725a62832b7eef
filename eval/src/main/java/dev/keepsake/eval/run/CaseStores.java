package dev.keepsake.eval.run;

import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeParts;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.Observers;
import dev.keepsake.embed.CachingEmbedder;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingCacheSettings;
import dev.keepsake.embed.SharedEmbedder;
import dev.keepsake.eval.dataset.ExistingMemory;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.limit.RateLimits;
import dev.keepsake.memory.Scope;
import dev.keepsake.metric.Metrics;
import dev.keepsake.policy.PolicySource;
import dev.keepsake.write.WriteThresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Makes a store for every case: a copy of an empty one, in a folder that goes with it, under one
/// that goes with this object. All of them share one model. Thread-safe.
public final class CaseStores implements AutoCloseable {
  private final Path root;
  private final Path empty;
  private final Embedder embedder;
  private final KeepsakeSettings settings;
  private final AtomicLong made = new AtomicLong();

  /// @param settings whose write policy, thresholds and limits hold in the stores; where it keeps
  ///   its own data is not touched
  /// @param embedder stays open
  public CaseStores(KeepsakeSettings settings, Embedder embedder) {
    this.settings = settings;
    // as in the product, where a text is put to the model once: what the extractor compares with
    // would be in every case otherwise
    this.embedder =
        new SharedEmbedder(
            CachingEmbedder.around(embedder, EmbeddingCacheSettings.DEFAULTS, Metrics.NONE));
    try {
      this.root = Files.createTempDirectory("keepsake-eval-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder could be made for the stores of the cases", e);
    }
    this.empty = root.resolve("empty");
    keepsake(empty, new CaseIds(), new CaseClock(), RateLimits.OFF).close();
  }

  /// The store of one case, holding what the case says is remembered before.
  ///
  /// @throws dev.keepsake.error.MemoryException if it can't be made
  CaseStore open(WriteCase one) {
    Path home = root.resolve("case-" + made.incrementAndGet());
    var ids = new CaseIds();
    var clock = new CaseClock();
    try {
      Files.createDirectories(home);
      Files.copy(empty.resolve("keepsake.db"), home.resolve("keepsake.db"));
    } catch (IOException e) {
      throw new UncheckedIOException("the store of case " + one.id() + " can't be made", e);
    }
    if (!one.existingMemories().isEmpty()) {
      // what is remembered was not written in this conversation, nor within its hour
      try (Keepsake before = keepsake(home, ids, clock, RateLimits.OFF)) {
        CaseStore.remember(before, one);
      }
      for (ExistingMemory _ : one.existingMemories()) {
        clock.next();
      }
      clock.reach(clock.instant().plus(CaseStore.SINCE_BEFORE));
    }
    Keepsake keepsake = keepsake(home, ids, clock, settings.limits());
    return new CaseStore(keepsake, one, clock, () -> delete(home));
  }

  /// What decides about writes: the policy's version, and the settings by their names.
  public SortedMap<String, String> parameters() {
    WriteThresholds thresholds = settings.write().thresholds();
    var parameters = new TreeMap<String, String>();
    parameters.put("policy_version", policyVersion());
    parameters.put("memory_write_confidence_auto", text(thresholds.auto().value()));
    parameters.put("memory_write_confidence_confirm", text(thresholds.confirm().value()));
    parameters.put("memory_duplicate_threshold", text(thresholds.duplicate().value()));
    return parameters;
  }

  private String policyVersion() {
    return PolicySource.open(
            settings.policy(), Keepsake.policyReader(settings), new CaseClock(), Metrics.NONE)
        .version();
  }

  private static String text(double value) {
    return Double.toString(value);
  }

  /// The folder that goes with this object.
  Path root() {
    return root;
  }

  private Keepsake keepsake(Path home, CaseIds ids, CaseClock clock, RateLimits limits) {
    return Keepsake.open(
        settings.embedded(home).with(new Scope("eval")).with(limits),
        new KeepsakeParts(embedder, ids, clock),
        Observers.none());
  }

  @Override
  public void close() {
    delete(root);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the stores in " + folder + " can't be deleted", e);
    }
  }
}
