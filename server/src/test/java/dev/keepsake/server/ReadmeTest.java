package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.Keepsake;
import dev.keepsake.KeepsakeSettings;
import dev.keepsake.server.cli.Shell;
import dev.keepsake.tool.ToolSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README says what the program does. Its table of settings has a test beside the catalogue,
/// its snippets one with those of the clients' pages.
final class ReadmeTest {
  @TempDir(factory = ReadyHome.class)
  private static Path home;

  private static List<ToolSpec> specs;

  @BeforeAll
  static void askForTheTools() {
    try (var keepsake = Keepsake.open(KeepsakeSettings.defaults(home), InstantSource.system())) {
      specs = keepsake.tools().catalog().specs();
    }
  }

  @Test
  void tables_of_the_tools_have_the_fields_of_their_schemas_in_their_order() throws IOException {
    Readme readme = Readme.read();

    assertThat(specs)
        .hasSize(5)
        .allSatisfy(spec ->
            assertThat(names(readme.tables(spec.name()))).as(spec.name()).isEqualTo(fields(spec)));
  }

  @Test
  void arguments_are_required_or_have_the_default_that_is_told() throws IOException {
    Readme readme = Readme.read();

    assertThat(specs)
        .allSatisfy(spec ->
            assertThat(readme.tables(spec.name()).getFirst())
                .allSatisfy(row ->
                    assertThat(row.get(1))
                        .as(row.getFirst())
                        .isEqualTo(fallback(spec, unquoted(row.getFirst())))));
  }

  @Test
  void every_command_is_listed_and_no_other() throws IOException {
    var told = new TreeSet<String>();
    for (List<String> row : Readme.read().tables("On the command line").getFirst()) {
      told.add(row.getFirst().replaceAll("^`keepsake (\\w+).*", "$1"));
    }

    assertThat(told).isEqualTo(commands());
  }

  private static List<List<String>> names(List<List<List<String>>> tables) {
    return tables.stream()
        .map(table -> table.stream().map(row -> unquoted(row.getFirst())).toList())
        .toList();
  }

  /// Arguments, answer, words of `action`, fields of each memory; the last two where there are any.
  private static List<List<String>> fields(ToolSpec spec) {
    JsonNode answer = spec.outputSchema().path("properties");
    var fields = new ArrayList<List<String>>();
    fields.add(keys(spec.inputSchema().path("properties")));
    fields.add(keys(answer));
    if (answer.has("action")) {
      fields.add(
          StreamSupport.stream(answer.at("/action/enum").spliterator(), false)
              .map(JsonNode::asText)
              .toList());
    }
    for (String list : List.of("memories", "pending")) {
      if (answer.has(list)) {
        fields.add(keys(answer.at("/" + list + "/items/properties")));
      }
    }
    return fields;
  }

  private static String fallback(ToolSpec spec, String argument) {
    boolean required =
        StreamSupport.stream(spec.inputSchema().path("required").spliterator(), false)
            .anyMatch(name -> name.asText().equals(argument));
    JsonNode fallback = spec.inputSchema().at("/properties/" + argument + "/default");
    if (required) {
      return "required";
    }
    return fallback.isMissingNode() ? "" : "`" + fallback.asText() + "`";
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String unquoted(String cell) {
    return cell.replace("`", "");
  }

  private static TreeSet<String> commands() {
    var out = new ByteArrayOutputStream();
    var shell =
        new Shell(
            Map.of(),
            "ada",
            home,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            false,
            InstantSource.system());
    new App(shell).run("--help");
    String listed = out.toString(StandardCharsets.UTF_8).replaceAll("(?s).*Commands:\\R", "");
    var names = new TreeSet<String>();
    Pattern.compile("(?m)^  (\\w+)  ")
        .matcher(listed)
        .results()
        .forEach(m -> names.add(m.group(1)));
    return names;
  }
}
