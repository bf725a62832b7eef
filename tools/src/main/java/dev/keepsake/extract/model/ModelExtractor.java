package dev.keepsake.extract.model;

import dev.keepsake.error.MemoryException;
import dev.keepsake.extract.Extraction;
import dev.keepsake.extract.ExtractionBy;
import dev.keepsake.extract.Extractor;
import dev.keepsake.extract.Message;
import dev.keepsake.extract.Role;
import dev.keepsake.llm.AnswerSchema;
import dev.keepsake.llm.ChatMessage;
import dev.keepsake.llm.ChatModel;
import dev.keepsake.llm.ChatRequest;
import dev.keepsake.prompt.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proposes what a language model reads in a message, in the light of those before it. Where the
/// model fails, or answers what can't be read, another extractor reads the message, and the
/// extraction says so. Thread-safe.
public final class ModelExtractor implements Extractor {
  /// What is longer is no message but a document.
  static final int MAX_CHARACTERS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(ModelExtractor.class);

  private final ChatModel model;
  private final Prompt prompt;
  private final AnswerSchema schema;
  private final Extractor standIn;

  /// @param prompt has the variable `conversation`, and a list for each part of the answer
  /// @param standIn reads what the model does not
  public ModelExtractor(ChatModel model, Prompt prompt, Extractor standIn) {
    this.model = model;
    this.prompt = prompt;
    this.schema = ProposalSchema.of(prompt);
    this.standIn = standIn;
  }

  @Override
  public Extraction extract(List<Message> conversation) {
    Message last = conversation.getLast();
    if (last.role() != Role.USER || last.content().isBlank()) {
      return new Extraction(List.of(), List.of(), ExtractionBy.MODEL, List.of());
    }
    if (last.content().length() > MAX_CHARACTERS) {
      return standIn.extract(conversation);
    }
    try {
      return ProposalReader.read(model.ask(request(conversation)), last.content());
    } catch (MemoryException e) {
      return switch (e.code()) {
        case MODEL_UNAVAILABLE, MODEL_FAILED -> stoodInFor(e, conversation);
        default -> throw e;
      };
    }
  }

  private ChatRequest request(List<Message> conversation) {
    String asked = prompt.fill(Map.of("conversation", ConversationLines.of(conversation)));
    // not as a system message: some endpoints take none without a user's
    return new ChatRequest(List.of(new ChatMessage.User(asked)), List.of(), Optional.of(schema));
  }

  private Extraction stoodInFor(MemoryException failure, List<Message> conversation) {
    LOG.atWarn()
        .addKeyValue("error_code", failure.code().slug())
        .log("the local rules read a message in the place of the language model");
    return standIn
        .extract(conversation)
        .noting(
            "The language model could not be used (%s), so that the local rules read the message."
                .formatted(failure.code().slug()));
  }
}
