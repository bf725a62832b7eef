package dev.keepsake.write;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.ClientPolicies;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.PolicyDecision.Failure;
import dev.keepsake.policy.WriteFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the policy of the client that proposes where a proposal goes, and what of it remains.
/// Thread-safe.
final class WritePolicy {
  private static final Logger LOG = LoggerFactory.getLogger(WritePolicy.class);

  private final ClientPolicies policies;

  /// Rules that could not be asked, by version, so that each is logged once.
  private final Set<String> failures = ConcurrentHashMap.newKeySet();

  WritePolicy(ClientPolicies policies) {
    this.policies = policies;
  }

  /// The version in force for `client`.
  String version(ClientId client) {
    return policies.version(client);
  }

  /// @param proposal without what the policy takes out of it; the text as it came goes no further
  record Routed(Proposal proposal, Route route) {}

  Routed route(Proposal proposal) {
    return route(proposal, proposal.confirmation().isPresent());
  }

  /// @param confirmed whether its user stands for it, so that nobody need be asked
  Routed route(Proposal proposal, boolean confirmed) {
    PolicyDecision decision =
        policies.inForce(proposal.origin().client()).decide(facts(proposal, confirmed));
    decision.failure().ifPresent(failure -> log(decision.version(), failure));
    return new Routed(
        proposal.with(decision.content(), Noted.of(decision)),
        tooLong(decision, proposal.maxCharacters())
            ? new Route.Reject(
                decision.redactions().getLast().rule(),
                Optional.of("with what the policy takes out of it, it is too long: shorten it."),
                List.of())
            : route(decision, confirmed));
  }

  /// Whether the text of what `client` proposed and is not stored must be kept nowhere.
  boolean isSensitive(ClientId client, Content content) {
    return policies.isSensitive(client, content);
  }

  /// `content` without all that can be found in it, whatever the policy.
  Content withoutFindings(Content content) {
    return policies.installation().inForce().withoutFindings(content);
  }

  private static WriteFacts facts(Proposal proposal, boolean confirmed) {
    return new WriteFacts(
        proposal.statement(),
        proposal.origin(),
        proposal.caller().user().map(UserName::value).orElse(""),
        proposal.owner().scope(),
        confirmed,
        proposal.input().supersedes().isPresent(),
        proposal.input().beside());
  }

  /// @param confirmed its user was asked already
  private static Route route(PolicyDecision decision, boolean confirmed) {
    return switch (decision.outcome()) {
      case ACCEPT -> new Route.Accept(decision.rule());
      case CONFIRM ->
          confirmed
              ? new Route.Accept(decision.rule())
              : new Route.Ask(decision.rule(), decision.reason());
      case DISCARD -> new Route.Discard(decision.rule(), decision.reason());
      case REJECT -> new Route.Reject(decision.rule(), decision.reason(), decision.detected());
    };
  }

  /// What stands in the place of something short is longer than that, and what waits is read again
  /// by the rules of arguments.
  private static boolean tooLong(PolicyDecision decision, int most) {
    Content content = decision.content();
    return !decision.redactions().isEmpty()
        && content.text().codePointCount(0, content.text().length()) > most;
  }

  private void log(String version, Failure failure) {
    if (failures.add(version + " " + failure.rule())) {
      LOG.atError()
          .addKeyValue("policy_version", version)
          .addKeyValue("rule", failure.rule())
          .addKeyValue("reason", failure.reason())
          .log("a rule of the policy could not be asked; what it would decide is rejected");
    }
  }
}
