package dev.keepsake.history;

import dev.keepsake.SettableClock;
import dev.keepsake.TestMemory;
import dev.keepsake.audit.AuditEvent;
import dev.keepsake.audit.EventSubject;
import dev.keepsake.audit.Operation;
import dev.keepsake.audit.Ruling;
import dev.keepsake.embed.EmbeddingProvider;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryId;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Owner;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.UserName;
import dev.keepsake.store.Tenant;
import dev.keepsake.store.sql.SqlStore;
import dev.keepsake.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it takes to verify 100,000 events of ten users with their texts, and a checkpoint over
/// them, from an SQLite file.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class TrailBenchmark {
  private static final int USERS = 10;
  private static final int EVENTS = 10_000;
  private static final int BATCH = 1_000;

  private final SettableClock clock = new SettableClock();
  private SqlStore store;
  private AuditTrail trail;

  @Setup
  public void fill() throws IOException {
    Path folder = Files.createTempDirectory("keepsake-trail-");
    store = SqliteStore.open(folder, TestMemory.IDS, clock);
    store.spaces().enter(TestMemory.model().space(), EmbeddingProvider.ONNX);
    trail = new AuditTrail(store.checkpoints(), store, AuditSettings.defaults(folder), clock);
    Tenant tenant = store.tenants().requireLocal(new Scope("local"));
    for (int i = 0; i < USERS; i++) {
      var user = store.users().require(tenant.organization(), new UserName("user-" + i));
      var owner = new Owner(user, tenant.scope());
      for (int batch = 0; batch < EVENTS / BATCH; batch++) {
        List<AuditEvent> events =
            IntStream.range(0, BATCH).mapToObj(n -> event(owner, tenant, n)).toList();
        store.write(
            user,
            clock.instant(),
            tx -> {
              tx.audit().append(events);
              return events.size();
            });
      }
    }
    trail.checkpoint();
  }

  private static AuditEvent event(Owner owner, Tenant tenant, int number) {
    return new AuditEvent(
        owner,
        Operation.CREATE,
        "created",
        Optional.of(new MemoryId(TestMemory.IDS.next())),
        Optional.of(
            new EventSubject(MemoryType.FACT, new Confidence(0.9), new Importance(0.5), List.of())),
        new Origin(
            Source.CHAT,
            Provenance.MODEL,
            Trust.MEDIUM,
            ExtractionType.TOOL,
            tenant.client(),
            Optional.empty(),
            Optional.empty()),
        new Ruling(Optional.of("confidence_accept"), "builtin-3", Optional.empty()),
        "call-" + number,
        new TreeMap<>(Map.of("write_id", "00000000-0000-7000-8000-000000000000")),
        Optional.empty(),
        Optional.of("The user has put the bicycle of the neighbour into cellar number " + number),
        3);
  }

  @TearDown
  public void close() {
    store.close();
  }

  @Benchmark
  public TrailCheck verify() {
    TrailCheck check = trail.check(List.of());
    if (!check.whole() || check.events() != USERS * EVENTS) {
      throw new IllegalStateException(check.toString());
    }
    return check;
  }
}
