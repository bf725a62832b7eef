package dev.keepsake.server.console;

/// Colours, or none where the reader is no terminal or asked for none.
public enum Ink {
  PLAIN,
  COLOURED;

  public String bold(String text) {
    return painted("1", text);
  }

  public String dim(String text) {
    return painted("2", text);
  }

  public String green(String text) {
    return painted("32", text);
  }

  public String yellow(String text) {
    return painted("33", text);
  }

  public String red(String text) {
    return painted("31", text);
  }

  private String painted(String code, String text) {
    return switch (this) {
      case PLAIN -> text;
      case COLOURED -> text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    };
  }
}
