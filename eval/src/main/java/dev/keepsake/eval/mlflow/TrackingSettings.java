package dev.keepsake.eval.mlflow;

import dev.keepsake.eval.mlflow.Destination.Folder;
import dev.keepsake.eval.mlflow.Destination.Server;
import dev.keepsake.eval.mlflow.Destination.Unusable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where runs go, by the variables that MLflow's own clients read: `MLFLOW_TRACKING_URI`,
/// `MLFLOW_TRACKING_USERNAME` with `MLFLOW_TRACKING_PASSWORD`, `MLFLOW_TRACKING_TOKEN` and
/// `MLFLOW_EXPERIMENT_NAME`.
public final class TrackingSettings {
  private static final String ADDRESS = "MLFLOW_TRACKING_URI";
  private static final String DEFAULT_EXPERIMENT = "keepsake";
  private static final String DEFAULT_FOLDER = "mlruns";

  /// One letter is a drive of Windows.
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

  private final Destination destination;
  private final Path fallback;
  private final String experiment;

  private TrackingSettings(Destination destination, Path fallback, String experiment) {
    this.destination = destination;
    this.fallback = fallback;
    this.experiment = experiment;
  }

  /// Never fails: what can't be used is told when a run is logged.
  ///
  /// @param environment the variables of the process
  /// @param folder runs go into `mlruns` in it where no address is given, and where a server fails
  public static TrackingSettings of(Map<String, String> environment, Path folder) {
    Path fallback = folder.resolve(DEFAULT_FOLDER).toAbsolutePath().normalize();
    Destination destination =
        given(environment, ADDRESS)
            .map(address -> destination(address, environment))
            .orElseGet(() -> new Folder(fallback));
    String experiment = given(environment, "MLFLOW_EXPERIMENT_NAME").orElse(DEFAULT_EXPERIMENT);
    return new TrackingSettings(destination, fallback, experiment);
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  // The address is in no message: it may hold a password.
  private static Destination destination(String address, Map<String, String> environment) {
    Matcher matcher = SCHEME.matcher(address);
    String scheme = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    try {
      return switch (scheme) {
        case "http", "https" -> server(new URI(address), environment);
        case "file" -> new Folder(path(new URI(address)).toAbsolutePath().normalize());
        case "" ->
            address.equals("databricks")
                ? unusable("names Databricks, which is not supported")
                : new Folder(Path.of(address).toAbsolutePath().normalize());
        default ->
            unusable(
                "begins with %s:, and only http, https and file are supported".formatted(scheme));
      };
    } catch (URISyntaxException | IllegalArgumentException _) {
      return unusable("is neither an address nor a path");
    }
  }

  private static Unusable unusable(String problem) {
    return new Unusable(ADDRESS + " " + problem);
  }

  /// `file:/a`, `file:///a` and, as MLflow has it, `file:a` beside the working folder.
  private static Path path(URI file) {
    return file.isOpaque() ? Path.of(file.getSchemeSpecificPart()) : Path.of(file);
  }

  private static Destination server(URI address, Map<String, String> environment)
      throws URISyntaxException {
    if (address.getHost() == null) {
      return unusable("names no host");
    }
    String path = Optional.ofNullable(address.getPath()).orElse("").replaceAll("/+$", "");
    URI base =
        new URI(
            address.getScheme().toLowerCase(Locale.ROOT),
            null,
            address.getHost(),
            address.getPort(),
            path,
            null,
            null);
    return new Server(base, access(address, environment));
  }

  private static Access access(URI address, Map<String, String> environment) {
    Optional<String> user = given(environment, "MLFLOW_TRACKING_USERNAME");
    Optional<String> password = given(environment, "MLFLOW_TRACKING_PASSWORD");
    if (user.isPresent() && password.isPresent()) {
      return new Access.Basic(user.get(), password.get());
    }
    Optional<Access> byToken = given(environment, "MLFLOW_TRACKING_TOKEN").map(Access.Bearer::new);
    return byToken
        .or(() -> Optional.ofNullable(address.getRawUserInfo()).map(TrackingSettings::userInfo))
        .orElseGet(Access.Open::new);
  }

  private static Access userInfo(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new Access.Basic(decoded(userInfo), "")
        : new Access.Basic(
            decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  /// As in an address, where a plus is a plus.
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Destination destination() {
    return destination;
  }

  Path fallback() {
    return fallback;
  }

  String experiment() {
    return experiment;
  }
}
