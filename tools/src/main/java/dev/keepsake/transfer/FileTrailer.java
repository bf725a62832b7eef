package dev.keepsake.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// The last line of an export, by which a file that was cut or changed gives itself away.
///
/// @param sha256 of every byte before this line, in hexadecimal
record FileTrailer(long memories, String sha256) {
  private static final String MARK = "end";

  static boolean is(ObjectNode line) {
    return line.has(MARK);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(MARK, FileHeader.FORMAT);
    json.writeNumberField("memories", memories);
    json.writeStringField("sha256", sha256);
    json.writeEndObject();
  }

  /// @throws IllegalArgumentException saying what is wrong with the line
  static FileTrailer read(ObjectNode line) {
    var fields = new Fields(line);
    fields.text(MARK);
    var trailer = new FileTrailer(fields.count("memories"), fields.text("sha256"));
    fields.requireNothingElse();
    return trailer;
  }
}
