package dev.keepsake.server.bench;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Statements as people make them, each about another person, with other numbers: no two of them
/// say the same. The same seed makes the same ones.
public final class Sentences {
  private static final List<String> FIRST =
      words(
          "Amara Bjarne Chidi Dalia Eskil Farida Gideon Hanae Ines Jonas Katya Leandro Maren Nadia"
              + " Oskar Priya Quentin Rosa Stellan Tamsin Umar Vesna Wanda Xavi Yusuf Zelda Anouk"
              + " Basil Carmen Dmitri Elif Fergus Greta Hugo Ilse Jamal Kirsten Lorcan Mireille"
              + " Nils");
  private static final List<String> LAST =
      words(
          "Abara Bergstrom Castellan Dufresne Eklund Fontaine Grimaldi Hollis Ivanova Jankowski"
              + " Karlsen Lindqvist Moreau Nakamura Okafor Petrov Quigley Rahman Sorensen Tanaka"
              + " Ulrich Vasquez Whitlock Xiong Yilmaz Zamora Ashdown Brannigan Cordova Dragomir"
              + " Esposito Falkner Gallagher Hartmann Ingram Juarez Kowalski Larkin Mendel Novak");
  private static final List<String> DONE =
      List.of(
          "repaired",
          "sold",
          "inherited",
          "photographed",
          "catalogued",
          "returned",
          "painted",
          "insured",
          "auctioned",
          "borrowed",
          "misplaced",
          "restored",
          "shipped",
          "donated",
          "measured",
          "designed");
  private static final List<String> THING =
      List.of(
          "a copper kettle",
          "the oak bookshelf",
          "an electric bicycle",
          "a wool carpet",
          "the garden greenhouse",
          "a vintage camera",
          "the brass telescope",
          "a sailing boat",
          "an espresso machine",
          "the upright piano",
          "a marble chessboard",
          "the solar panels",
          "a leather suitcase",
          "the kitchen table",
          "a beekeeping suit",
          "the model railway",
          "a stained glass lamp",
          "the rowing machine",
          "a pottery wheel",
          "the wine cellar");
  private static final List<String> PLACE =
      words(
          "Lisbon Bergen Krakow Dakar Osaka Valparaiso Tbilisi Galway Trieste Utrecht Hobart Cusco"
              + " Rabat Tallinn Malmo Seville Nairobi Quebec Leipzig Hanoi");
  private static final List<String> MONTH =
      words(
          "January February March April May June July August September October November December");
  private static final List<String> REASON =
      List.of(
          "because the lease ended",
          "to surprise a neighbour",
          "after the long winter",
          "for the school fair",
          "on the advice of a cousin",
          "to make room for guests",
          "before moving abroad",
          "as a wedding gift",
          "following the spring flood",
          "for a museum exhibition");

  private final Random random;
  private final Set<String> used = new HashSet<>();

  public Sentences(long seed) {
    random = new Random(seed);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  public String statement() {
    while (true) {
      String statement =
          "%s %s %s %s in %s on %d %s %d %s, invoice %d."
              .formatted(
                  one(FIRST),
                  one(LAST),
                  one(DONE),
                  one(THING),
                  one(PLACE),
                  1 + random.nextInt(28),
                  one(MONTH),
                  1970 + random.nextInt(55),
                  one(REASON),
                  10_000 + random.nextInt(90_000));
      if (used.add(statement)) {
        return statement;
      }
    }
  }

  /// A statement that holds `token` somewhere in it.
  String statementWith(String token) {
    return "%s %s keeps the spare part %s in %s, next to %s."
        .formatted(one(FIRST), one(LAST), token, one(PLACE), one(THING));
  }

  String question() {
    return switch (random.nextInt(4)) {
      case 0 -> "Who %s %s in %s?".formatted(one(DONE), one(THING), one(PLACE));
      case 1 -> "What did %s %s do with %s?".formatted(one(FIRST), one(LAST), one(THING));
      case 2 ->
          "Which things in %s changed hands in %s %d?"
              .formatted(one(PLACE), one(MONTH), 1970 + random.nextInt(55));
      default -> "Why was %s %s %s?".formatted(one(THING), one(DONE), one(REASON));
    };
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
