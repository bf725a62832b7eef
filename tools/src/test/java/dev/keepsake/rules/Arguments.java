package dev.keepsake.rules;

import java.util.List;

/// Arguments that the tools take and that they refuse, as JSON.
final class Arguments {
  private static final String GRIN = "\uD83D\uDE00";

  private Arguments() {}

  /// @param field that the problem must name
  /// @param accepted what the problem must say is accepted
  /// @param given what it must say of the value
  record Bad(String tool, String json, String field, String accepted, String given) {
    @Override
    public String toString() {
      return tool + " " + (json.length() > 70 ? json.substring(0, 70) + "…" : json);
    }
  }

  record Good(String tool, String json) {
    @Override
    public String toString() {
      return tool + " " + (json.length() > 70 ? json.substring(0, 70) + "…" : json);
    }
  }

  static String text(int characters) {
    return "x".repeat(characters);
  }

  static String emoji(int characters) {
    return GRIN.repeat(characters);
  }

  private static String save(String more) {
    return "{\"content\":\"The user likes tea\",\"memory_type\":\"fact\"," + more + "}";
  }

  static List<Good> good() {
    return List.of(
        new Good("save_memory", save("\"confidence\":0.3")),
        new Good("save_memory", save("\"confidence\":0")),
        new Good("save_memory", save("\"confidence\":-0.0")),
        new Good("save_memory", save("\"confidence\":1,\"importance\":1.0")),
        new Good("save_memory", save("\"confidence\":1e-3,\"importance\":0")),
        new Good("save_memory", save("\"source_message_id\":\"" + emoji(255) + "\"")),
        new Good("save_memory", save("\"idempotency_key\":\"" + text(255) + "\"")),
        new Good("save_memory", save("\"supersedes\":\"0197F6A0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\"")),
        new Good("save_memory", "{\"content\":\"" + text(2000) + "\",\"memory_type\":\"note\"}"),
        new Good("save_memory", "{\"content\":\"" + emoji(2000) + "\",\"memory_type\":\"note\"}"),
        new Good("save_memory", "{\"content\":\"one\\ntwo\\tthree\",\"memory_type\":\"episode\"}"),
        new Good("save_memory", "{\"content\":\"?\",\"memory_type\":\"decision\"}"),
        new Good("query_memory", "{}"),
        new Good("query_memory", "{\"query\":\"tea\",\"limit\":1,\"min_score\":0}"),
        new Good("query_memory", "{\"query\":\"tea\",\"limit\":50.0,\"min_score\":1}"),
        new Good("query_memory", "{\"memory_types\":[\"fact\",\"meeting\"],\"tags\":[\"a\"]}"),
        new Good("query_memory", "{\"since\":\"2026-03-01T12:00:00Z\"}"),
        new Good("query_memory", "{\"until\":\"2026-03-01T12:00:00.123456+02:00\"}"),
        new Good("query_memory", "{\"as_of\":\"1969-12-31T23:59:59-05:00\"}"),
        new Good("query_memory", "{\"valid_at\":\"2026-03-01t12:00:00z\"}"),
        new Good("delete_memory", "{\"description\":\"tea\"}"),
        new Good(
            "delete_memory",
            "{\"memory_ids\":[\"0197f6a0-5c1e-7b7a-9d5e-2f1a3b4c5d6e\"],\"confirm\":false}"),
        new Good("delete_memory", "{\"description\":\"tea\",\"reason\":\"" + text(500) + "\"}"));
  }

  static List<Bad> bad() {
    String characters = "text of 1 to 2,000 characters";
    String type = "one of fact, preference, decision, note, episode";
    String share = "a number from 0 to 1";
    String moment = "an RFC 3339 date and time";
    return List.of(
        new Bad("save_memory", "{\"memory_type\":\"fact\"}", "content", characters, "missing"),
        new Bad(
            "save_memory",
            "{\"content\":null,\"memory_type\":\"fact\"}",
            "content",
            characters,
            "missing"),
        new Bad(
            "save_memory", "{\"content\":7,\"memory_type\":\"fact\"}", "content", characters, "7"),
        new Bad(
            "save_memory",
            "{\"content\":[\"a\"],\"memory_type\":\"fact\"}",
            "content",
            characters,
            "[\"a\"]"),
        new Bad(
            "save_memory",
            "{\"content\":\"\",\"memory_type\":\"fact\"}",
            "content",
            characters,
            "0 characters"),
        new Bad(
            "save_memory",
            "{\"content\":\" \\n\\t \",\"memory_type\":\"fact\"}",
            "content",
            characters,
            "blank"),
        new Bad(
            "save_memory",
            "{\"content\":\"" + text(2001) + "\",\"memory_type\":\"fact\"}",
            "content",
            characters,
            "2,001 characters"),
        new Bad(
            "save_memory",
            "{\"content\":\"" + emoji(2001) + "\",\"memory_type\":\"fact\"}",
            "content",
            characters,
            "2,001 characters"),
        new Bad("save_memory", "{\"content\":\"Tea\"}", "memory_type", type, "missing"),
        new Bad(
            "save_memory",
            "{\"content\":\"Tea\",\"memory_type\":\"identity\"}",
            "memory_type",
            type,
            "\"identity\""),
        new Bad(
            "save_memory",
            "{\"content\":\"Tea\",\"memory_type\":\"FACT\"}",
            "memory_type",
            type,
            "\"FACT\""),
        new Bad("save_memory", "{\"content\":\"Tea\",\"memory_type\":1}", "memory_type", type, "1"),
        new Bad("save_memory", save("\"confidence\":1.0000001"), "confidence", share, "1.0000001"),
        new Bad("save_memory", save("\"confidence\":-0.1"), "confidence", share, "-0.1"),
        new Bad("save_memory", save("\"confidence\":\"0.9\""), "confidence", share, "\"0.9\""),
        new Bad("save_memory", save("\"confidence\":\"NaN\""), "confidence", share, "\"NaN\""),
        new Bad("save_memory", save("\"confidence\":true"), "confidence", share, "true"),
        new Bad("save_memory", save("\"importance\":2"), "importance", share, "2"),
        new Bad("save_memory", save("\"importance\":1e400"), "importance", share, ""),
        new Bad("save_memory", save("\"supersedes\":\"the old one\""), "supersedes", "UUID", "old"),
        new Bad("save_memory", save("\"supersedes\":\"1-1-1-1-1\""), "supersedes", "UUID", "1-1"),
        new Bad("save_memory", save("\"supersedes\":5"), "supersedes", "UUID", "5"),
        new Bad(
            "save_memory",
            save("\"source_message_id\":\"" + text(256) + "\""),
            "source_message_id",
            "255 characters",
            "256 characters"),
        new Bad(
            "save_memory",
            save("\"idempotency_key\":\"" + text(256) + "\""),
            "idempotency_key",
            "255 characters",
            "256 characters"),
        new Bad(
            "save_memory",
            save("\"idempotency_key\":\"  \""),
            "idempotency_key",
            "255 characters",
            "blank"),
        new Bad(
            "save_memory",
            save("\"user_id\":\"eve\""),
            "user_id",
            "memory_type",
            "not an argument"),
        new Bad("save_memory", save("\"Content\":\"x\""), "Content", "content", "not an argument"),
        new Bad("save_memory", "[]", "arguments", "JSON object", ""),
        new Bad("save_memory", "\"Tea\"", "arguments", "JSON object", ""),
        new Bad("save_memory", "null", "arguments", "JSON object", ""),
        new Bad("query_memory", "{\"query\":\" \"}", "query", characters, "blank"),
        new Bad("query_memory", "{\"query\":7}", "query", characters, "7"),
        new Bad("query_memory", "{\"query\":\"" + text(2001) + "\"}", "query", characters, "2,001"),
        new Bad("query_memory", "{\"limit\":0}", "limit", "a whole number from 1 to 50", "0"),
        new Bad("query_memory", "{\"limit\":51}", "limit", "a whole number from 1 to 50", "51"),
        new Bad("query_memory", "{\"limit\":1.5}", "limit", "a whole number from 1 to 50", "1.5"),
        new Bad("query_memory", "{\"limit\":\"5\"}", "limit", "a whole number from 1 to 50", "5"),
        new Bad(
            "query_memory",
            "{\"limit\":99999999999999999999}",
            "limit",
            "a whole number from 1 to 50",
            "999"),
        new Bad("query_memory", "{\"query\":\"a\",\"min_score\":1.1}", "min_score", share, "1.1"),
        new Bad(
            "query_memory", "{\"memory_types\":[]}", "memory_types", "a list of 1 to 13", "of 0"),
        new Bad("query_memory", "{\"memory_types\":[\"fct\"]}", "memory_types", "fact", "\"fct\""),
        new Bad("query_memory", "{\"memory_types\":\"fact\"}", "memory_types", "a list", "fact"),
        new Bad("query_memory", "{\"tags\":[\"\"]}", "tags", "text of 1 to 255", "0 characters"),
        new Bad("query_memory", "{\"tags\":[1]}", "tags", "text of 1 to 255", "1"),
        new Bad("query_memory", "{\"since\":\"yesterday\"}", "since", moment, "\"yesterday\""),
        new Bad("query_memory", "{\"since\":\"2026-03-01\"}", "since", moment, "2026-03-01"),
        new Bad("query_memory", "{\"until\":\"2026-03-01T12:00Z\"}", "until", moment, "12:00Z"),
        new Bad("query_memory", "{\"until\":1772366400}", "until", moment, "1772366400"),
        new Bad("query_memory", "{\"as_of\":\"2026-02-30T12:00:00Z\"}", "as_of", moment, "02-30"),
        new Bad(
            "query_memory",
            "{\"valid_at\":\"+12026-01-01T00:00:00Z\"}",
            "valid_at",
            moment,
            "+12026"),
        new Bad("query_memory", "{\"user\":\"eve\"}", "user", "memory_types", "not an argument"),
        new Bad("delete_memory", "{\"description\":\"\"}", "description", characters, "0 char"),
        new Bad("delete_memory", "{\"memory_ids\":[]}", "memory_ids", "a list of 1 to 50", "of 0"),
        new Bad("delete_memory", "{\"memory_ids\":[\"x\"]}", "memory_ids", "UUID", "\"x\""),
        new Bad(
            "delete_memory", "{\"memory_ids\":\"x\"}", "memory_ids", "a list of 1 to 50", "\"x\""),
        new Bad(
            "delete_memory",
            "{\"description\":\"a\",\"confirm\":\"yes\"}",
            "confirm",
            "true or false",
            "\"yes\""),
        new Bad(
            "delete_memory",
            "{\"description\":\"a\",\"confirm\":1}",
            "confirm",
            "true or false",
            "1"),
        new Bad(
            "delete_memory",
            "{\"description\":\"a\",\"reason\":\"" + text(501) + "\"}",
            "reason",
            "500 characters",
            "501 characters"),
        new Bad("delete_memory", "{\"id\":\"a\"}", "id", "memory_ids", "not an argument"));
  }
}
