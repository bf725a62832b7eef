package dev.keepsake.eval.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.eval.mlflow.Access.Basic;
import dev.keepsake.eval.mlflow.Access.Bearer;
import dev.keepsake.eval.mlflow.Destination.Folder;
import dev.keepsake.eval.mlflow.Destination.Server;
import dev.keepsake.eval.mlflow.Destination.Unusable;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrackingSettingsTest {
  private static final Path HOME = Path.of("/home/ada");

  private static TrackingSettings settings(String... namesAndValues) {
    var environment = new HashMap<String, String>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      environment.put(namesAndValues[at], namesAndValues[at + 1]);
    }
    return TrackingSettings.of(environment, HOME);
  }

  private static Destination at(String address) {
    return settings("MLFLOW_TRACKING_URI", address).destination();
  }

  @Test
  void without_a_word_runs_go_into_the_folder_that_is_handed_in() {
    TrackingSettings settings = settings();

    assertThat(settings.destination()).isEqualTo(new Folder(HOME.resolve("mlruns")));
    assertThat(settings.experiment()).isEqualTo("keepsake");
    assertThat(at("  ")).isEqualTo(new Folder(HOME.resolve("mlruns")));
    assertThat(settings("MLFLOW_EXPERIMENT_NAME", "nightly").experiment()).isEqualTo("nightly");
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/runs, /srv/runs",
    "file:/srv/runs, /srv/runs",
    "file:///srv/runs%20here/, /srv/runs here",
    "FILE:///srv/x/../runs, /srv/runs"
  })
  void a_folder_is_a_path_or_a_file_address(String address, Path folder) {
    assertThat(at(address)).isEqualTo(new Folder(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs/here", "file:runs/here", "./runs/here"})
  void a_relative_folder_is_beside_the_working_folder(String address) {
    assertThat(at(address)).isEqualTo(new Folder(Path.of("runs/here").toAbsolutePath()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:5000, http://127.0.0.1:5000",
    "https://track.example/mlflow//, https://track.example/mlflow",
    "HTTPS://track.example/?a=b#c, https://track.example",
    "http://[::1]:5000/, http://[::1]:5000"
  })
  void a_server_is_known_without_slash_and_query(String address, URI base) {
    assertThat(at(address)).isEqualTo(new Server(base, new Access.Open()));
  }

  @Test
  void the_user_comes_before_the_token_and_both_before_the_address() {
    String address = "http://eve:a%40b%2Bc+d@track.example";
    String[] user = {"MLFLOW_TRACKING_USERNAME", "ada"};
    String[] password = {"MLFLOW_TRACKING_PASSWORD", "p"};
    String[] token = {"MLFLOW_TRACKING_TOKEN", "t"};

    assertThat(access(address)).isEqualTo(new Basic("eve", "a@b+c+d"));
    assertThat(access("http://eve@track.example")).isEqualTo(new Basic("eve", ""));
    assertThat(access(address, token)).isEqualTo(new Bearer("t"));
    assertThat(access(address, token, user, password)).isEqualTo(new Basic("ada", "p"));
    assertThat(access(address, user)).isEqualTo(new Basic("eve", "a@b+c+d"));
  }

  private static Access access(String address, String[]... variables) {
    var environment = new HashMap<>(Map.of("MLFLOW_TRACKING_URI", address));
    for (String[] variable : variables) {
      environment.put(variable[0], variable[1]);
    }
    Destination destination = TrackingSettings.of(environment, HOME).destination();
    assertThat(destination).isInstanceOf(Server.class);
    return ((Server) destination).access();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "databricks",
        "databricks://profile",
        "sqlite:///x.db",
        "postgresql://ada:s3cret@db/x",
        "http:///x",
        "http://ada:s3cret@bad host/",
        "http://ada:s3@cret@host/",
        "file://%zz",
        "file:///x?y=1"
      })
  void what_can_t_be_used_is_said_without_the_address(String address) {
    assertThat(at(address))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable ->
                assertThat(unusable.reason())
                    .startsWith("MLFLOW_TRACKING_URI ")
                    .doesNotContain("s3cret", "ada"));
  }

  @Test
  void credentials_are_not_printed() {
    assertThat(new Basic("ada", "s3cret").toString()).doesNotContain("s3cret");
    assertThat(new Bearer("s3cret").toString()).doesNotContain("s3cret");
    assertThat(at("http://ada:s3cret@track.example").toString()).doesNotContain("s3cret");
  }
}
