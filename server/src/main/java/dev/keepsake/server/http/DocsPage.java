package dev.keepsake.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.keepsake.memory.Sha256;
import dev.keepsake.server.call.Api;
import dev.keepsake.server.rest.Example;
import dev.keepsake.server.rest.OpenApi;
import dev.keepsake.server.rest.Routes;
import dev.keepsake.tool.ToolSpec;
import dev.keepsake.tool.WireJson;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The OpenAPI document, and a page to browse it. They hold nothing of anybody's and are told to
/// everybody. All that the page loads comes from here. Thread-safe.
final class DocsPage implements Api {
  static final String DOCUMENT = "/openapi.json";
  static final String PAGE = "/docs";

  private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String STYLE = "swagger-ui.css";
  private static final String LIBRARY = "swagger-ui-bundle.js";
  private static final String SCRIPT = "start.js";
  private static final String HTML = "text/html; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          STYLE, "text/css; charset=utf-8",
          LIBRARY, "text/javascript; charset=utf-8",
          SCRIPT, "text/javascript; charset=utf-8");

  /// The pictures in the library's style sheet are part of it.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  static final Set<String> PATHS =
      Set.of(DOCUMENT, PAGE, PAGE + "/" + STYLE, PAGE + "/" + LIBRARY, PAGE + "/" + SCRIPT);

  private final List<ToolSpec> specs;
  private volatile byte @Nullable [] document;

  /// @param specs of the operations behind [Routes]
  DocsPage(List<ToolSpec> specs) {
    this.specs = List.copyOf(specs);
  }

  @Override
  public void mount(JavalinConfig config) {
    config.routes.get(DOCUMENT, context -> send(context, document(), "application/json"));
    config.routes.get(PAGE, context -> send(context, file("docs/index.html"), HTML));
    config.routes.get(PAGE + "/{file}", this::part);
  }

  /// Made when it is first asked for, which most processes never are.
  private byte[] document() {
    byte[] made = document;
    if (made == null) {
      made = text(specs).getBytes(StandardCharsets.UTF_8);
      document = made;
    }
    return made;
  }

  /// As it is served, and lies in `docs`.
  static String text(List<ToolSpec> specs) {
    try {
      return WireJson.MAPPER
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(OpenApi.document(Routes.all(), specs, Example.all()))
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document can be written", e);
    }
  }

  private void part(Context context) throws IOException {
    String name = context.pathParam("file");
    Optional<String> type = Optional.ofNullable(TYPES.get(name));
    if (type.isPresent()) {
      send(context, part(name), type.get());
    } else {
      context.res().sendError(404);
    }
  }

  private static byte[] part(String name) {
    return name.equals(SCRIPT)
        ? file("docs/" + name)
        : file("/META-INF/resources/webjars/swagger-ui/" + version() + "/" + name);
  }

  private static void send(Context context, byte[] body, String type) {
    String tag =
        "\"" + Sha256.hex(new String(body, StandardCharsets.UTF_8)).substring(0, 32) + "\"";
    context.header("ETag", tag).header("Cache-Control", "no-cache");
    context.header("X-Content-Type-Options", "nosniff");
    if (type.equals(HTML)) {
      context.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
    }
    if (Conditions.holds(context, tag)) {
      context.status(304);
    } else {
      context.contentType(type).result(body);
    }
  }

  private static String version() {
    var properties = new Properties();
    try (InputStream in = DocsPage.class.getResourceAsStream(WEBJAR)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + WEBJAR, e);
    }
    return properties.getProperty("version");
  }

  private static byte[] file(String path) {
    try (InputStream in = DocsPage.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the file " + path + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
