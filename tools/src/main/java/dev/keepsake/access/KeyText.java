package dev.keepsake.access;

import dev.keepsake.memory.IdSource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// An API key as it is carried: `ks_`, 8 characters by which people recognise it, `_`, and 256
/// random bits, all in digits and letters, so that a double click marks the whole of it. What is
/// shown of this object is the prefix alone.
public final class KeyText {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RECOGNISED = 8;
  private static final int SECRET_BYTES = 32;

  /// 62^43 is the first power over 2^256.
  private static final int SECRET = 43;

  private static final String PREFIX = "ks_[0-9A-Za-z]{" + RECOGNISED + "}";
  private static final Pattern WHOLE = Pattern.compile(PREFIX + "_[0-9A-Za-z]{" + SECRET + "}");
  private static final Pattern NAMED = Pattern.compile("(" + PREFIX + ")(_[0-9A-Za-z]+)?");

  private final String text;

  private KeyText(String text) {
    this.text = text;
  }

  /// @return empty if it has not the form of a key
  public static Optional<KeyText> read(String text) {
    return WHOLE.matcher(text).matches() ? Optional.of(new KeyText(text)) : Optional.empty();
  }

  /// The prefix that somebody means who types it, with `ks_` or without, or who pastes the key.
  ///
  /// @return empty if it is no prefix
  static Optional<String> readPrefix(String typed) {
    var named = NAMED.matcher(typed.startsWith("ks_") ? typed : "ks_" + typed);
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }

  static KeyText draw(IdSource ids) {
    // eight bytes spread over 62^8 prefixes well enough: it only has to be another one each time
    String recognised = digits(ids.random(Long.BYTES), RECOGNISED);
    return new KeyText("ks_" + recognised + "_" + digits(ids.random(SECRET_BYTES), SECRET));
  }

  private static String digits(byte[] random, int count) {
    var base = BigInteger.valueOf(DIGITS.length());
    var left = new BigInteger(1, random);
    var digits = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      BigInteger[] divided = left.divideAndRemainder(base);
      digits.append(DIGITS.charAt(divided[1].intValue()));
      left = divided[0];
    }
    return digits.toString();
  }

  /// By which the key is recognised.
  public String prefix() {
    return text.substring(0, "ks_".length() + RECOGNISED);
  }

  /// SHA-256 of the whole, in hexadecimal. Nothing slower is needed: what has 256 random bits can't
  /// be guessed from its hash.
  public String hash() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The key itself, for whoever it was made for.
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return prefix() + "_***";
  }
}
