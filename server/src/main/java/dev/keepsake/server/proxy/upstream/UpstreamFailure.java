package dev.keepsake.server.proxy.upstream;

import java.io.IOException;

/// The upstream has no answer that could be passed on.
public final class UpstreamFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /// What went wrong. The codes are public: clients branch on them.
  public enum Kind {
    NOT_CONFIGURED("upstream_not_configured", 503),
    UNAVAILABLE("upstream_unavailable", 502),
    TIMEOUT("upstream_timeout", 504),
    INVALID("upstream_invalid_answer", 502),
    INTERRUPTED("upstream_interrupted", 502),
    /// The upstream is this server.
    LOOP("upstream_loop", 508),
    /// The model goes on calling tools when it is told not to.
    TOO_MANY_ROUNDS("too_many_tool_rounds", 502);

    private final String code;
    private final int status;

    Kind(String code, int status) {
      this.code = code;
      this.status = status;
    }

    public String code() {
      return code;
    }

    public int status() {
      return status;
    }
  }

  private final Kind kind;

  /// @param sentence for the caller: names no host and no key
  public UpstreamFailure(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public UpstreamFailure(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// The sentence for the caller.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
