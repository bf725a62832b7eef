import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Formats every Java file of the source tree, or names those that are not formatted. Run by the
/// parent pom in the repository's root; google-java-format's own command line takes files only, no
/// folders. Naming leaves the list in a file on which the pom fails.
final class Format {
  private static final List<Path> MODULES =
      List.of(Path.of("tools"), Path.of("eval"), Path.of("server"));
  private static final Path ITSELF = Path.of(".mvn", "format", "Format.java");

  private static final Path UNFORMATTED = Path.of("target", "format", "unformatted.txt");

  public static void main(String[] arguments) throws Exception {
    boolean check = arguments.length == 1 && arguments[0].equals("check");
    var command = new ArrayList<String>(List.of(check ? "--dry-run" : "--replace"));
    command.addAll(sources());
    var changed = new StringWriter();
    int status =
        new Main(new PrintWriter(changed, true), new PrintWriter(System.err, true), System.in)
            .format(command.toArray(String[]::new));
    report(check ? changed.toString() : "");
    System.exit(status);
  }

  private static void report(String unformatted) throws IOException {
    Files.deleteIfExists(UNFORMATTED);
    if (!unformatted.isBlank()) {
      System.err.print("Not formatted:\n" + unformatted.indent(2));
      Files.writeString(UNFORMATTED, unformatted);
    }
  }

  private static List<String> sources() throws IOException {
    var files = new ArrayList<String>(List.of(ITSELF.toString()));
    for (Path module : MODULES) {
      try (Stream<Path> tree = Files.walk(module.resolve("src"))) {
        tree.map(Path::toString)
            .filter(name -> name.endsWith(".java"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
