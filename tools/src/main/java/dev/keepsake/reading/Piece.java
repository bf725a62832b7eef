package dev.keepsake.reading;

/// What stands encoded in [from, to) of a text.
record Piece(int from, int to, String text) {
  int length() {
    return to - from;
  }
}
