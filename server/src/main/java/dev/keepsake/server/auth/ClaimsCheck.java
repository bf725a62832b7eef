package dev.keepsake.server.auth;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;

/// Whether a token is of the issuer, for this server and for now: `iss`, `aud` and `exp` must be
/// there and right, `nbf` and `iat` right where they are there.
final class ClaimsCheck extends DefaultJWTClaimsVerifier<SecurityContext> {
  /// By which the issuer's clock may be ahead or behind.
  static final Duration SKEW = Duration.ofMinutes(1);

  private final InstantSource clock;

  ClaimsCheck(JwtSettings settings, InstantSource clock) {
    super(
        new HashSet<>(settings.audiences()), // it is asked whether it has null
        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
        Set.of("exp"),
        Set.of());
    this.clock = clock;
    setMaxClockSkew((int) SKEW.toSeconds());
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }

  @Override
  public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
    super.verify(claims, context);
    if (claims.getExpirationTime() == null) {
      throw new BadJWTException("JWT without a time of expiry");
    }
    Date issued = claims.getIssueTime();
    if (issued != null && issued.toInstant().isAfter(clock.instant().plus(SKEW))) {
      throw new BadJWTException("JWT issued in the future");
    }
  }
}
