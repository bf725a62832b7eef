package dev.keepsake.server.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// Who makes tokens, with its public keys at an address of this machine.
final class Issuer implements AutoCloseable {
  static final String NAME = "https://login.example.com/";
  static final String AUDIENCE = "https://memory.example.com/mcp";

  /// How often the keys were asked for.
  final AtomicInteger asked = new AtomicInteger();

  private final HttpServer server;
  private volatile ECKey key = draw("key-1");
  private volatile JWK published = key.toPublicJWK();
  private volatile boolean away;

  Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/keys", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(away ? 500 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  static ECKey draw(String name) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  URI keys() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  ECKey key() {
    return key;
  }

  /// From now on the keys have another in their place.
  void rotate(String name) {
    key = draw(name);
    publish(key);
  }

  void publish(JWK other) {
    published = other.toPublicJWK();
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /// What is right, for `ada`.
  static JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(AUDIENCE)
        .subject("ada")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("organization", "acme")
        .claim("client_id", "assistant")
        .claim("scope", "openid memory:read memory:write");
  }

  String token(Instant now) {
    return token(now, claims -> claims);
  }

  String token(Instant now, UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(key, header(key.getKeyID()), change.apply(claims(now)).build());
  }

  static JWSHeader.Builder header(String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid);
  }

  static String sign(ECKey key, JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      return sign(new ECDSASigner(key), header, claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String sign(JWSSigner signer, JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(header.build(), claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
