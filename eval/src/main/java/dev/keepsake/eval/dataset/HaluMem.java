package dev.keepsake.eval.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads the files of HaluMem (`HaluMem-Medium.jsonl`, `HaluMem-Long.jsonl`), which are not
/// shipped: a person on each line, with sessions of a dialogue and the memory points that it ought
/// to leave.
///
/// Every session becomes a case:
///
/// - A memory point is an expected write, whatever its source; HaluMem's types are none of ours, so
///   any type is right.
/// - An `interference` point, which the assistant made up and the user did not take up, is a write
///   that must not be.
/// - A point is a whole sentence, and no memory repeats it word for word. Its keywords are three of
///   its content words at most: of those that were said in the session, first what the user said,
///   then what no point of the other kind has, then numbers, names, and the words that are rarest
///   among the points of this person. The person's own name is none. A point that has no such word
///   left, or one alone that is neither a name nor a number, is not asked for; nor is an
///   interference point all of whose words are in true points of its session as well. How many
///   these are is a warning.
/// - Where a point is an update, the first of its `original_memories` is remembered before the
///   session, as a fact, and must be replaced. What else earlier sessions left is not: each case
///   begins in a store of its own.
/// - A session that was only put in for distraction expects nothing. `questions`, `importance` and
///   unknown fields are not read.
///
/// What the figures mean: how two versions of Keepsake, or two models behind it, compare on the
/// same file. What they do not: HaluMem has a model judge the meaning of whole memories, over all
/// sessions in one store, and weighs points by importance, so these are not the figures that it
/// publishes. Recall is of wording that kept the telling words; a good paraphrase may be missed. A
/// write that says something true that is no memory point, or one that was left out, counts against
/// precision, which is so a lower bound.
public final class HaluMem {
  private static final int MOST_LINE_BYTES = 64 << 20;
  private static final String LINE = "(line)";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final String file;
  private final ContentWords words = new ContentWords();
  private final Set<String> uuids = new HashSet<>();

  private HaluMem(String file) {
    this.file = file;
  }

  /// All cases at once.
  ///
  /// @throws DatasetException at the first field that does not fit, naming line, user and field,
  ///   and if the file can't be read or has no case
  public static WriteDataset read(Path file) {
    String name = String.valueOf(file.getFileName());
    var cases = new ArrayList<WriteCase>();
    var warnings = new ArrayList<String>();
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      read(name, in, cases::add, warnings::add);
    } catch (IOException e) {
      throw new DatasetException(name, "could not be read", e);
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    return new WriteDataset(
        name, "halumem", "HaluMem, judged by words, not by meaning", hash, cases, warnings);
  }

  /// One person after the other, no more than one of them in memory.
  ///
  /// @param file what messages call it
  /// @param in not closed
  /// @throws DatasetException as above
  public static void read(
      String file, InputStream in, Consumer<WriteCase> cases, Consumer<String> warnings) {
    try {
      new HaluMem(file).all(in, cases, warnings);
    } catch (IOException e) {
      throw new DatasetException(file, "could not be read", e);
    }
  }

  private void all(InputStream in, Consumer<WriteCase> cases, Consumer<String> warnings)
      throws IOException {
    var lines = new BoundedLines(in, MOST_LINE_BYTES);
    for (Optional<byte[]> line = next(lines); line.isPresent(); line = next(lines)) {
      if (!isBlank(line.get())) {
        new HaluMemCases(user(line.get(), lines.number()), words).make(cases, warnings);
      }
    }
    if (uuids.isEmpty()) {
      throw new DatasetException(file, 1, LINE, "the file has no users");
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  private Optional<byte[]> next(BoundedLines lines) throws IOException {
    try {
      return lines.next();
    } catch (IllegalArgumentException e) {
      throw new DatasetException(file, lines.number(), LINE, String.valueOf(e.getMessage()));
    }
  }

  private HaluMemUser user(byte[] line, int number) {
    HaluMemUser user = HaluMemUser.read(new HaluMemFields(object(line, number), file, number, ""));
    if (!uuids.add(user.uuid())) {
      throw new DatasetException(file, number, "uuid", "\"" + user.uuid() + "\" was used before");
    }
    return user;
  }

  private JsonNode object(byte[] line, int number) {
    try {
      JsonNode json = JSON.readTree(line);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new DatasetException(file, number, LINE, "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new DatasetException(file, number, LINE, "not JSON: " + e.getMessage());
    }
    throw new DatasetException(file, number, LINE, "not a JSON object");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
