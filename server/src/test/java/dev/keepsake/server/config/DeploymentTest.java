package dev.keepsake.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// What can be held of the compose file and the image where no Docker runs.
class DeploymentTest {
  private static final Path ROOT = Path.of(System.getProperty("keepsake.root"));

  /// `${NAME:-value}`, as Compose writes a variable with its default.
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

  private static Map<String, Object> services() throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
    return map(file.get("services"));
  }

  @SuppressWarnings("unchecked") // YAML's maps have strings for keys here
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Settings settings(String service) throws IOException {
    var environment = new TreeMap<String, String>();
    environment.put("KEEPSAKE_HOME", "/var/lib/keepsake");
    map(map(services().get(service)).get("environment"))
        .forEach((name, value) ->
            environment.put(name, VARIABLE.matcher(String.valueOf(value)).replaceAll("$1")));
    return new SettingsReader(environment, "keepsake", Path.of("/root"), Map.of()).read();
  }

  @Test
  void the_server_and_the_migration_are_given_settings_that_there_are() throws IOException {
    Settings server = settings("server");
    assertThat(server.keepsake().database()).isPresent();
    assertThat(server.keepsake().redis()).isPresent();
    assertThat(server.databaseOwner()).as("the owner's password is not the server's").isEmpty();
    assertThat(settings("migrate").databaseOwner()).isPresent();
  }

  @Test
  void owner_and_application_are_different_roles() throws IOException {
    Settings migrate = settings("migrate");
    assertThat(migrate.databaseOwner().orElseThrow().user()).contains("keepsake_owner");
    assertThat(migrate.keepsake().database().orElseThrow().url().user()).contains("keepsake_app");
    String roles = Files.readString(ROOT.resolve("deploy/postgres/roles.sh"));
    assertThat(roles).contains("create role keepsake_owner", "create role keepsake_app");
    assertThat(ROOT.resolve("deploy/postgres/roles.sh")).isExecutable();
  }

  /// Whoever exports what the compose file or the making of roles reads can still run commands.
  @Test
  void the_passwords_that_are_asked_for_are_no_unknown_settings() throws IOException {
    String all =
        Files.readString(ROOT.resolve("docker-compose.yml"))
            + Files.readString(ROOT.resolve("deploy/postgres/roles.sh"));
    var environment = new TreeMap<String, String>();
    Pattern.compile("KEEPSAKE_[A-Z]+_PASSWORD")
        .matcher(all)
        .results()
        .forEach(name -> environment.put(name.group(), "tiger"));
    assertThat(environment).hasSize(4);
    environment.put("KEEPSAKE_HOME", "/var/lib/keepsake");
    assertThat(new SettingsReader(environment, "keepsake", Path.of("/root"), Map.of()).read())
        .isNotNull();
  }

  @Test
  void the_image_is_built_without_the_passwords() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(".dockerignore"))).contains(".env");
  }

  @Test
  void the_servers_role_may_connect_and_no_more() throws IOException {
    assertThat(Files.readString(ROOT.resolve("deploy/postgres/roles.sh")))
        .contains("grant connect on database keepsake to keepsake_app;");
  }

  @Test
  void what_others_wait_for_has_a_health_check_and_nothing_is_published_beyond_loopback()
      throws IOException {
    for (String name : new String[] {"postgres", "redis", "mlflow"}) {
      assertThat(map(services().get(name))).as(name).containsKey("healthcheck");
    }
    services()
        .forEach((name, service) -> {
          Object ports = map(service).get("ports");
          assertThat(String.valueOf(ports == null ? "[127.0.0.1:]" : ports))
              .as(name)
              .contains("127.0.0.1:");
        });
    assertThat(Files.readString(ROOT.resolve("Dockerfile")))
        .contains("HEALTHCHECK", "USER keepsake", "jlink");
  }
}
