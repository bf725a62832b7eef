package dev.keepsake.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `keepsake` and `keepsake.cmd` start the same program in the same way. The one for Windows is not
/// run by any test here.
final class LaunchersTest {
  private static final Path ROOT = Path.of(System.getProperty("keepsake.root"));
  private static final Pattern OPTION = Pattern.compile("-[XD][-+:*.=\\w]+|--[a-z]+-[-=\\w]+");

  /// Main itself writes UTF-8; on Windows the JVM's own words are told to as well.
  private static final Set<String> FOR_WINDOWS =
      Set.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8");

  @Test
  void both_give_java_the_same_options() throws IOException {
    Set<String> windows = options("keepsake.cmd");

    assertThat(windows).containsAll(FOR_WINDOWS);
    windows.removeAll(FOR_WINDOWS);
    assertThat(windows).isEqualTo(options("keepsake"));
  }

  @Test
  void both_tune_each_command_alike() throws IOException {
    String unix = text("keepsake");
    String windows = text("keepsake.cmd");

    assertThat(find(windows, "=\"serve\" set \"TUNING=([^\"]*)\""))
        .isEqualTo(find(unix, "serve\\) tuning='([^']*)'"));
    assertThat(find(windows, "(?m)^set \"TUNING=([^\"]*)\""))
        .isEqualTo(find(unix, "\\*\\) tuning='([^']*)'"));
  }

  @Test
  void both_read_the_same_variables_and_end_with_3_without_a_jdk() throws IOException {
    assertThat(variables("keepsake.cmd")).isEqualTo(variables("keepsake"));
    assertThat(text("keepsake")).contains("exit 3");
    assertThat(text("keepsake.cmd")).contains("exit /b 3");
  }

  private static Set<String> options(String launcher) throws IOException {
    var options = new TreeSet<String>();
    for (String line : text(launcher).lines().toList()) {
      if (!line.startsWith("#") && !line.startsWith("rem ") && !line.contains("mvnw")) {
        OPTION.matcher(line).results().forEach(m -> options.add(m.group()));
      }
    }
    return options;
  }

  private static Set<String> variables(String launcher) throws IOException {
    var names = new TreeSet<String>();
    Pattern.compile("KEEPSAKE_[A-Z_]+")
        .matcher(text(launcher) + (launcher.endsWith("d") ? "" : text(".mvn/jdk.sh")))
        .results()
        .forEach(m -> names.add(m.group()));
    return names;
  }

  private static String find(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file), StandardCharsets.UTF_8);
  }
}
