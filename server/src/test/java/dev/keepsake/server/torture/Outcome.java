package dev.keepsake.server.torture;

import java.util.List;

/// Of one round: what is worth a line, and what was wrong.
record Outcome(String line, List<String> faults) {
  Outcome {
    faults = List.copyOf(faults);
  }
}
