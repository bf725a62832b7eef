package dev.keepsake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keepsake.SettableClock;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Content;
import dev.keepsake.redis.RedisReports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the texts of clients' policies are looked at, and what comes of them.
final class ClientPoliciesTest {
  private static final String TAKING =
      "version: taking\nrules:\n  - {name: take, outcome: accept}\n";
  private static final String ASKING =
      "version: asking\nrules:\n  - {name: ask, outcome: confirm}\n";
  private static final String NEWER = "version: newer\nrules:\n  - {name: ask, outcome: ponder}\n";
  private static final ClientId ONE = new ClientId(new UUID(0, 1));
  private static final ClientId TWO = new ClientId(new UUID(0, 2));

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock();
  private final RedisReports reports = new RedisReports();
  private final Map<ClientId, String> texts = new HashMap<>();
  private final AtomicInteger looks = new AtomicInteger();
  private ClientPolicies policies;

  @BeforeEach
  void open() {
    policies = start();
  }

  /// Another process, as it were.
  private ClientPolicies start() {
    PolicyReader reader = Samples.reader(new MarkedWords());
    return new ClientPolicies(
        PolicySource.open(PolicyPlace.in(folder), reader, clock, reports),
        client -> {
          looks.incrementAndGet();
          return Optional.ofNullable(texts.get(client));
        },
        reader,
        clock,
        reports);
  }

  private void set(ClientId client, String text) {
    texts.put(client, text);
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void a_client_without_one_of_its_own_has_the_installations() {
    assertThat(policies.inForce(ONE)).isSameAs(policies.installation().inForce());
    assertThat(policies.version(ONE)).isEqualTo(PolicyReader.BUILT_IN);
    set(ONE, TAKING);
    assertThat(policies.version(ONE)).startsWith("taking@");
    assertThat(policies.version(TWO)).isEqualTo(PolicyReader.BUILT_IN);
    texts.clear();
    clock.advance(Duration.ofSeconds(1));
    assertThat(policies.version(ONE)).isEqualTo(PolicyReader.BUILT_IN);
  }

  @Test
  void each_client_is_looked_at_once_a_second_at_most() {
    texts.put(ONE, TAKING);
    for (int i = 0; i < 10; i++) {
      assertThat(policies.inForce(ONE).version()).startsWith("taking@");
      assertThat(policies.version(TWO)).isEqualTo(PolicyReader.BUILT_IN);
    }
    assertThat(looks).hasValue(2);
    texts.put(ONE, ASKING);
    clock.advance(Duration.ofMillis(999));
    assertThat(policies.version(ONE)).startsWith("taking@");
    clock.advance(Duration.ofMillis(1));
    assertThat(policies.version(ONE)).startsWith("asking@");
    assertThat(looks).hasValue(3);
  }

  @Test
  void a_text_is_compiled_once_whoever_has_it() {
    texts.put(ONE, TAKING);
    texts.put(TWO, TAKING);
    Policy first = policies.inForce(ONE);
    clock.advance(Duration.ofSeconds(5));
    assertThat(policies.inForce(ONE)).isSameAs(first);
    assertThat(policies.inForce(TWO)).isSameAs(first);
  }

  @Test
  void one_that_cannot_be_used_leaves_the_clients_own_from_before_in_force() {
    texts.put(ONE, TAKING);
    Policy before = policies.inForce(ONE);
    set(ONE, NEWER);
    assertThat(policies.inForce(ONE)).isSameAs(before);
    clock.advance(Duration.ofSeconds(5));
    assertThat(policies.inForce(ONE)).isSameAs(before);
    assertThat(policies.problem(ONE).orElseThrow()).contains("the policy:3: ask:", "ponder");
    assertThat(reports.reloadFailures).hasValue(1);
    set(ONE, ASKING);
    assertThat(policies.version(ONE)).startsWith("asking@");
    assertThat(policies.problem(ONE)).isEmpty();
  }

  @Test
  void where_none_before_is_known_nothing_decides_and_never_the_installations() {
    assertThat(policies.version(ONE)).isEqualTo(PolicyReader.BUILT_IN);
    set(ONE, NEWER);
    for (var process : new ClientPolicies[] {policies, start()}) {
      assertThatThrownBy(() -> process.inForce(ONE))
          .isInstanceOfSatisfying(
              MemoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_OUTDATED))
          .hasMessageContaining("a policy of its own that this server can't use");
      assertThat(process.version(ONE)).matches("unusable@[0-9a-f]{8}");
      assertThat(process.isSensitive(ONE, new Content("tea"))).isTrue();
    }
    clock.advance(Duration.ofSeconds(5));
    assertThatThrownBy(() -> policies.inForce(ONE)).isInstanceOf(MemoryException.class);
    assertThat(reports.reloadFailures).hasValue(2);
  }
}
