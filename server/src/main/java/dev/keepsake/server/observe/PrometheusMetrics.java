package dev.keepsake.server.observe;

import static java.util.Objects.requireNonNull;

import dev.keepsake.embed.EmbedderState;
import dev.keepsake.job.JobKind;
import dev.keepsake.job.JobRun;
import dev.keepsake.metric.Lookup;
import dev.keepsake.metric.Metrics;
import dev.keepsake.metric.RedisUse;
import dev.keepsake.metric.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Figures in the form that Prometheus and whoever speaks OpenMetrics collect. The names are listed
/// in `docs/operations.md`. No label is of the callers' making: none names a user, and the number
/// of series is bounded. Thread-safe.
public final class PrometheusMetrics implements Metrics, AutoCloseable {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  /// From a lookup in memory to a save that waited its 30 s for another process.
  private static final Duration[] BUCKETS =
      Arrays.stream(new long[] {1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 3_000, 10_000, 30_000})
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final AtomicInteger inProgress = new AtomicInteger();
  private final ConcurrentMap<Call, Timer> calls = new ConcurrentHashMap<>();
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Map<Lookup, Counter> lookups = new EnumMap<>(Lookup.class);
  private final Map<JobKind, Counter> done = new EnumMap<>(JobKind.class);
  private final Map<JobKind, Counter> failed = new EnumMap<>(JobKind.class);
  private final Map<RedisUse, Counter> unanswered = new EnumMap<>(RedisUse.class);
  private final Counter memoryHits;
  private final Counter memoryMisses;
  private final Counter listHits;
  private final Counter listMisses;
  private final Counter outages;
  private final Counter reloadFailures;
  private final ConcurrentMap<String, Timer> modelCalls = new ConcurrentHashMap<>();
  private final Counter tokensIn;
  private final Counter tokensOut;
  private @Nullable Gauge policy;

  private record Call(String tool, String outcome) {}

  /// What a scrape is answered.
  public record Page(String contentType, String text) {}

  public PrometheusMetrics() {
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          timer("keepsake.stage", "Time of one part of a call.")
              .tag("stage", stage.label())
              .register(registry));
    }
    for (Lookup found : Lookup.values()) {
      lookups.put(
          found,
          Counter.builder("keepsake.embedding.cache.lookups")
              .description("Texts whose vector was asked for.")
              .tag("result", found.label())
              .register(registry));
    }
    for (JobKind kind : JobKind.values()) {
      done.put(kind, ofJob("keepsake.job.done", "What the background work has done.", kind));
      failed.put(kind, ofJob("keepsake.job.failed", "What it has tried in vain.", kind));
    }
    for (RedisUse use : RedisUse.values()) {
      unanswered.put(
          use,
          Counter.builder("keepsake.redis.unanswered")
              .description("Questions to Redis that went on without an answer.")
              .tag("use", use.label())
              .register(registry));
    }
    outages =
        Counter.builder("keepsake.redis.outages")
            .description("How often Redis began not to answer, or to refuse a command.")
            .register(registry);
    reloadFailures =
        Counter.builder("keepsake.policy.reload.failures")
            .description("How often the policy was changed to something that can't be used.")
            .register(registry);
    memoryHits = memoryLookups("hit");
    memoryMisses = memoryLookups("miss");
    listHits = listLookups("hit");
    listMisses = listLookups("miss");
    tokensIn = modelTokens("in");
    tokensOut = modelTokens("out");
    Gauge.builder("keepsake.tool.calls.in.progress", inProgress, AtomicInteger::get)
        .description("Calls that are being answered.")
        .register(registry);
    Gauge.builder("keepsake.build.info", () -> 1)
        .description("Which build this is; always 1.")
        .tag("version", BuildVersion.current())
        .tag("java", Runtime.version().toString())
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
  }

  private Counter ofJob(String name, String description, JobKind kind) {
    return Counter.builder(name)
        .description(description)
        .tag("job", kind.wireName())
        .register(registry);
  }

  /// Adds what is asked for at each scrape.
  ///
  /// @param textsWaiting for the embedding model
  public void watch(IntSupplier textsWaiting, Supplier<EmbedderState> embedder) {
    Gauge.builder("keepsake.embedder.queue.texts", textsWaiting::getAsInt)
        .description("Texts that wait for the embedding model.")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "keepsake.embedder.ready", () -> embedder.get() instanceof EmbedderState.Ready ? 1 : 0)
        .description("1 if the embedding model is loaded; without it search goes by words.")
        .strongReference(true)
        .register(registry);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
  }

  @Override
  public void callBegan() {
    inProgress.incrementAndGet();
  }

  @Override
  public void callEnded(String tool, String outcome, Duration took) {
    inProgress.decrementAndGet();
    calls.computeIfAbsent(new Call(tool, outcome), this::timerOf).record(took);
  }

  private Timer timerOf(Call call) {
    return timer("keepsake.tool.call", "Time of one call of a tool.")
        .tag("tool", call.tool())
        .tag("outcome", call.outcome())
        .register(registry);
  }

  @Override
  public void stage(Stage stage, Duration took) {
    requireNonNull(stages.get(stage)).record(took);
  }

  @Override
  public void embeddingLookup(Lookup found) {
    requireNonNull(lookups.get(found)).increment();
  }

  @Override
  public void embedderRefused(String code) {
    Counter.builder("keepsake.embedder.refusals")
        .description("Texts for which the embedding model had no answer, by the problem's code.")
        .tag("code", code)
        .register(registry)
        .increment();
  }

  @Override
  public void jobRan(JobKind kind, JobRun run) {
    requireNonNull(done.get(kind)).increment(run.done());
    requireNonNull(failed.get(kind)).increment(run.failed());
  }

  private Counter memoryLookups(String result) {
    return Counter.builder("keepsake.memory.cache.lookups")
        .description("Memories that the cache was asked for.")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void memoryLookup(boolean hit) {
    (hit ? memoryHits : memoryMisses).increment();
  }

  private Counter listLookups(String result) {
    return Counter.builder("keepsake.list.cache.lookups")
        .description("Lists of memories that the cache was asked for.")
        .tag("result", result)
        .register(registry);
  }

  @Override
  public void listLookup(boolean hit) {
    (hit ? listHits : listMisses).increment();
  }

  @Override
  public void redisUnanswered(RedisUse use) {
    requireNonNull(unanswered.get(use)).increment();
  }

  @Override
  public void redisOutageBegan() {
    outages.increment();
  }

  /// A chat of the proxy is over.
  ///
  /// @param outcome of a closed set of words
  public void chatEnded(String outcome, Duration took) {
    timer("keepsake.chat", "Time of one request to the chat proxy.")
        .tag("outcome", outcome)
        .register(registry)
        .record(took);
  }

  /// What the answers of a chat have cost, as the upstream counts; 0 where it does not say.
  public void chatTokens(long input, long output) {
    chatTokens("in").increment(input);
    chatTokens("out").increment(output);
  }

  private Counter chatTokens(String direction) {
    return Counter.builder("keepsake.chat.tokens")
        .description("Tokens that the model behind the chat proxy has read and written.")
        .tag("direction", direction)
        .register(registry);
  }

  /// Memory failed a chat, which went on without.
  ///
  /// @param what for which it was wanted; of a closed set of words
  public void chatMemoryFailed(String what) {
    Counter.builder("keepsake.chat.memory.failures")
        .description("Chats that memory has failed.")
        .tag("what", what)
        .register(registry)
        .increment();
  }

  /// The one before is reported no more.
  @Override
  public synchronized void policyInForce(String version) {
    if (policy != null) {
      registry.remove(policy);
    }
    policy =
        Gauge.builder("keepsake.policy.info", () -> 1)
            .description("Which policy is in force; always 1.")
            .tag("version", version)
            .register(registry);
  }

  @Override
  public void policyReloadFailed() {
    reloadFailures.increment();
  }

  @Override
  public void modelCalled(String outcome, Duration took) {
    modelCalls.computeIfAbsent(outcome, this::timerOfModel).record(took);
  }

  private Timer timerOfModel(String outcome) {
    return timer("keepsake.model.call", "Time of one call of the language model.")
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void modelTokens(long input, long output) {
    tokensIn.increment(input);
    tokensOut.increment(output);
  }

  private Counter modelTokens(String direction) {
    return Counter.builder("keepsake.model.tokens")
        .description("Tokens that the language model has read and written.")
        .tag("direction", direction)
        .register(registry);
  }

  /// @param accept the header of the request; without it, Prometheus' own text format
  public Page page(@Nullable String accept) {
    boolean open = accept != null && accept.contains(OPEN_METRICS);
    String type =
        open
            ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    return new Page(type, registry.scrape(type));
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
