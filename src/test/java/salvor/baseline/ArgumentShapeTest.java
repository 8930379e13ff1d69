package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentShapeTest {
  private static final Pattern IP =
      Pattern.compile(
          "\\[?(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)[0-9a-fA-F:.]+)]?(?::[0-9]+)?(?:/[0-9]+)?");
  private static final Pattern URL =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://.*", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:[.,:][0-9]+)*[a-zA-Z%]?");
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z0-9?][A-Za-z0-9_.-]*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._@%+=:,-]+");
  private static final Pattern PATTERN =
      Pattern.compile("[A-Za-z0-9._@%+=:,~/\\[\\]?-]*[\\[\\]?][A-Za-z0-9._@%+=:,~/\\[\\]?-]*");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._@%+=:,~/-]+");

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, <ip>",
    "10.0.0.1:80, <ip>",
    "[fe80::1]:80, <ip>",
    "::1, <ip>",
    ".::, <word>",
    "1.2.3, <number>",
    "-5, <number>",
    "10%, <number>",
    "1:2:3, <ip>",
    "https://x/y, <url>",
    "HTTP://x/y, <url>",
    "file:///etc/passwd, <url file>",
    "://x, <path>",
    "--port=80, --port=<number>",
    "---x, <text>",
    "-, <word>",
    "a b, <text>",
    "/etc/passwd, <path>",
    "/etc/shadow, <sensitive>",
    "../../etc/shadow, <sensitive>",
    "x=@/etc/shadow, <sensitive>",
    "~/.ssh/id, <sensitive>",
    "/proc/7/root/etc/shadow, <sensitive>",
    "/data/*, <text>",
    "/data/?, <text>",
    "a/[x], <text>",
    "/etc/s[h]adow, /etc/s[h]adow",
    "/etc/*, /etc/*",
    "/dev/tcp/10.0.0.1/80, <socket>",
    "'', <text>"
  })
  void typesWords(String word, String type) {
    assertThat(ArgumentShape.type(word)).isEqualTo(type);
  }

  @Property(tries = 2000)
  void typesAsThePatternsSay(@ForAll("words") String word) {
    assertThat(ArgumentShape.type(word)).isEqualTo(byPatterns(word));
  }

  private static String byPatterns(String word) {
    if (word.startsWith("-") && word.length() > 1 && !NUMBER.matcher(word).matches()) {
      int equal = word.indexOf('=');
      String option = equal < 0 ? word : word.substring(0, equal);
      return !OPTION.matcher(option).matches()
          ? "<text>"
          : equal < 0 ? option : option + "=" + byPatterns(word.substring(equal + 1));
    }
    if (IP.matcher(word).matches()) {
      return "<ip>";
    }
    if (URL.matcher(word).matches()) {
      return "<url " + word.substring(0, word.indexOf(':')).toLowerCase(Locale.ROOT) + ">";
    }
    if (NUMBER.matcher(word).matches()) {
      return "<number>";
    }
    if (word.indexOf('/') < 0 && !word.startsWith("~")) {
      return WORD.matcher(word).matches() ? "<word>" : "<text>";
    }
    if (PATTERN.matcher(word).matches()) {
      return ArgumentShape.type(word); // told above
    }
    return PATH.matcher(word).matches() ? "<path>" : "<text>";
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "1", "25", "a", "F", "z", ".", ":", "::", "://", "/", "-", "--", "+", "=", "%", "[",
            "]", "~", "?", "_", " ", "\n", "ü", "1.2.3.4", "10")
        .list()
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }
}
