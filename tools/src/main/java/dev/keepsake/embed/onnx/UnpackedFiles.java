package dev.keepsake.embed.onnx;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/// The native libraries and the model, unpacked from their jars into a folder that processes share.
///
/// Left to themselves the libraries unpack into the home and temporary folders, at every start.
/// Here each version has a subfolder of its own, a file is written aside under an OS lock, flushed
/// and renamed, so that what is there is complete; where all is there, nothing is written.
///
/// @param folder the subfolder of this version
record UnpackedFiles(Path folder, Platform platform) {
  private static final String MODEL = "all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";
  private static final Object ONE_THREAD = new Object(); // an OS lock is held by the process

  static UnpackedFiles in(Path home) throws IOException {
    Platform platform = Platform.here();
    List<Source> sources = sources(platform);
    Path folder = home.toAbsolutePath().resolve(version(sources));
    UnpackedFiles files = new UnpackedFiles(folder, platform);
    if (!files.missing(sources).isEmpty()) {
      files.unpack(sources);
    }
    return files;
  }

  static InputStream tokenizer() throws IOException {
    return resource(TOKENIZER).openStream();
  }

  Path model() {
    return folder.resolve(MODEL);
  }

  /// Tells both libraries where their native parts are, and the tokenizer's that it is to stay off
  /// the network (it asks a cloud's metadata address and reports its use otherwise). Read by them
  /// when their first class is loaded.
  void announce() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("onnxruntime.native.path", folder.toString());
    System.setProperty("RUST_LIBRARY_PATH", folder.resolve(platform.tokenizerLibrary()).toString());
    if (System.getProperty("jna.tmpdir") == null) { // by which the tokenizer looks for a GPU
      System.setProperty("jna.tmpdir", folder.toString());
    }
  }

  private static List<Source> sources(Platform platform) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String path : platform.libraries()) {
      sources.add(Source.of(path));
    }
    sources.add(Source.of(MODEL));
    return sources;
  }

  private static URL resource(String path) throws IOException {
    URL url = UnpackedFiles.class.getResource("/" + path);
    if (url == null) {
      throw new FileNotFoundException(path + " is not on the class path");
    }
    return url;
  }

  private static String version(List<Source> sources) {
    CRC32 crc = new CRC32();
    for (Source source : sources) {
      String line = "%s %d %d\n".formatted(source.name(), source.size(), source.crc());
      crc.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return "onnx-%08x".formatted(crc.getValue());
  }

  private List<Source> missing(List<Source> sources) throws IOException {
    List<Source> missing = new ArrayList<>();
    for (Source source : sources) {
      Path file = folder.resolve(source.name());
      if (!Files.isRegularFile(file) || Files.size(file) != source.size()) {
        missing.add(source);
      }
    }
    return missing;
  }

  private void unpack(List<Source> sources) throws IOException {
    Files.createDirectories(folder, ownerOnly("rwx------"));
    synchronized (ONE_THREAD) {
      try (FileChannel channel = open(folder.resolve("unpacking.lock"))) {
        channel.lock(); // until the channel is closed
        for (Source source : missing(sources)) { // again: another process may have been quicker
          write(source, folder.resolve(source.name()), folder.resolve(source.name() + ".part"));
        }
      }
    }
  }

  private static void write(Source source, Path file, Path aside) throws IOException {
    Files.deleteIfExists(aside); // of a process that was killed
    try (InputStream in = source.open();
        FileChannel out = open(aside)) {
      in.transferTo(Channels.newOutputStream(out));
      out.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly("rw-------"));
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// A resource, with what tells one version of it from another.
  private record Source(String name, URI location, long size, long crc) {
    static Source of(String path) throws IOException {
      URL url = resource(path);
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (!(url.openConnection() instanceof JarURLConnection connection)) {
        throw new IOException(url + " is not in a jar");
      }
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        JarEntry entry = jar.getJarEntry(path);
        return new Source(name, URI.create(url.toString()), entry.getSize(), entry.getCrc());
      }
    }

    InputStream open() throws IOException {
      return location.toURL().openStream();
    }
  }
}
