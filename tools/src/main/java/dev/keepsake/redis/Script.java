package dev.keepsake.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A program that Redis carries out as one step. Carrying it out twice must be the same as once:
/// where a connection breaks, nobody knows whether it was.
///
/// @param name to be told by
/// @param hash what Redis keeps it under
public record Script(String name, String text, String hash) {

  /// Reads `<name>.lua`, which lies beside `room` on the class path.
  public static Script load(Class<?> room, String name) {
    try (InputStream file = room.getResourceAsStream(name + ".lua")) {
      if (file == null) {
        throw new IllegalStateException(name + ".lua is missing beside " + room.getName());
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Script(name, text, hash(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-1", e);
    }
  }
}
