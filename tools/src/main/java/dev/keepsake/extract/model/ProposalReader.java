package dev.keepsake.extract.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.Extraction.PassedOver;
import dev.keepsake.extract.Extraction.Proposal;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.extract.text.OwnText;
import dev.keepsake.llm.ChatAnswer;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.WireName;
import dev.keepsake.tool.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a model proposes of a message, and takes what can be checked. Each proposal is looked
/// at by itself; one that is not taken is passed over with the first reason that holds:
///
/// 1. `too_many`: it is not among the first 20.
/// 2. `malformed`: a field is missing or of another kind.
/// 3. `empty`, `too_long`: its words are none, or more than 2,000 characters.
/// 4. `not_said`: its evidence is not in the message; of a wish to forget, not in what the message
///    says in its author's own name.
/// 5. `not_asked`: the evidence of a wish to forget has no word for it.
/// 6. `unsure`: a wish to forget of less than 0.7, since nobody asks before it is done.
///
/// For one message.
final class ProposalReader {
  private static final int MOST = 20;
  private static final int MOST_CHARACTERS = 2_000;
  private static final int SHOWN = 200;
  private static final int REPLACEMENT = 0xFFFD;
  private static final Confidence SURE = new Confidence(0.7);

  private final Evidence message;
  private final Evidence own;
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<PassedOver> passedOver = new ArrayList<>();

  private ProposalReader(String message) {
    this.message = new Evidence(message);
    this.own = new Evidence(OwnText.of(message).text());
  }

  /// @param message that the model was asked about
  /// @throws MemoryException with `MODEL_FAILED` if the answer is not of the form at all
  static Extraction read(ChatAnswer answer, String message) {
    JsonNode json = json(answer.text());
    if (!json.path("save").isArray() || !json.path("forget").isArray()) {
      throw unreadable();
    }
    var reader = new ProposalReader(message);
    // first what is to go: what is saved beside it must not be found by it
    json.path("forget").forEach(reader::forget);
    json.path("save").forEach(reader::save);
    return new Extraction(reader.proposals, reader.passedOver, ExtractionBy.MODEL, List.of());
  }

  /// Endpoints that do not know schemas leave a model its habits: a fence around the JSON, say.
  private static JsonNode json(String text) {
    String bare = text.strip().replaceFirst("^```(json)?\\s*", "").replaceFirst("\\s*```$", "");
    try {
      return WireJson.MAPPER.readTree(bare);
    } catch (JsonProcessingException e) {
      throw unreadable();
    }
  }

  /// Without the answer, which has the user's words.
  private static MemoryException unreadable() {
    return new MemoryException(
        ErrorCode.MODEL_FAILED, "The language model answered what are no proposals.");
  }

  private void save(JsonNode save) {
    String content = save.path("content").asText();
    Optional<MemoryType> type =
        WireName.find(MemoryType.class, save.path("memory_type").asText())
            .filter(ProposalSchema.TYPES::contains);
    Optional<Confidence> confidence = confidence(save);
    boolean formed =
        save.path("content").isTextual()
            && save.path("corrects").isBoolean()
            && type.isPresent()
            && confidence.isPresent();
    Optional<String> reason = reason(formed, content, save, message);
    if (reason.isPresent()) {
      passedOver.add(new PassedOver(shown(content), reason.get()));
      return;
    }
    proposals.add(
        new Proposal.Save(
            content.strip(),
            type.orElseThrow(),
            confidence.orElseThrow(),
            save.path("corrects").booleanValue(),
            save.path("evidence").textValue()));
  }

  private void forget(JsonNode forget) {
    String description = forget.path("description").asText();
    Optional<Confidence> confidence = confidence(forget);
    boolean formed =
        forget.path("description").isTextual()
            && forget.path("everything").isBoolean()
            && confidence.isPresent();
    Optional<String> reason =
        reason(formed, description, forget, own)
            .or(() -> asks(forget) ? Optional.empty() : Optional.of("not_asked"))
            .or(() -> confidence.filter(sure -> !sure.atLeast(SURE)).map(_ -> "unsure"));
    if (reason.isPresent()) {
      passedOver.add(new PassedOver(shown(description), reason.get()));
      return;
    }
    proposals.add(
        new Proposal.Forget(
            description.strip(),
            forget.path("everything").booleanValue(),
            confidence.orElseThrow(),
            forget.path("evidence").textValue()));
  }

  private Optional<String> reason(boolean formed, String words, JsonNode proposal, Evidence said) {
    if (proposals.size() + passedOver.size() >= MOST) {
      return Optional.of("too_many");
    }
    if (!formed || Content.findRefused(words).isPresent()) {
      return Optional.of("malformed");
    }
    if (words.isBlank()) {
      return Optional.of("empty");
    }
    if (words.codePointCount(0, words.length()) > MOST_CHARACTERS) {
      return Optional.of("too_long");
    }
    return said.holds(proposal.path("evidence").asText())
        ? Optional.empty()
        : Optional.of("not_said");
  }

  private static boolean asks(JsonNode forget) {
    return WishToForget.isIn(forget.path("evidence").asText());
  }

  private static Optional<Confidence> confidence(JsonNode proposal) {
    JsonNode confidence = proposal.path("confidence");
    double value = confidence.asDouble(-1);
    return confidence.isNumber() && value >= 0 && value <= 1
        ? Optional.of(new Confidence(value))
        : Optional.empty();
  }

  private static String shown(String words) {
    return words
        .codePoints()
        .limit(SHOWN)
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
