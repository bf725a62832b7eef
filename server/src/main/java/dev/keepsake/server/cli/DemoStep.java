package dev.keepsake.server.cli;

import java.util.List;

/// One thing that the demo did.
///
/// @param title what it shows, in plain words
/// @param call what was asked
/// @param answer what came back; the word that it turns on, then more lines
/// @param asExpected false if this is not what the title says
/// @param millis how long the call took
record DemoStep(String title, String call, List<String> answer, boolean asExpected, double millis) {
  DemoStep {
    answer = List.copyOf(answer);
  }
}
