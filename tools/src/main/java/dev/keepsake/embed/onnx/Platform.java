package dev.keepsake.embed.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// For which system native libraries are needed, and how the two jars call it.
///
/// @param os `linux`, `osx` or `win`
/// @param arm whether the processor is an ARM of 64 bits; otherwise it is an x86 of 64 bits
record Platform(String os, boolean arm) {

  static Platform here() throws IOException {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /// @throws IOException if no native library is shipped for it
  static Platform of(String osName, String architecture) throws IOException {
    String name = osName.toLowerCase(Locale.ROOT);
    String os =
        name.startsWith("linux")
            ? "linux"
            : name.startsWith("mac") ? "osx" : name.startsWith("win") ? "win" : "";
    boolean arm = architecture.equals("aarch64");
    boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
    boolean shipped = arm ? !os.equals("win") : intel && !os.equals("osx");
    if (os.isEmpty() || !shipped) {
      throw new IOException(
          "there is no in-process embedding model for %s on %s".formatted(osName, architecture));
    }
    return new Platform(os, arm);
  }

  /// Paths in the jars.
  List<String> libraries() {
    String runtime = "ai/onnxruntime/native/" + os + (arm ? "-aarch64/" : "-x64/");
    String tokenizer = "native/lib/" + os + (arm ? "-aarch64/cpu/" : "-x86_64/cpu/");
    List<String> paths = new ArrayList<>();
    paths.add(runtime + library("onnxruntime"));
    paths.add(runtime + library("onnxruntime4j_jni"));
    if (os.equals("win")) { // which the tokenizer's own library is linked to
      paths.add(tokenizer + "libwinpthread-1.dll");
      paths.add(tokenizer + "libgcc_s_seh-1.dll");
      paths.add(tokenizer + "libstdc++-6.dll");
    }
    paths.add(tokenizer + tokenizerLibrary());
    return List.copyOf(paths);
  }

  String tokenizerLibrary() {
    return library("tokenizers");
  }

  private String library(String name) {
    return switch (os) {
      case "win" -> name + ".dll";
      case "osx" -> "lib" + name + ".dylib";
      default -> "lib" + name + ".so";
    };
  }
}
