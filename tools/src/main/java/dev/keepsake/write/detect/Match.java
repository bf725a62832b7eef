package dev.keepsake.write.detect;

import com.google.re2j.Matcher;

/// What a pattern matched in a part of a text.
///
/// @param from where the part begins in the text
record Match(Matcher matcher, int from) {
  int start() {
    return from + matcher.start();
  }

  int end() {
    return from + matcher.end();
  }

  boolean has(String group) {
    return matcher.start(group) >= 0;
  }

  int start(String group) {
    return from + matcher.start(group);
  }
}
