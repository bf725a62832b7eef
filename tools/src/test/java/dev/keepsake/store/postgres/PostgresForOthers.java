package dev.keepsake.store.postgres;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.opentest4j.TestAbortedException;

/// A process that keeps a migrated Postgres for the tests of another module: prints its URLs, then
/// heeds `stop` and `start` on its standard input, and ends with it.
///
/// The first argument is `durable`, to sync commits to disk, or `fast`.
public final class PostgresForOthers {
  private PostgresForOthers() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // whatever logs on the way is no answer
    System.setProperty(PostgresServer.SYNCED, Boolean.toString(arguments[0].equals("durable")));
    try (LocalPostgres postgres = LocalPostgres.migrated()) {
      answers.println("superuser " + postgres.jdbcUrl());
      answers.println("owner " + postgres.ownerUrl());
      answers.println("application " + postgres.applicationUrl());
      answers.println("ready");
      heed(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
    } catch (TestAbortedException e) {
      answers.println("missing " + e.getMessage());
    }
    System.exit(0);
  }

  private static void heed(BufferedReader words, PrintStream answers) throws Exception {
    for (String word = words.readLine(); word != null; word = words.readLine()) {
      PostgresServer.shared().tell(word);
      answers.println("done");
    }
  }
}
