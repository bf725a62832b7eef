package dev.keepsake.server.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A memory server as the benchmark uses it: a process, a call that saves, a call that searches.
/// Texts need no escaping: the benchmark makes them.
sealed interface Server {

  String name();

  Process start(Path folder) throws IOException;

  /// Parameters of `tools/call`.
  String save(String text);

  String query(String text);

  /// What became of a save, in a word.
  String outcome(String answer);

  /// A query for what names `token`.
  default String askingFor(String token) {
    return "Where is the spare part " + token + "?";
  }

  /// How many statements one call takes while the store is filled.
  default int batch() {
    return 1;
  }

  default String saveAll(List<String> texts) {
    return save(texts.getFirst());
  }

  /// Keepsake as it is started by a client, its limits off.
  record Keepsake(Path launcher, Map<String, String> variables) implements Server {
    @Override
    public String name() {
      return "keepsake mcp";
    }

    @Override
    public Process start(Path folder) throws IOException {
      var process = new ProcessBuilder(launcher.toString(), "mcp").redirectError(Redirect.INHERIT);
      process.environment().put("KEEPSAKE_HOME", folder.toString());
      process.environment().put("KEEPSAKE_USER", "bench");
      process.environment().put("KEEPSAKE_LOG_LEVEL", "warn");
      process.environment().put("KEEPSAKE_MEMORY_WRITE_RATE_PER_HOUR", "0");
      process.environment().put("KEEPSAKE_MEMORY_WRITE_RATE_PER_CONVERSATION", "0");
      process.environment().putAll(variables);
      return process.start();
    }

    @Override
    public String save(String text) {
      return "{\"name\":\"save_memory\",\"arguments\":{\"memory_type\":\"fact\",\"confidence\":0.9,"
          + "\"content\":\""
          + text
          + "\"}}";
    }

    @Override
    public String query(String text) {
      return "{\"name\":\"query_memory\",\"arguments\":{\"query\":\"" + text + "\"}}";
    }

    @Override
    public String outcome(String answer) {
      String key = "\"action\":\"";
      int at = answer.indexOf(key);
      return at < 0
          ? "error: " + answer.substring(0, Math.min(300, answer.length()))
          : answer.substring(at + key.length(), answer.indexOf('"', at + key.length()));
    }
  }

  /// The MCP project's own memory server, from npm.
  record Peer(List<String> command) implements Server {
    /// As its page says.
    Peer() {
      this(List.of("npx", "--yes", "@modelcontextprotocol/server-memory"));
    }

    @Override
    public String name() {
      return "@modelcontextprotocol/server-memory";
    }

    @Override
    public Process start(Path folder) throws IOException {
      var process = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
      process.environment().put("MEMORY_FILE_PATH", folder.resolve("memory.jsonl").toString());
      return process.start();
    }

    @Override
    public String save(String text) {
      return saveAll(List.of(text));
    }

    @Override
    public String askingFor(String token) {
      return token;
    }

    @Override
    public int batch() {
      return 500; // it writes its whole file with every call
    }

    @Override
    public String saveAll(List<String> texts) {
      var entities =
          texts.stream()
              .map(text ->
                  "{\"name\":\"%s\",\"entityType\":\"fact\",\"observations\":[\"%s\"]}"
                      .formatted(text, text))
              .toList();
      return "{\"name\":\"create_entities\",\"arguments\":{\"entities\":["
          + String.join(",", entities)
          + "]}}";
    }

    @Override
    public String query(String text) {
      return "{\"name\":\"search_nodes\",\"arguments\":{\"query\":\"" + text + "\"}}";
    }

    @Override
    public String outcome(String answer) {
      return answer.contains("\"error\"") || answer.contains("\"isError\":true")
          ? "error: " + answer.substring(0, Math.min(300, answer.length()))
          : "created";
    }
  }
}
