package dev.keepsake.embed.openai;

import dev.keepsake.embed.EmbeddedText;
import dev.keepsake.embed.Embedder;
import dev.keepsake.embed.EmbedderState;
import dev.keepsake.embed.Embedding;
import dev.keepsake.embed.EmbeddingSpace;
import dev.keepsake.llm.openai.EndpointHttp;
import dev.keepsake.llm.openai.OpenAiEndpoint;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model behind an endpoint like OpenAI's.
///
/// Every failure is `EMBEDDER_UNAVAILABLE`, with what to do about it; nothing is tried again here.
/// A vector that is not of the space's dimension is refused.
public final class OpenAiEmbedder implements Embedder {
  /// Whatever the caller's patience is.
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  /// OpenAI takes 2,048 texts and 300,000 tokens in one request.
  private static final int MOST_PIECES = 512;

  private static final int MOST_TOKENS = 250_000;

  private final EmbeddingSpace space;
  private final OpenAiEmbeddingModel model;
  private final EmbeddingFailures failures;
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("embed-openai-", 1).factory());

  public OpenAiEmbedder(OpenAiEndpoint endpoint, EmbeddingSpace space) {
    this(endpoint, space, LoggerFactory.getLogger(OpenAiEmbedder.class));
  }

  OpenAiEmbedder(OpenAiEndpoint endpoint, EmbeddingSpace space, Logger log) {
    this.space = space;
    this.failures = new EmbeddingFailures(space, endpoint, new Outage(space.model(), log));
    var builder =
        OpenAiEmbeddingModel.builder()
            .httpClientBuilder(new OrderedAnswers.Builder(EndpointHttp.builder()))
            .baseUrl(endpoint.baseUrl().toString())
            .modelName(space.model())
            .timeout(LONGEST_CALL)
            .maxSegmentsPerBatch(MOST_PIECES)
            .maxRetries(0); // the rows of the store know what is to be tried again, and when
    endpoint.key().ifPresent(key -> builder.apiKey(key.value()));
    if (space.model().startsWith("text-embedding-3")) { // others may refuse to be told
      builder.dimensions(space.dimension());
    }
    this.model = builder.build();
  }

  @Override
  public EmbeddingSpace space() {
    return space;
  }

  /// `Ready` also while the endpoint can't be reached: it may be the next time.
  @Override
  public EmbedderState state() {
    return new EmbedderState.Ready();
  }

  @Override
  public EmbeddedText embed(String text, Duration patience) {
    return embedAll(List.of(text), patience).getFirst();
  }

  /// In one request, or as few as the endpoint's limits allow.
  @Override
  public List<EmbeddedText> embedAll(List<String> texts, Duration patience) {
    if (texts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a blank text has no embedding");
    }
    List<List<String>> pieces = texts.stream().map(TextWindows::cut).toList();
    long deadline = System.nanoTime() + patience.toNanos();
    var vectors = new ArrayList<Embedding>();
    for (List<String> request : requests(pieces)) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      vectors.addAll(within(request, left, patience));
    }
    var embedded = new ArrayList<EmbeddedText>(texts.size());
    int next = 0;
    for (List<String> ofText : pieces) {
      embedded.add(new EmbeddedText(space, vectors.subList(next, next + ofText.size())));
      next += ofText.size();
    }
    return List.copyOf(embedded);
  }

  private static List<List<String>> requests(List<List<String>> texts) {
    var requests = new ArrayList<List<String>>();
    var request = new ArrayList<String>();
    int tokens = 0;
    for (String piece : texts.stream().flatMap(List::stream).toList()) {
      int more = TextWindows.mostTokens(piece);
      if (request.size() == MOST_PIECES || tokens + more > MOST_TOKENS) {
        requests.add(List.copyOf(request));
        request.clear();
        tokens = 0;
      }
      request.add(piece);
      tokens += more;
    }
    if (!request.isEmpty()) {
      requests.add(List.copyOf(request));
    }
    return requests;
  }

  /// @param patience all of it, of which `left` is left
  private List<Embedding> within(List<String> pieces, Duration left, Duration patience) {
    Future<List<Embedding>> answer = submit(pieces);
    try {
      List<Embedding> vectors = answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      failures.answered();
      return vectors;
    } catch (TimeoutException e) {
      throw failures.late(patience);
    } catch (CancellationException e) {
      throw failures.closing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof dev.keepsake.error.MemoryException told
          ? told
          : failures.told(e, patience);
    } finally {
      answer.cancel(true); // without effect on one that was given
    }
  }

  private Future<List<Embedding>> submit(List<String> pieces) {
    try {
      return calls.submit(() -> ask(pieces));
    } catch (RejectedExecutionException e) {
      throw failures.closing();
    }
  }

  private List<Embedding> ask(List<String> pieces) {
    var answer = model.embedAll(pieces.stream().map(TextSegment::from).toList()).content();
    if (answer.size() != pieces.size()) {
      throw failures.unintelligible();
    }
    return answer.stream().map(one -> vector(one.vector())).toList();
  }

  private Embedding vector(float[] values) {
    if (values.length != space.dimension()) {
      throw failures.wrongLength(values.length);
    }
    try {
      return Embedding.of(values);
    } catch (IllegalArgumentException e) {
      throw failures.unintelligible(); // zeros, say
    }
  }

  /// Ends the calls that are under way.
  @Override
  public void close() {
    calls.shutdownNow();
  }
}
