package dev.keepsake.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.policy.PolicyDecision;
import dev.keepsake.policy.PolicyDecision.Expiry;
import dev.keepsake.policy.PolicyDecision.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the policy has done to a proposal, beside saying where it goes.
///
/// @param version of the policy
/// @param redactions what it took out of the text
/// @param expiry if it gave the memory a time
/// @param sensitive whether the text of what is not stored must be kept nowhere
record Noted(
    String version, List<Redaction> redactions, Optional<Expiry> expiry, boolean sensitive) {
  /// The version of what was accepted before it was kept.
  private static final String BEFORE = "builtin-2";

  Noted {
    redactions = List.copyOf(redactions);
  }

  /// Of what no rule was asked about.
  ///
  /// @param version in force
  static Noted nothing(String version) {
    return new Noted(version, List.of(), Optional.empty(), false);
  }

  static Noted of(PolicyDecision decision) {
    return new Noted(
        decision.version(), decision.redactions(), decision.expiry(), decision.sensitive());
  }

  /// The same where the text stays as it was.
  Noted ofKeptText() {
    return new Noted(version, List.of(), Optional.empty(), sensitive);
  }

  /// The classes of what was taken out, each once.
  List<String> redacted() {
    return redactions.stream().flatMap(one -> one.classes().stream()).distinct().toList();
  }

  /// When a memory's time is over that is stored at `at`.
  Optional<Instant> expiresAt(Instant at) {
    return expiry.map(given -> at.plus(given.after()));
  }

  /// Adds it to the details of an event.
  void tell(SortedMap<String, String> details) {
    if (!redactions.isEmpty()) {
      details.put("redacted", String.join(" ", redacted()));
      details.put(
          "redacted_by",
          redactions.stream().map(Redaction::rule).distinct().collect(Collectors.joining(" ")));
    }
    expiry.ifPresent(given -> {
      details.put("expires_after", given.after().toString());
      details.put("expires_by", given.rule());
    });
  }

  /// Adds it to what is kept of a write that waits.
  void keep(ObjectNode json) {
    json.put("policy_version", version);
    if (!redactions.isEmpty()) {
      var list = json.putArray("redactions");
      for (Redaction one : redactions) {
        ObjectNode item = list.addObject().put("rule", one.rule());
        one.classes().forEach(item.putArray("classes")::add);
      }
    }
    expiry.ifPresent(given ->
        json.putObject("expiry").put("rule", given.rule()).put("after", given.after().toString()));
  }

  /// @throws IllegalArgumentException if another version wrote what this one can't read
  static Noted read(JsonNode json) {
    JsonNode expiry = json.path("expiry");
    return new Noted(
        json.path("policy_version").asText(BEFORE),
        list(
            json.path("redactions"),
            item ->
                new Redaction(
                    item.path("rule").asText(), list(item.path("classes"), JsonNode::asText))),
        expiry.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new Expiry(expiry.path("rule").asText(), duration(expiry.path("after").asText()))),
        false);
  }

  private static <T> List<T> list(JsonNode items, Function<JsonNode, T> read) {
    var list = new ArrayList<T>();
    items.forEach(item -> list.add(read.apply(item)));
    return list;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException("no duration: " + text, e);
    }
  }
}
