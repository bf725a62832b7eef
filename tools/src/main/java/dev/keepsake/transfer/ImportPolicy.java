package dev.keepsake.transfer;

import dev.keepsake.memory.Annotations;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Memory;
import dev.keepsake.memory.UserName;
import dev.keepsake.policy.Outcome;
import dev.keepsake.policy.Policy;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.WriteFacts;
import dev.keepsake.store.WholeMemory;
import dev.keepsake.tool.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the policy says of memories that are brought in: it may forbid one, and decides nothing
/// else, since its user has decided already.
record ImportPolicy(Policy policy, Caller caller) {

  /// The rule that forbids `memory`, title, tags and metadata included.
  Optional<String> forbids(WholeMemory memory) {
    PolicyDecision decision = policy.judge(facts(memory));
    return decision.outcome() == Outcome.REJECT ? Optional.of(decision.rule()) : Optional.empty();
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
