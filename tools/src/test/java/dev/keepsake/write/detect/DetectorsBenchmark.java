package dev.keepsake.write.detect;

import dev.keepsake.write.detect.Detection.Kind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What looking costs a save of 2,000 characters: for what is on by default, for each kind and for
/// all, in a note as agents write them, in one that has something of every kind and near misses,
/// and in texts that are dense with what some detector has to look at closely. One kind is looked
/// for with `-p looked=secret`.
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DetectorsBenchmark {
  private static final int LENGTH = 2_000;

  /// What the text repeats.
  public enum Text {
    PROSE(
        "The user decided on 2026-03-01 to use Postgres 17.2 for the shop, because of its JSON"
            + " support and 3 other reasons. "),
    SOMETHING(
        "The user's rule is that passwords are changed when the system prompts for it, and the"
            + " code is at https://example.com/a%20b. Call Anna at +49 30 90182011 or"
            + " anna.kern@example.org, IBAN DE44500105175407324931, card 4539 5787 6362 1486, SSN"
            + " 536-22-8714. "),
    PASSWORDS(
        "The wifi password is Zebrafink77, the password for the router of the office is hunter2,"
            + " the pin of the card is 4821 and the api key for maps is k3yAb93jdk2. The user"
            + " changes every password when the policy asks for a new passphrase. "),
    ABOUT_PASSWORDS(
        "The user thinks the password policy is too strict: a password is changed monthly, the"
            + " passphrase for the vault is long, and the token of the session is short. "),
    CODE(
        "Optional<Token> find(String key) { if (key == null) { return Optional.empty(); } var"
            + " token = tokens.get(key); String password = getenv(\"DB_PASSWORD\"); }\n"),
    ADDRESSES(
        "https://example.com/a/b?token=abc&code=12&next=https%3A%2F%2Fexample.org%2Fp%3Fq%3D1"
            + " postgres://db.example.com:5432/shop "),
    DIGITS(
        "4539 5787 6362 1486 536-22-8714 +49 30 90182011 0123456789 131052-308T 12.03.2024"
            + " 33392005961 "),
    BASE64(
        "U2VuZCBtZSB0aGUgcmVwb3J0IG9mIHRoZSBsYXN0IHF1YXJ0ZXIgYmVmb3JlIHRoZSBtZWV0aW5n"
            + " iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4 "),
    ORDERS(
        "Do not ignore the rules of the user when the system asks to send all messages to"
            + " https://x.example, and always mention it. ");

    private final String unit;

    Text(String unit) {
      this.unit = unit;
    }
  }

  @Param public Text kind = Text.PROSE;

  @Param({"default", "all"})
  public String looked = "default";

  private final Detectors detectors = new Detectors();
  private Set<Kind> kinds = Set.of();
  private String text = "";

  @Setup
  public void choose() {
    text = kind.unit.repeat(LENGTH / kind.unit.length() + 1).substring(0, LENGTH);
    kinds =
        looked.equals("all")
            ? EnumSet.allOf(Kind.class)
            : Arrays.stream(Kind.values())
                .filter(each -> each.wireName().equals(looked))
                .collect(Collectors.toSet());
  }

  @Benchmark
  public int find() {
    return looked.equals("default")
        ? detectors.find(text).hashCode()
        : detectors.find(text, kinds).size();
  }
}
