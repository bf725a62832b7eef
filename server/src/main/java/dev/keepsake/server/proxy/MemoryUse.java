package dev.keepsake.server.proxy;

import java.util.LinkedHashMap;
import java.util.Map;

/// What memory has done for one request so far, as the caller is told in headers. For one thread.
final class MemoryUse {
  /// How memory stands to a request.
  enum State {
    OK("ok"),
    /// It was asked and did not answer: the answer is without it, or without some of it.
    UNAVAILABLE("unavailable"),
    /// The request wants none, names no user, or the caller has no right to any.
    OFF("off");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private State state;
  private int recalled;
  private int saved;

  MemoryUse(State state) {
    this.state = state;
  }

  State state() {
    return state;
  }

  int recalled() {
    return recalled;
  }

  int saved() {
    return saved;
  }

  void recalled(int memories) {
    recalled += memories;
  }

  void savedOne() {
    saved++;
  }

  void failed() {
    state = State.UNAVAILABLE;
  }

  Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("X-Keepsake-Memory", state.word());
    headers.put("X-Keepsake-Recalled", Integer.toString(recalled));
    headers.put("X-Keepsake-Saved", Integer.toString(saved));
    return headers;
  }
}
