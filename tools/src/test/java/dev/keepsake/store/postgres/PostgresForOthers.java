package dev.keepsake.store.postgres;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.opentest4j.TestAbortedException;

/// A process that keeps a migrated Postgres for the tests of another module: prints its URLs, then
/// heeds `stop` and `start` on its standard input, and ends with it.
///
/// The first argument is `durable`, to sync commits to disk, or `fast`.
public final class PostgresForOthers {
  private PostgresForOthers() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty(PostgresServer.SYNCED, Boolean.toString(arguments[0].equals("durable")));
    try (LocalPostgres postgres = LocalPostgres.migrated()) {
      System.out.println("superuser " + postgres.jdbcUrl());
      System.out.println("owner " + postgres.ownerUrl());
      System.out.println("application " + postgres.applicationUrl());
      System.out.println("ready");
      heed(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    } catch (TestAbortedException e) {
      System.out.println("missing " + e.getMessage());
    }
    System.exit(0);
  }

  private static void heed(BufferedReader words) throws Exception {
    for (String word = words.readLine(); word != null; word = words.readLine()) {
      PostgresServer.shared().tell(word);
      System.out.println("done");
    }
  }
}
