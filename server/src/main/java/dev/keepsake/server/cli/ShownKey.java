package dev.keepsake.server.cli;

import dev.keepsake.access.AccessKeys.Made;
import dev.keepsake.server.console.Plain;

/// A key that was made, shown to a person, once.
final class ShownKey {
  private ShownKey() {}

  /// @param done what was done
  static void print(Workbench workbench, String done, Made made) {
    var ink = workbench.terminal().ink();
    var out = workbench.shell().out();
    out.println(ink.green(done) + "  " + made.text().reveal());
    out.println(
        "  This is the only time that the key is shown: keep it where its client finds it.");
    out.println("  " + ink.dim("for " + Plain.line(KeyListCommand.described(made.key().client()))));
    made.key()
        .life()
        .expires()
        .ifPresent(at -> out.println("  " + ink.dim("works until " + StoryTeller.shown(at))));
  }
}
