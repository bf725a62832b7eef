package dev.keepsake.write;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.error.ErrorCode;
import dev.keepsake.error.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the model for the vectors of many texts: for all at once, and where that fails for each by
/// itself, so that one that fails does not fail its neighbours.
///
/// After each failure the model is asked for the vector of a text that it can have no reason to
/// refuse. If it fails there too, it is not to be had at present, and no text is to blame.
///
/// @param patience for all at once, and for each
public record BatchEmbedding(Embedder embedder, Duration patience, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(BatchEmbedding.class);

  /// What became of one text.
  public sealed interface Answer {
    record Made(EmbeddedText vector) implements Answer {}

    /// The model has no vector for this text.
    record Refused(RuntimeException reason) implements Answer {}

    record NotAsked() implements Answer {}
  }

  /// @param each in the order of the texts
  /// @param outage why the model is not to be had, if it is not
  public record Answers(List<Answer> each, Optional<RuntimeException> outage) {
    public Answers {
      each = List.copyOf(each);
    }
  }

  /// @param until no text is begun that could take longer
  public Answers ask(List<String> texts, Instant until) {
    EmbeddingSpace space = embedder.space(); // the search may switch to another meanwhile
    if (texts.size() > 1) {
      try {
        return new Answers(
            embedder.embedAll(texts, patience).stream()
                .map(vector -> checked(vector, space))
                .toList(),
            Optional.empty());
      } catch (
          RuntimeException e) { // whatever it is, it must not fail the texts that it is not about
        if (isOutage(e)) {
          return new Answers(
              texts.stream().<Answer>map(_ -> new Answer.NotAsked()).toList(), Optional.of(e));
        }
        LOG.debug("a batch failed: one by one", e);
      }
    }
    return askEach(texts, space, until);
  }

  private Answers askEach(List<String> texts, EmbeddingSpace space, Instant until) {
    var answers = new ArrayList<Answer>();
    Optional<RuntimeException> outage = Optional.empty();
    for (String text : texts) {
      if (outage.isPresent() || clock.instant().plus(patience).isAfter(until)) {
        answers.add(new Answer.NotAsked());
        continue;
      }
      try {
        answers.add(checked(embedder.embed(text, patience), space));
      } catch (RuntimeException e) {
        outage = Optional.of(e).filter(this::isOutage);
        answers.add(outage.isPresent() ? new Answer.NotAsked() : new Answer.Refused(e));
      }
    }
    return new Answers(answers, outage);
  }

  /// @param space when the model was asked
  private Answer checked(EmbeddedText vector, EmbeddingSpace space) {
    return vector.space().equals(space) || vector.space().equals(embedder.space())
        ? new Answer.Made(vector)
        : new Answer.Refused(
            new IllegalArgumentException(
                "the vector has %d dimensions (%s) where the model has %d (%s)"
                    .formatted(
                        vector.space().dimension(),
                        vector.space().model(),
                        space.dimension(),
                        space.model())));
  }

  private boolean isOutage(RuntimeException failure) {
    if (!(failure instanceof MemoryException refusal)) {
      return false; // about the text, or a vector that can't be one
    }
    if (refusal.code() == ErrorCode.OVERLOADED) {
      return true; // never about the text
    }
    try {
      // a text that no cache can have
      var _ = embedder.embed("Does the model answer at " + clock.instant() + "?", patience);
      return false;
    } catch (RuntimeException e) { // as above: the answer to any text, or nonsense
      LOG.debug("the model has no vector for any text", e);
      return e instanceof MemoryException;
    }
  }
}
