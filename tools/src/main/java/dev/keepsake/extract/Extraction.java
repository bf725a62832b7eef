package dev.keepsake.extract;

import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.MemoryType;
import java.util.List;
import java.util.stream.Stream;

/// What an [Extractor] makes of one message.
///
/// @param proposals in the order in which they are to be carried out
/// @param passedOver sentences that were looked at and proposed nothing, with the reason
/// @param by who proposes it
/// @param notices what should be known about it: that the rules stood in for the model, say
public record Extraction(
    List<Proposal> proposals, List<PassedOver> passedOver, ExtractionBy by, List<String> notices) {
  public static final Extraction NOTHING = new Extraction(List.of(), List.of());

  public Extraction {
    proposals = List.copyOf(proposals);
    passedOver = List.copyOf(passedOver);
    notices = List.copyOf(notices);
  }

  /// Of the local rules.
  public Extraction(List<Proposal> proposals, List<PassedOver> passedOver) {
    this(proposals, passedOver, ExtractionBy.LOCAL_RULES, List.of());
  }

  /// The same with something to be known about it.
  public Extraction noting(String notice) {
    return new Extraction(
        proposals, passedOver, by, Stream.concat(notices.stream(), Stream.of(notice)).toList());
  }

  /// Something to be done to the memory.
  public sealed interface Proposal {
    /// The words of the message that it rests on.
    String evidence();

    /// To remember a statement.
    ///
    /// @param content one statement in the third person that stands alone
    /// @param confidence the share of proposals like this one that are right: of the rules it is
    ///   measured, see `eval/decisions/0007-extraction-confidence.md`; a model only says so
    /// @param corrects whether the words say that something known before no longer holds
    record Save(
        String content, MemoryType type, Confidence confidence, boolean corrects, String evidence)
        implements Proposal {}

    /// To forget what a description means.
    ///
    /// @param everything whether all that it means is to go, and not one memory
    record Forget(String description, boolean everything, Confidence confidence, String evidence)
        implements Proposal {}
  }

  /// A sentence that proposed nothing, or a proposal that was not taken.
  ///
  /// @param reason in snake_case: `question`, `hypothetical`, `quotation`, ...
  public record PassedOver(String sentence, String reason) {}
}
