package dev.keepsake.eval.run;

import dev.keepsake.error.MemoryException;
import dev.keepsake.eval.dataset.WriteCase;
import dev.keepsake.eval.observe.Observation;
import dev.keepsake.eval.observe.Observation.PassedOver;
import dev.keepsake.extract.ExtractionOutcome;
import dev.keepsake.extract.Message;
import dev.keepsake.tool.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The local extractor, message by message, as it would work beside a conversation.
public final class HeuristicSubject implements Subject {
  private final CaseStores stores;
  private final String version = ExtractorVersion.sha256();

  /// @param stores closed with this
  public HeuristicSubject(CaseStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "heuristic";
  }

  @Override
  public SortedMap<String, String> parameters() {
    var parameters = new TreeMap<>(stores.parameters());
    parameters.put("extractor", "local_rules");
    parameters.put("extractor_sha256", version);
    return parameters;
  }

  @Override
  public Observation observe(WriteCase one) {
    try (CaseStore store = stores.open(one)) {
      var uses = new ArrayList<ToolUse>();
      var passedOver = new ArrayList<PassedOver>();
      long started = System.nanoTime();
      Optional<String> error = Optional.empty();
      try {
        List<Message> conversation = one.conversation();
        for (int last = 0; last < conversation.size(); last++) {
          store.reach(conversation.get(last));
          ExtractionOutcome outcome =
              store
                  .keepsake()
                  .extract()
                  .run(store.caller(Entry.LOCAL_RULES), conversation.subList(0, last + 1));
          outcome
              .uses()
              .forEach(use ->
                  uses.add(new ToolUse(use.tool(), use.arguments(), use.answer(), use.failed())));
          outcome
              .passedOver()
              .forEach(each -> passedOver.add(new PassedOver(each.sentence(), each.reason())));
        }
      } catch (MemoryException e) {
        error = Optional.of(e.code().slug() + ": " + e.getMessage());
      }
      var latency = Duration.ofNanos(System.nanoTime() - started);
      return store.observe(uses, passedOver, latency, error);
    }
  }

  @Override
  public void close() {
    stores.close();
  }
}
