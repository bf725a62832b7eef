package dev.keepsake.eval.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keepsake.eval.mlflow.Destination.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The requests that MLflow's client can't make: one that finds out in bounded time whether it may
/// be used at all, and the storing of files, for which it starts Python.
///
/// Redirects are not followed, since credentials would go along.
final class TrackingHttp implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 20;

  private final Server server;
  private final Reasons reasons;
  private final HttpClient http;

  TrackingHttp(Server server, Duration connect) {
    this.server = server;
    this.reasons = new Reasons(server.access());
    this.http = HttpClient.newBuilder().connectTimeout(connect).build();
  }

  /// Looks for the experiment, and at nothing but whether a tracking server answers.
  ///
  /// @throws TrackingFailure if it does not
  void requireAnswer(String experiment) throws IOException, InterruptedException {
    String query = URLEncoder.encode(experiment, StandardCharsets.UTF_8);
    URI uri =
        URI.create(
            server.base() + "/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + query);
    HttpResponse<String> response = send(request(uri).GET());
    JsonNode json = Reasons.json(response.body());
    boolean absent =
        response.statusCode() == 404
            && json.path("error_code").asText().equals("RESOURCE_DOES_NOT_EXIST");
    boolean found = response.statusCode() == 200 && json.path("experiment").isObject();
    if (absent || found) {
      return;
    }
    throw new TrackingFailure(
        switch (response.statusCode()) {
          case 200 -> Reasons.NOT_MLFLOW;
          case 301, 302, 303, 307, 308 ->
              "the server sends requests to another address, set MLFLOW_TRACKING_URI to that";
          default -> reasons.of(response.statusCode(), response.body());
        });
  }

  /// Stores a file through the server.
  ///
  /// @param artifacts where the files of the run are, as the server has said
  /// @throws TrackingFailure if it does not take it, or keeps files where only MLflow can put them
  void put(String artifacts, Path file) throws IOException, InterruptedException {
    URI uri = artifact(artifacts, MlflowLimits.name(file));
    HttpResponse<String> response = send(request(uri).PUT(BodyPublishers.ofFile(file)));
    if (response.statusCode() / 100 != 2) {
      throw new TrackingFailure(reasons.of(response.statusCode(), response.body()));
    }
  }

  /// `mlflow-artifacts:/a/b` is `/a/b` behind the proxy of the tracking server.
  private URI artifact(String artifacts, String name) {
    try {
      var location = new URI(artifacts);
      URI base = server.base();
      requireProxied(location, base);
      String path =
          base.getPath() + "/api/2.0/mlflow-artifacts/artifacts" + location.getPath() + "/" + name;
      if (Arrays.asList(path.split("/")).contains("..")) {
        throw new TrackingFailure(Reasons.NOT_MLFLOW);
      }
      return URI.create(
          new URI(base.getScheme(), null, base.getHost(), base.getPort(), path, null, null)
              .toASCIIString());
    } catch (URISyntaxException _) {
      throw new TrackingFailure(Reasons.NOT_MLFLOW);
    }
  }

  private static void requireProxied(URI location, URI base) {
    if (!"mlflow-artifacts".equals(location.getScheme())) {
      throw new TrackingFailure(
          "the server keeps files at %s, where only MLflow itself can put them"
              .formatted(
                  location.getScheme() == null ? "a path of its own" : location.getScheme() + ":"));
    }
    if (location.getPath() == null) {
      throw new TrackingFailure(Reasons.NOT_MLFLOW);
    }
    // the credentials are for this server alone
    if (location.getAuthority() != null && !location.getAuthority().equals(base.getAuthority())) {
      throw new TrackingFailure("the server keeps files on another server");
    }
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    Optional<String> header = server.access().header();
    header.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.build(),
        BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
  }

  @Override
  public void close() {
    http.shutdownNow(); // close() would wait for a server that hangs
  }
}
