package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads keywords: a list whose entries are a word or phrase each, or a list of alternatives.
record KeywordFields(Fields fields) {

  /// @return empty if it is left out
  List<Keyword> optional(String field) {
    return all(field, fields.list(field));
  }

  /// At least one.
  List<Keyword> required(String field) {
    List<JsonNode> entries = fields.list(field);
    if (entries.isEmpty() && (fields.isAbsent(field) || fields.json().path(field).isArray())) {
      fields.problem(field, "must have at least one keyword");
    }
    return all(field, entries);
  }

  private List<Keyword> all(String field, List<JsonNode> entries) {
    var keywords = new ArrayList<Keyword>();
    for (int i = 0; i < entries.size(); i++) {
      one(field + "[" + i + "]", entries.get(i)).ifPresent(keywords::add);
    }
    return keywords;
  }

  private Optional<Keyword> one(String field, JsonNode entry) {
    var alternatives = new ArrayList<String>();
    Iterable<JsonNode> words = entry.isArray() ? entry : List.of(entry);
    for (JsonNode word : words) {
      if (word.isTextual() && hasWord(word.textValue())) {
        alternatives.add(word.textValue().strip());
      } else {
        fields.problem(
            field, "must be a word or phrase, or a list of alternatives" + Fields.was(word));
        return Optional.empty();
      }
    }
    if (alternatives.isEmpty()) {
      fields.problem(field, "must have at least one alternative");
      return Optional.empty();
    }
    return Optional.of(new Keyword(alternatives));
  }

  /// Punctuation alone would be found nowhere, or everywhere.
  private static boolean hasWord(String text) {
    return text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /// What must be gone: a keyword, a list of keywords that occur together, or an object that has
  /// such a list.
  List<List<Keyword>> deletes(String field) {
    var deletes = new ArrayList<List<Keyword>>();
    List<JsonNode> entries = fields.list(field);
    for (int i = 0; i < entries.size(); i++) {
      List<Keyword> keywords = delete(field + "[" + i + "]", entries.get(i));
      if (!keywords.isEmpty()) {
        deletes.add(keywords);
      }
    }
    return deletes;
  }

  private List<Keyword> delete(String field, JsonNode entry) {
    if (entry.isObject()) {
      Fields object = fields.inside(entry, field).only(List.of("content_keywords"), Set.of());
      return new KeywordFields(object).required("content_keywords");
    }
    if (!entry.isArray()) {
      return one(field, entry).stream().toList();
    }
    if (entry.isEmpty()) {
      fields.problem(field, "must have at least one keyword");
    }
    var elements = new ArrayList<JsonNode>();
    entry.forEach(elements::add);
    return all(field, elements);
  }
}
