package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.eval.dataset.DuplicatePair.Split;
import dev.keepsake.eval.dataset.MarkedConversation.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads [MarkedConversation]s: a JSON object with `cases`, as `docs/evaluation.md` tells.
public final class MarkedConversations {
  private static final String SHIPPED = "episode_conversations.json";
  private static final List<String> FILE = List.of("cases");
  private static final Set<String> HARMLESS = Set.of("version", "description", "license", "origin");
  private static final List<String> CASE =
      List.of("id", "language", "split", "conversation", "facts");
  private static final List<String> FACT = List.of("id", "fact", "keywords");

  private MarkedConversations() {}

  /// The conversations that come with this module; their origin is in the `README.md` beside them.
  ///
  /// @throws DatasetException if they cannot be read
  public static List<MarkedConversation> shipped() {
    try (InputStream in =
        MarkedConversations.class.getResourceAsStream("/dev/keepsake/eval/" + SHIPPED)) {
      if (in == null) {
        throw new DatasetException(SHIPPED, List.of("not on the class path"));
      }
      return parse(SHIPPED, in.readAllBytes());
    } catch (IOException e) {
      throw new DatasetException(SHIPPED, "could not be read", e);
    }
  }

  /// @param name what messages call the file
  /// @throws DatasetException with everything that does not fit
  public static List<MarkedConversation> parse(String name, byte... bytes) {
    var findings = new Findings(name);
    JsonNode json = JsonFile.parse(name, bytes);
    var file = new Fields(json, "", "", findings).only(FILE, HARMLESS);
    List<Fields> cases = file.objects("cases");
    if (cases.isEmpty()) {
      file.problem("cases", "must be a list of at least one case");
    }
    var read = new ArrayList<MarkedConversation>();
    for (Fields one : cases) {
      String place = "case " + one.json().path("id").asText("#" + (read.size() + 1));
      read.add(conversation(new Fields(one.json(), place, "", findings).only(CASE, Set.of())));
    }
    requireUnique(file, "cases", read.stream().map(MarkedConversation::id).toList());
    findings.requireNone();
    return List.copyOf(read);
  }

  private static MarkedConversation conversation(Fields fields) {
    List<Fact> facts = fields.objects("facts").stream().map(MarkedConversations::fact).toList();
    if (facts.isEmpty()) {
      fields.problem("facts", "must have at least one fact");
    }
    requireUnique(fields, "facts", facts.stream().map(Fact::id).toList());
    return new MarkedConversation(
        fields.text("id"),
        fields.text("language"),
        split(fields),
        MessageFields.conversation(fields),
        facts);
  }

  private static Fact fact(Fields fields) {
    fields.only(FACT, Set.of());
    return new Fact(
        fields.text("id"), fields.text("fact"), new KeywordFields(fields).required("keywords"));
  }

  private static Split split(Fields fields) {
    String given = fields.text("split");
    return Arrays.stream(Split.values())
        .filter(split -> split.wireName().equals(given))
        .findFirst()
        .orElseGet(() -> {
          fields.problem("split", "must be tune or held_out");
          return Split.TUNE;
        });
  }

  private static void requireUnique(Fields fields, String field, List<String> ids) {
    var seen = new HashSet<String>();
    for (String id : ids) {
      if (!seen.add(id)) {
        fields.problem(field, "\"" + id + "\" is used twice");
      }
    }
  }
}
