package dev.keepsake.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Content;
import dev.keepsake.metric.Metrics;
import dev.keepsake.policy.ClientPolicy.Decides;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policies that decide: a client's own where it has one, else the installation's.
///
/// Whoever asks looks at the text of the client's own, at most once a second for each client, and a
/// text is compiled once. One that can't be used, such as that of a newer version, leaves the
/// client's own from before in force; where that is not known, nothing decides: never the
/// installation's in its place, which may allow what the client's forbids. Thread-safe.
///
/// To be asked outside of transactions: a look takes a connection of its own.
public final class ClientPolicies {
  private static final Logger LOG = LoggerFactory.getLogger(ClientPolicies.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /// In characters of policies; one that is forgotten costs a look and a compilation.
  private static final long MOST = 32L << 20;

  /// What a client counts beside its text.
  private static final int ENTRY = 256;

  private final PolicySource installation;
  private final Function<ClientId, Optional<String>> texts;
  private final PolicyReader reader;
  private final InstantSource clock;
  private final Metrics metrics;

  private final Cache<ClientId, ClientPolicy> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((ClientId _, ClientPolicy of) -> ENTRY + of.text().map(String::length).orElse(0))
          .executor(Runnable::run) // eviction is cheap, and needs no pool of its own
          .build();

  /// Several clients may have the same; kept while any of them has it.
  private final Cache<String, Policy> compiled =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  /// @param texts of the clients' own policies, as they are stored at that moment
  public ClientPolicies(
      PolicySource installation,
      Function<ClientId, Optional<String>> texts,
      PolicyReader reader,
      InstantSource clock,
      Metrics metrics) {
    this.installation = installation;
    this.texts = texts;
    this.reader = reader;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Of those clients that have none of their own.
  public PolicySource installation() {
    return installation;
  }

  /// The policy that decides the writes of `client` now.
  ///
  /// @throws MemoryException with `STORE_OUTDATED` if the client's own can't be used and none of
  ///   before is known
  public Policy inForce(ClientId client) {
    return switch (look(client).decides()) {
      case Decides.Installation() -> installation.inForce();
      case Decides.Own(var policy) -> policy;
      case Decides.Nothing(var _) ->
          throw new MemoryException(
              ErrorCode.STORE_OUTDATED,
              "This application has a policy of its own that this server can't use, so that nothing"
                  + " it says is stored: its operator finds the reason in the server's log.");
    };
  }

  /// Its version, without making it; where nothing decides, one that names the text.
  public String version(ClientId client) {
    return version(look(client));
  }

  /// Whether `content` has anything of what a rule names. It may where nothing decides.
  public boolean isSensitive(ClientId client, Content content) {
    return switch (look(client).decides()) {
      case Decides.Installation() -> installation.inForce().isSensitive(content);
      case Decides.Own(var policy) -> policy.isSensitive(content);
      case Decides.Nothing(var _) -> true;
    };
  }

  /// Why the newest change of the policy that decides is not in force, if that is so.
  public Optional<String> problem(ClientId client) {
    ClientPolicy now = look(client);
    return now.text().isPresent() ? now.problem() : installation.problem();
  }

  private ClientPolicy look(ClientId client) {
    ClientPolicy before = known.getIfPresent(client);
    if (before != null && isFresh(before)) {
      return before;
    }
    return known
        .asMap()
        .compute(client, (_, last) -> last != null && isFresh(last) ? last : look(client, last));
  }

  private boolean isFresh(ClientPolicy of) {
    Instant now = clock.instant();
    return !now.isBefore(of.looked())
        && Duration.between(of.looked(), now).compareTo(BETWEEN_LOOKS) < 0;
  }

  private ClientPolicy look(ClientId client, @Nullable ClientPolicy before) {
    Instant now = clock.instant();
    Optional<String> text = texts.apply(client);
    if (before != null && before.text().equals(text)) {
      return before.looked(now);
    }
    ClientPolicy found =
        text.map(own -> read(client, own, before, now)).orElseGet(() -> ClientPolicy.none(now));
    boolean another = before != null && !found.decides().equals(before.decides());
    if (another && !(found.decides() instanceof Decides.Nothing)) {
      LOG.atInfo()
          .addKeyValue("client", client)
          .addKeyValue("policy_version", version(found))
          .log("another policy decides for a client");
    }
    return found;
  }

  private String version(ClientPolicy of) {
    return switch (of.decides()) {
      case Decides.Installation() -> installation.version();
      case Decides.Own(var policy) -> policy.version();
      case Decides.Nothing(var version) -> version;
    };
  }

  private ClientPolicy read(
      ClientId client, String text, @Nullable ClientPolicy before, Instant now) {
    Policy earlier = compiled.getIfPresent(text);
    if (earlier != null) {
      return ClientPolicy.own(now, text, earlier);
    }
    return switch (reader.read(text.getBytes(StandardCharsets.UTF_8))) {
      case PolicyReading.Good(var policy) -> {
        compiled.put(text, policy);
        yield ClientPolicy.own(now, text, policy);
      }
      case PolicyReading.Broken(var problems) -> {
        var found = broken(text, problems, before, now);
        tell(client, found);
        yield found;
      }
    };
  }

  private static ClientPolicy broken(
      String text, List<PolicyProblem> problems, @Nullable ClientPolicy before, Instant now) {
    String reason =
        String.join(
            " ", problems.stream().map(problem -> problem.sentence("the policy") + ".").toList());
    Decides decides =
        before != null && before.decides() instanceof Decides.Own own
            ? own
            : new Decides.Nothing("unusable" + PolicyReader.digest(text));
    return new ClientPolicy(now, Optional.of(text), decides, Optional.of(reason));
  }

  private void tell(ClientId client, ClientPolicy found) {
    LOG.atError()
        .addKeyValue("client", client)
        .addKeyValue("policy_version", version(found))
        .addKeyValue("reason", found.problem().orElse(""))
        .log(
            found.decides() instanceof Decides.Own
                ? "the changed policy of a client can't be used; the one before stays in force"
                : "the policy of a client can't be used; nothing of it is stored");
    metrics.policyReloadFailed();
  }
}
