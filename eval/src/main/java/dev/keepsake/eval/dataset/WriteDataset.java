package dev.keepsake.eval.dataset;

import java.util.List;

/// A golden dataset of memory writes.
///
/// @param name of the file
/// @param sha256 of the file's bytes, in hexadecimal digits
/// @param warnings what does not fit and does no harm, such as a tag that is no known class; each
///   names the case and the field
public record WriteDataset(
    String name,
    String version,
    String description,
    String sha256,
    List<WriteCase> cases,
    List<String> warnings) {
  public WriteDataset {
    cases = List.copyOf(cases);
    warnings = List.copyOf(warnings);
  }
}
