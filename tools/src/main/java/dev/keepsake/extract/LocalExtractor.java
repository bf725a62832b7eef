package dev.keepsake.extract;

import java.util.List;

/// Proposes by rules, on what the user says in the first person.
public final class LocalExtractor implements Extractor {

  @Override
  public Extraction extract(List<Message> conversation) {
    return Extraction.NOTHING;
  }
}
