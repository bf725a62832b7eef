package dev.keepsake.embed.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A process that embeds a text, and prints every web address that is asked for meanwhile instead
/// of letting it be reached. With `unguarded` the tokenizer is loaded without this package.
final class NetworkProbe {

  private NetworkProbe() {}

  public static void main(String[] args) throws IOException {
    URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Printing() : null);
    if (args[0].equals("unguarded")) {
      try (InputStream in = UnpackedFiles.tokenizer()) {
        HuggingFaceTokenizer.newInstance(in, Map.of()).close();
      }
      return;
    }
    try (var embedder = OnnxEmbedder.start(Path.of(args[0]), OnnxSettings.defaults())) {
      embedder.embed("The user likes tea.", Duration.ofSeconds(60));
      System.out.println(embedder.state());
    }
  }

  private static final class Printing extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      System.out.println("asked for " + url);
      throw new ConnectException("no network in this test");
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
      return openConnection(url);
    }
  }
}
