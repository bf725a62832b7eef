package dev.keepsake.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keepsake.eval.mlflow.TrackingOutcome;
import dev.keepsake.eval.mlflow.TrackingOutcome.Logged;
import dev.keepsake.eval.mlflow.TrackingOutcome.NotLogged;
import dev.keepsake.eval.mlflow.TrackingOutcome.Partly;
import dev.keepsake.tool.WireJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is said of the logging of a run.
///
/// @param outcome empty if it was not to be logged
record Tracked(Optional<TrackingOutcome> outcome) {

  /// One line for a person; empty if there is nothing to tell.
  Optional<String> line() {
    return outcome.map(told -> text(told) + fitted(told.notes()));
  }

  private static String text(TrackingOutcome outcome) {
    return switch (outcome) {
      case Logged(var run, var _) -> "The run is logged at " + run + ".";
      case Partly(var run, var missing, var _, var copy) ->
          "The run is logged in part at %s, without %s.%s"
              .formatted(run, String.join("; ", missing), whole(copy));
      case NotLogged(var reason, var _, var copy) ->
          "The run is not logged: " + reason + "." + whole(copy);
    };
  }

  private static String whole(Optional<Path> copy) {
    return copy.map(folder -> " All of it is in " + folder + ".").orElse("");
  }

  private static String fitted(List<String> notes) {
    return notes.isEmpty() ? "" : " To fit it, " + String.join("; ", notes) + ".";
  }

  ObjectNode json() {
    ObjectNode json = WireJson.MAPPER.createObjectNode();
    if (outcome.isEmpty()) {
      return json.put("status", "off");
    }
    switch (outcome.get()) {
      case Logged(var run, var _) -> json.put("status", "logged").put("run", run);
      case Partly(var run, var missing, var _, var copy) -> {
        json.put("status", "logged_in_part").put("run", run);
        missing.forEach(json.putArray("missing")::add);
        copy(copy, json);
      }
      case NotLogged(var reason, var _, var copy) -> {
        json.put("status", "not_logged").put("reason", reason);
        copy(copy, json);
      }
    }
    outcome.get().notes().forEach(json.putArray("notes")::add);
    return json;
  }

  private static void copy(Optional<Path> copy, ObjectNode json) {
    copy.ifPresent(folder -> json.put("copy", folder.toString()));
  }
}
