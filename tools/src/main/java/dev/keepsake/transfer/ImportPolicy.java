package dev.keepsake.transfer;

import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.ClientPolicies;
import dev.keepsake.policy.Outcome;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.PolicyDecision.Failure;
import dev.keepsake.policy.WriteFacts;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Caller;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the policy says of memories that are brought in: it may forbid one, and decides nothing
/// else, since its user has decided already. For one import.
final class ImportPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(ImportPolicy.class);

  private final Policy policy;
  private final Caller caller;
  private final SequencedSet<String> notices = new LinkedHashSet<>();

  ImportPolicy(ClientPolicies policies, Caller caller) {
    this.policy = policies.inForce(caller.tenant().client());
    this.caller = caller;
    policies
        .problem(caller.tenant().client())
        .ifPresent(problem ->
            notices.add(
                "The changed policy can't be used, so that %s decides, which was in force before: %s"
                    .formatted(policy.version(), problem)));
  }

  Policy policy() {
    return policy;
  }

  /// What whoever imports should know of the policy; whole when the import is over.
  List<String> notices() {
    return List.copyOf(notices);
  }

  /// The rule that forbids `memory`, title, tags and metadata included.
  Optional<String> forbids(WholeMemory memory) {
    PolicyDecision decision = policy.judge(facts(memory));
    decision.failure().ifPresent(this::tell);
    return decision.outcome() == Outcome.REJECT ? Optional.of(decision.rule()) : Optional.empty();
  }

  /// Once for every rule.
  private void tell(Failure failure) {
    boolean first =
        notices.add(
            "The rule %s of the policy %s could not be asked (%s): what it would decide is not imported."
                .formatted(failure.rule(), policy.version(), failure.reason()));
    if (first) {
      LOG.atError()
          .addKeyValue("policy_version", policy.version())
          .addKeyValue("rule", failure.rule())
          .addKeyValue("reason", failure.reason())
          .log("a rule of the policy could not be asked; what it would decide is not imported");
    }
  }

  private WriteFacts facts(WholeMemory whole) {
    Memory memory = whole.memory();
    return new WriteFacts(
        memory.statement(),
        memory.origin().by(ExtractionType.IMPORT),
        caller.user().map(UserName::value).orElse(""),
        caller.scope(),
        false,
        false,
        beside(whole));
  }

  private static List<String> beside(WholeMemory whole) {
    var beside = new ArrayList<String>();
    whole.annotations().title().ifPresent(beside::add);
    beside.addAll(whole.memory().statement().tags());
    if (!whole.annotations().metadata().equals(Annotations.NO_METADATA)) {
      beside.add(whole.annotations().metadata());
    }
    return beside;
  }
}
