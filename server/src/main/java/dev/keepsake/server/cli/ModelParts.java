package dev.keepsake.server.cli;

import dev.keepsake.llm.ModelReach;
import dev.keepsake.prompt.Prompt;
import dev.keepsake.prompt.PromptProblem;
import dev.keepsake.prompt.Prompts;
import dev.keepsake.prompt.PromptsPlace;
import dev.keepsake.prompt.PromptsReading;
import dev.keepsake.server.cli.HealthPart.State;
import java.util.List;

/// The language model and what it reads, as parts of an installation.
final class ModelParts {
  private ModelParts() {}

  /// Prompts that can't be used are a warning: what runs has read those before, and the next start
  /// is refused.
  static HealthPart prompts(PromptsPlace place) {
    return switch (Prompts.reading(place)) {
      case PromptsReading.Good(var prompts) -> {
        List<String> own =
            prompts.all().stream()
                .filter(prompt -> prompt.file().path().isPresent())
                .map(Prompt::name)
                .toList();
        yield HealthPart.of(
            "prompts",
            State.OK,
            own.isEmpty()
                ? "all as shipped"
                : "your own %s, from %s".formatted(String.join(", ", own), place.folder()),
            facts -> own.forEach(facts.putArray("replaced")::add));
      }
      case PromptsReading.Broken(var problems) ->
          HealthPart.of(
              "prompts",
              State.WARNING,
              "they can't be used; what runs goes on by those before, and nothing new starts: "
                  + String.join(" ", problems.stream().map(PromptProblem::sentence).toList()),
              facts ->
                  problems.stream()
                      .map(PromptProblem::sentence)
                      .forEach(facts.putArray("problems")::add));
    };
  }

  /// Memories are saved and found without it; of an endpoint only the list of its models is asked.
  static HealthPart model(ModelReach reach) {
    return switch (reach) {
      case ModelReach.None() -> part(State.OK, "none is set, and none is needed");
      case ModelReach.Answers(var model, var place, var models) -> answers(model, place, models);
      case ModelReach.RefusesKey(var model, var place, var status) ->
          known(
              State.FAILED,
              model,
              place,
              "%s does not let this key in (HTTP %d): set OPENAI_API_KEY to one that may use %s."
                  .formatted(place, status, model));
      case ModelReach.Away(var model, var place) ->
          known(
              State.WARNING,
              model,
              place,
              "%s does not answer; what needs %s waits, or is done by rules"
                  .formatted(place, model));
      case ModelReach.Scripted(var file, var answers) ->
          HealthPart.of(
              "model",
              State.OK,
              "a script in its place, %s: %d answers".formatted(file, answers),
              facts -> facts.put("script", file).put("answers", answers));
      case ModelReach.Unusable(var reason) -> part(State.FAILED, reason);
    };
  }

  private static HealthPart answers(String model, String place, ModelReach.Models models) {
    return switch (models) {
      case NAMED ->
          known(State.OK, model, place, "%s, among the models of %s".formatted(model, place));
      case UNTOLD ->
          known(
              State.OK,
              model,
              place,
              "%s; %s answers, and does not tell its models".formatted(model, place));
      case OTHERS ->
          known(
              State.WARNING,
              model,
              place,
              "%s answers, and %s is not among its models: check chat_model_name"
                  .formatted(place, model));
    };
  }

  private static HealthPart known(State state, String model, String place, String summary) {
    return HealthPart.of(
        "model", state, summary, facts -> facts.put("model", model).put("place", place));
  }

  private static HealthPart part(State state, String summary) {
    return HealthPart.of("model", state, summary, _ -> {});
  }
}
