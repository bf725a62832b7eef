package dev.keepsake.server.config;

import dev.keepsake.llm.openai.ApiKey;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import dev.keepsake.server.config.OpenAiVariables.Lookup;
import dev.keepsake.server.proxy.upstream.ProxySettings;
import dev.keepsake.server.proxy.upstream.ProxySettings.Behind;
import dev.keepsake.server.proxy.upstream.ProxySettings.UpstreamKey;
import java.time.Duration;
import java.util.List;

/// The settings of the chat proxy, and what stands behind it by the variables that everybody has.
final class ProxyOptions {
  private static final int HOUR_SECONDS = 3_600;

  final Setting<Integer> maxToolRounds =
      new Setting<>(
          "proxy_max_tool_rounds",
          Integer.toString(ProxySettings.MAX_TOOL_ROUNDS),
          Kind.whole(1, ProxySettings.MOST_TOOL_ROUNDS),
          "how often the chat proxy runs memory tools for one answer before the model has to answer"
              + " without");
  final Setting<Duration> timeout =
      new Setting<>(
          "proxy_timeout_seconds",
          Long.toString(ProxySettings.TIMEOUT.toSeconds()),
          Kind.whole(1, HOUR_SECONDS).map(Duration::ofSeconds),
          "seconds in which the model behind the chat proxy has to begin its answer");
  final Setting<Duration> idleTimeout =
      new Setting<>(
          "proxy_idle_timeout_seconds",
          Long.toString(ProxySettings.IDLE_TIMEOUT.toSeconds()),
          Kind.whole(1, HOUR_SECONDS).map(Duration::ofSeconds),
          "seconds that it may be silent within an answer");
  final Setting<Boolean> extract =
      new Setting<>(
          "proxy_extract",
          "false",
          Kind.flag(),
          "whether what users say through the chat proxy is also extracted by the local rules,"
              + " where a request does not say (`X-Keepsake-Extract`)");

  List<Setting<?>> all() {
    return List.of(maxToolRounds, timeout, idleTimeout, extract);
  }

  /// What is missing or wrong there stops no start: most servers have no proxy.
  static Behind behind(OpenAiVariables variables) {
    return switch (variables.lookup()) {
      case Lookup.Found(var endpoint) -> behind(endpoint);
      case Lookup.NoUrl() ->
          nobody(
              "%s in Keepsake's environment must be a URL like https://api.openai.com/v1, with no password and no query."
                  .formatted(OpenAiVariables.BASE_URL));
      case Lookup.NoKey() ->
          nobody(
              "The chat proxy has no model behind it: set %s (and %s, unless it is OpenAI's) in Keepsake's environment."
                  .formatted(OpenAiVariables.KEY, OpenAiVariables.BASE_URL));
      case Lookup.NotAKey(String rule) ->
          nobody(
              "%s in Keepsake's environment is not a key: %s."
                  .formatted(OpenAiVariables.KEY, rule));
    };
  }

  private static Behind behind(OpenAiEndpoint endpoint) {
    return new Behind.Endpoint(
        endpoint.baseUrl(), endpoint.key().map(ApiKey::value).map(UpstreamKey::new));
  }

  private static Behind nobody(String advice) {
    return new Behind.Nobody(advice);
  }
}
