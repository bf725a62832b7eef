package dev.keepsake.error;

/// Why a call was refused. The slug is public API: clients and agents branch on it, so it never
/// changes meaning.
public enum ErrorCode {
  EMBEDDER_UNAVAILABLE("embedder-unavailable", 503, Fault.TRANSIENT),
  OVERLOADED("overloaded", 503, Fault.TRANSIENT);

  /// Who has to act: the caller by changing the request, nobody but time, or us.
  public enum Fault {
    CALLER,
    TRANSIENT,
    SERVER
  }

  private final String slug;
  private final int httpStatus;
  private final Fault fault;

  ErrorCode(String slug, int httpStatus, Fault fault) {
    this.slug = slug;
    this.httpStatus = httpStatus;
    this.fault = fault;
  }

  public String slug() {
    return slug;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Fault fault() {
    return fault;
  }
}
