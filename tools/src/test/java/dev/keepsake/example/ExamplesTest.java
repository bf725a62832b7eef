package dev.keepsake.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.TestMemory;
import dev.keepsake.langchain.ScriptedChatModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/// The Java that the documents show compiles, since it is here, and does what they say.
class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("keepsake.root"));

  @TempDir private Path folder;

  @Test
  void the_calls_of_the_library_do_what_the_readme_says() {
    assertThat(LibraryCalls.save(folder)).isEqualTo("created");
    assertThat(LibraryCalls.save(folder)).isEqualTo("duplicate_skipped");
  }

  @Test
  void the_readme_shows_the_calls_of_the_library() throws IOException {
    assertThat(blocks("README.md", "java"))
        .contains(body("LibraryCalls.java", "static String save"));
  }

  @Test
  void the_extraction_of_the_library_remembers_what_the_readme_says() {
    assertThat(LibraryExtraction.extract(folder))
        .containsExactly("created: The user's daughter Ida is allergic to nuts.");
  }

  @Test
  void the_readme_shows_the_extraction_of_the_library() throws IOException {
    assertThat(blocks("README.md", "java"))
        .contains(body("LibraryExtraction.java", "static List<String> extract"));
  }

  @Test
  void the_agent_of_the_page_remembers() {
    var model =
        new ScriptedChatModel()
            .asks("save_memory", "{\"content\":\"The user is vegan.\",\"memory_type\":\"fact\"}")
            .says("Noted.");
    try (var memory = TestMemory.open(folder)) {
      assertThat(MemoryAgent.of(memory.keepsake, model).chat("ada", "I am vegan."))
          .isEqualTo("Noted.");
      assertThat(memory.found("vegan")).containsExactly("The user is vegan.");
    }
  }

  @Test
  void the_page_shows_the_agent_whole() throws IOException {
    String source = source("MemoryAgent.java");
    assertThat(blocks("docs/clients/langchain4j.md", "java"))
        .containsExactly(source.substring(source.indexOf("import ")));
  }

  @Test
  void the_page_names_the_artifacts_of_this_build() throws Exception {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String snippet = blocks("docs/clients/langchain4j.md", "xml").getFirst();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    ("<x>" + snippet + "</x>").getBytes(StandardCharsets.UTF_8)));
    var dependencies = document.getElementsByTagName("dependency");
    assertThat(dependencies.getLength()).isEqualTo(2);
    assertThat(text((Element) dependencies.item(0), "artifactId")).isEqualTo("keepsake-tools");
    assertThat(text((Element) dependencies.item(0), "version"))
        .isEqualTo(found(pom, "<artifactId>keepsake-parent</artifactId>\\s*<version>(.*?)</"));
    assertThat(text((Element) dependencies.item(1), "artifactId")).isEqualTo("langchain4j");
    assertThat(text((Element) dependencies.item(1), "version"))
        .isEqualTo(found(pom, "<langchain4j.version>(.*?)</"));
  }

  private static String text(Element dependency, String tag) {
    return dependency.getElementsByTagName(tag).item(0).getTextContent();
  }

  private static String found(String text, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  /// What stands in the braces of a method, as if it stood alone.
  private static String body(String file, String method) throws IOException {
    String after = source(file).split(Pattern.quote(method) + ".*\\{\\R", 2)[1];
    return after.substring(0, after.indexOf("\n  }\n")).stripIndent() + "\n";
  }

  private static String source(String file) throws IOException {
    return Files.readString(ROOT.resolve("tools/src/test/java/dev/keepsake/example").resolve(file));
  }

  private static List<String> blocks(String document, String language) throws IOException {
    return Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$")
        .matcher(Files.readString(ROOT.resolve(document)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
