package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.Keepsake;
import dev.keepsake.server.config.Settings;
import dev.keepsake.store.postgres.PostgresMigration.Outcome;
import dev.keepsake.store.postgres.PostgresSettings;
import dev.keepsake.store.postgres.PostgresUrl;
import dev.keepsake.tool.WireJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `keepsake migrate`
@Command(
    name = "migrate",
    description =
        "Make or update the tables of production mode's Postgres, as their owner; the servers only"
            + " look whether that was done.",
    sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
  private static final String USUAL_ROLE = "keepsake_app";

  private final Workbench workbench;
  @Mixin private CommonOptions common = new CommonOptions();

  MigrateCommand(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Integer call() {
    Settings settings = workbench.briefSettings(common.settings());
    PostgresUrl owner =
        settings
            .databaseOwner()
            .orElseThrow(() ->
                new UsageException(
                    "migrate needs KEEPSAKE_DATABASE_OWNER_URL: the Postgres database, with the"
                        + " role that owns its tables. (A data folder migrates by itself.)"));
    String servers =
        settings
            .keepsake()
            .database()
            .map(PostgresSettings::url)
            .flatMap(PostgresUrl::user)
            .orElse(USUAL_ROLE);
    Outcome outcome = Keepsake.migrate(owner, servers);
    workbench
        .shell()
        .out()
        .println(common.json() ? json(outcome, servers) : said(outcome, servers));
    return ExitCode.DONE;
  }

  private static String said(Outcome outcome, String servers) {
    String done =
        outcome.before() == outcome.after()
            ? "The tables are of version %d already".formatted(outcome.after())
            : "The tables are of version %d now (before: %s)"
                .formatted(
                    outcome.after(),
                    outcome.before() == 0 ? "none" : Integer.toString(outcome.before()));
    return "%s; servers use the role %s.".formatted(done, servers);
  }

  private static ObjectNode json(Outcome outcome, String servers) {
    return WireJson.MAPPER
        .createObjectNode()
        .put("version_before", outcome.before())
        .put("version", outcome.after())
        .put("application_role", servers);
  }
}
