package dev.keepsake.tool;

import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.WireName;

/// By which way a call came in, and what follows for the statements in it.
public enum Entry implements WireName {
  /// An agent called a tool: its model inferred the statement.
  AGENT("agent", Source.CHAT, Provenance.MODEL, Trust.MEDIUM, ExtractionType.TOOL),
  /// A model behind the chat proxy called a tool: an agent whose calls we run.
  PROXY("proxy", Source.CHAT, Provenance.MODEL, Trust.MEDIUM, ExtractionType.PROXY),
  /// A person typed it.
  PERSON("person", Source.MANUAL, Provenance.USER, Trust.HIGH, ExtractionType.TOOL),
  /// Rules of this program read it out of a conversation: an inference, like a model's.
  LOCAL_RULES(
      "local_rules",
      Source.AI_EXTRACTED,
      Provenance.MODEL,
      Trust.MEDIUM,
      ExtractionType.LOCAL_RULES),
  /// A language model read it out of a conversation when this program asked for that.
  MODEL("model", Source.AI_EXTRACTED, Provenance.MODEL, Trust.MEDIUM, ExtractionType.MODEL),
  /// This program summarised a conversation: an inference, and no write that an agent asked for.
  EPISODE("episode", Source.AI_EXTRACTED, Provenance.MODEL, Trust.MEDIUM, ExtractionType.JOB),
  /// A program called the REST API: it may have it from anywhere.
  REST("rest", Source.MANUAL, Provenance.TOOL, Trust.MEDIUM, ExtractionType.REST),
  /// The same, on behalf of a person whose own token it carries.
  REST_PERSON("rest_person", Source.MANUAL, Provenance.USER, Trust.HIGH, ExtractionType.REST);

  private final String wireName;
  private final Source source;
  private final Provenance provenance;
  private final Trust trust;
  private final ExtractionType extraction;

  Entry(
      String wireName,
      Source source,
      Provenance provenance,
      Trust trust,
      ExtractionType extraction) {
    this.wireName = wireName;
    this.source = source;
    this.provenance = provenance;
    this.trust = trust;
    this.extraction = extraction;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /// Whether it counts as the creation of a program, and else as the write of an agent.
  public boolean creates() {
    return this == REST || this == REST_PERSON;
  }

  /// Whether its writes count against a limit.
  public boolean isLimited() {
    return this != EPISODE;
  }

  public Source source() {
    return source;
  }

  public Provenance provenance() {
    return provenance;
  }

  public Trust trust() {
    return trust;
  }

  public ExtractionType extraction() {
    return extraction;
  }
}
