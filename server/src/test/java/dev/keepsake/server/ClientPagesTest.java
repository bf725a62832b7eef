package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.keepsake.tool.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// What the pages for clients tell one to copy can be read by what it is copied into, and leads to
/// the launcher or to the address. Snippets of Java are sources of the module `tools`, where a test
/// compares and runs them.
final class ClientPagesTest {
  private static final String MCP = "http://127.0.0.1:5337/mcp";
  private static final String TOOLS = "http://127.0.0.1:5337/api/v1/tools";
  private static final String LAUNCHER = "/path/to/keepsake/keepsake";
  private static final Path CLIENTS = Path.of("docs", "clients");
  private static final Set<String> CHECKED =
      Set.of("json", "toml", "sh", "python", "typescript", "java", "xml");

  static final List<Path> PAGES = pages();

  @ParameterizedTest
  @FieldSource("PAGES")
  void every_snippet_is_in_a_language_that_is_checked(Path page) throws IOException {
    assertThat(Readme.read(page).languages()).isNotEmpty().isSubsetOf(CHECKED);
  }

  @ParameterizedTest
  @FieldSource("PAGES")
  void every_json_and_toml_starts_the_launcher_or_names_the_address(Path page) throws Exception {
    for (JsonNode root : configurations(page)) {
      assertThat(root.size()).isEqualTo(1);
      JsonNode server = root.elements().next().path("keepsake");
      if (server.has("command")) {
        assertThat(server.path("command").asText()).isEqualTo(LAUNCHER);
        assertThat(server.path("args").toString()).isEqualTo("[\"mcp\"]");
      } else {
        assertThat(server.path(server.has("url") ? "url" : "serverUrl").asText()).isEqualTo(MCP);
      }
      server
          .path("env")
          .properties()
          .forEach(
              variable -> assertThat(variable.getKey()).isIn("KEEPSAKE_SCOPE", "KEEPSAKE_USER"));
    }
  }

  /// Each client reads its own words and passes over others in silence.
  @ParameterizedTest
  @CsvSource({
    "claude-desktop, mcpServers, args command env",
    "claude-code, mcpServers, args command env type url",
    "cursor, mcpServers, args command url",
    "vs-code, servers, args command type url",
    "codex, mcp_servers, args command env url",
    "windsurf, mcpServers, args command serverUrl"
  })
  void every_client_is_told_in_its_own_words(String client, String root, String words)
      throws Exception {
    var used = new TreeSet<String>();
    List<JsonNode> told = configurations(CLIENTS.resolve(client + ".md"));
    assertThat(told).hasSizeGreaterThan(1).allSatisfy(json -> assertThat(json.has(root)).isTrue());
    told.forEach(
        json -> json.at("/" + root + "/keepsake").fieldNames().forEachRemaining(used::add));
    assertThat(String.join(" ", used)).isEqualTo(words);
  }

  @ParameterizedTest
  @FieldSource("PAGES")
  void every_command_is_one_for_a_shell(Path page) throws Exception {
    for (String block : Readme.read(page).blocks("sh")) {
      assertThat(run(block, "sh", "-n")).as(block).isEmpty();
      for (String line : block.split("\\R")) {
        if (line.matches("(claude|codex) mcp add .*")) {
          assertThat(line).matches(".* (-- " + LAUNCHER + " mcp|(--url |keepsake )" + MCP + ")");
        }
      }
    }
  }

  @Test
  void python_is_python() throws Exception {
    for (String block : blocks("python")) {
      assertBalanced(block, "#");
      assertThat(block).contains('"' + TOOLS + '"', "\"format\": \"openai\"", "X-User-Id");
    }
    assumeTrue(
        hasPython(),
        "no python3 on the PATH: install it, so that the snippets of Python are parsed");
    for (String block : blocks("python")) {
      assertThat(run(block, "python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"))
          .isEmpty();
    }
  }

  @Test
  void typescript_is_balanced_and_calls_what_is_there() throws IOException {
    for (String block : blocks("typescript")) {
      assertBalanced(block, "//");
      assertThat(block).contains('"' + TOOLS + '"', "?format=openai", "X-User-Id");
    }
  }

  @Test
  void the_readme_links_every_page_and_no_other() throws IOException {
    var linked = new TreeSet<Path>();
    Pattern.compile("\\]\\((docs/clients/[^)]*)\\)")
        .matcher(Readme.read().text())
        .results()
        .forEach(link -> linked.add(Path.of(link.group(1))));
    var there = new TreeSet<>(PAGES);
    there.remove(Path.of("README.md"));
    assertThat(linked).isEqualTo(there);
  }

  private static List<JsonNode> configurations(Path page) throws IOException {
    var found = new ArrayList<JsonNode>();
    for (String block : Readme.read(page).blocks("json")) {
      found.add(parse(block));
    }
    for (String block : Readme.read(page).blocks("toml")) {
      found.add(new TomlMapper().readTree(block));
    }
    return found;
  }

  private static JsonNode parse(String snippet) {
    try {
      return WireJson.MAPPER.readTree(snippet); // strict: nothing may follow, no key twice
    } catch (JsonProcessingException e) {
      throw new AssertionError(snippet, e);
    }
  }

  private static List<String> blocks(String language) throws IOException {
    var found = new ArrayList<String>();
    for (Path page : PAGES) {
      found.addAll(Readme.read(page).blocks(language));
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  /// Every bracket outside of text and comments is closed by its own kind.
  private static void assertBalanced(String block, String comment) {
    String bare =
        block
            .replaceAll("\"[^\"\\n]*\"|`[^`]*`", "")
            .replaceAll("(?m)" + Pattern.quote(comment) + ".*$", "");
    Deque<Character> open = new ArrayDeque<>();
    Map<Character, Character> closes = Map.of(')', '(', ']', '[', '}', '{');
    for (char c : bare.toCharArray()) {
      if (closes.containsValue(c)) {
        open.push(c);
      } else if (closes.containsKey(c)) {
        assertThat(open.poll()).as(block).isEqualTo(closes.get(c));
      }
    }
    assertThat(open).as(block).isEmpty();
  }

  private static boolean hasPython() {
    try {
      return run("", "python3", "-c", "").isEmpty();
    } catch (IOException | InterruptedException e) {
      return false; // which is told as the reason of the skip
    }
  }

  /// @return what the program complained of; empty if it was content
  private static String run(String input, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return status == 0 ? said : "exit " + status + ": " + said;
  }

  private static List<Path> pages() {
    try (Stream<Path> files = Files.list(Readme.root().resolve(CLIENTS))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")), files.map(f -> CLIENTS.resolve(f.getFileName())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
