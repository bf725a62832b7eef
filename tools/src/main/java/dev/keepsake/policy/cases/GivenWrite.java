package dev.keepsake.policy.cases;

import dev.keepsake.memory.ClientId;
import dev.keepsake.memory.Confidence;
import dev.keepsake.memory.Content;
import dev.keepsake.memory.ExtractionType;
import dev.keepsake.memory.Importance;
import dev.keepsake.memory.MemoryType;
import dev.keepsake.memory.Origin;
import dev.keepsake.memory.Provenance;
import dev.keepsake.memory.Scope;
import dev.keepsake.memory.Source;
import dev.keepsake.memory.Statement;
import dev.keepsake.memory.Trust;
import dev.keepsake.memory.WireName;
import dev.keepsake.policy.WriteFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/// A write that is made up: what is not given is as where an agent saves a note.
///
/// @param values by the names of variables
public record GivenWrite(Map<String, String> values, List<String> tags) {
  /// What can be given, beside `tags`.
  public static final List<String> NAMES =
      List.of(
          "content",
          "memory_type",
          "confidence",
          "importance",
          "source",
          "provenance",
          "trust",
          "extraction",
          "user",
          "scope",
          "client",
          "confirmed",
          "supersedes");

  public GivenWrite {
    values = Map.copyOf(values);
    tags = List.copyOf(tags);
  }

  /// What comes of it.
  public sealed interface Made {
    record Right(WriteFacts facts) implements Made {}

    /// @param problems by the name of the value
    record Wrong(Map<String, String> problems) implements Made {
      public Wrong {
        problems = Map.copyOf(problems);
      }
    }
  }

  public Made facts() {
    var reading = new Reading(values, new TreeMap<>());
    var statement =
        new Statement(
            reading.word("memory_type", MemoryType.class, MemoryType.NOTE),
            reading.made("content", Content::new, new Content("-")),
            reading.number("confidence", Confidence::new, new Confidence(0.8)),
            reading.number("importance", Importance::new, new Importance(0.5)),
            new ArrayList<>(tags));
    var origin =
        new Origin(
            reading.word("source", Source.class, Source.CHAT),
            reading.word("provenance", Provenance.class, Provenance.MODEL),
            reading.word("trust", Trust.class, Trust.MEDIUM),
            reading.word("extraction", ExtractionType.class, ExtractionType.TOOL),
            reading.made(
                "client",
                text -> new ClientId(UUID.fromString(text)),
                new ClientId(new UUID(0, 0))),
            Optional.empty(),
            Optional.empty());
    var facts =
        new WriteFacts(
            statement,
            origin,
            values.getOrDefault("user", ""),
            reading.made("scope", Scope::new, new Scope("local")),
            reading.flag("confirmed"),
            reading.flag("supersedes"),
            List.of());
    if (!values.containsKey("content")) {
      reading.problems.put("content", "is missing");
    }
    return reading.problems.isEmpty() ? new Made.Right(facts) : new Made.Wrong(reading.problems);
  }

  /// @param problems takes what can't be read
  private record Reading(Map<String, String> values, Map<String, String> problems) {

    <E extends Enum<E> & WireName> E word(String name, Class<E> type, E fallback) {
      String given = values.get(name);
      if (given == null) {
        return fallback;
      }
      return WireName.find(type, given)
          .orElseGet(() -> {
            problems.put(
                name,
                "must be one of " + String.join(", ", WireName.words(type)) + "; it was " + given);
            return fallback;
          });
    }

    <T> T made(String name, Function<String, T> make, T fallback) {
      String given = values.get(name);
      if (given == null) {
        return fallback;
      }
      try {
        return make.apply(given);
      } catch (IllegalArgumentException e) {
        problems.put(name, "can't be read: " + e.getMessage());
        return fallback;
      }
    }

    <T> T number(String name, Function<Double, T> make, T fallback) {
      return made(name, text -> make.apply(Double.valueOf(text)), fallback);
    }

    boolean flag(String name) {
      String given = values.getOrDefault(name, "false");
      if (!given.equals("true") && !given.equals("false")) {
        problems.put(name, "must be true or false; it was " + given);
      }
      return given.equals("true");
    }
  }
}
