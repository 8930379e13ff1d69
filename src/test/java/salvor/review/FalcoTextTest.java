package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class FalcoTextTest {
  /** A text as Falco's lexer takes it from the front of a condition. */
  private record Lexed(String value, String rest) {}

  private static Lexed lex(String condition) {
    char previous = '\\';
    for (int i = 0; i < condition.length(); i++) {
      char c = condition.charAt(i);
      if (c == condition.charAt(0) && previous != '\\') {
        return new Lexed(unescaped(condition.substring(1, i)), condition.substring(i + 1));
      }
      previous = c;
    }
    throw new IllegalArgumentException("never ends: " + condition);
  }

  private static String unescaped(String text) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        value.append(text.charAt(i));
        continue;
      }
      value.append(
          switch (text.charAt(++i)) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '\\', '"', '/' -> text.charAt(i);
            default -> throw new IllegalArgumentException("no escape: " + text);
          });
    }
    return value.toString();
  }

  @Property
  void aTextStaysWhatItIsAndEndsWhereItEnds(
      @ForAll @Chars({'"', '\\', '\n', '\t', ' ', '\'', ')', 'a'}) @CharRange(from = ' ', to = '~')
          String text) {
    String rest = ") and proc.pid = 1";
    try {
      assertThat(lex(FalcoText.quoted(text) + rest)).isEqualTo(new Lexed(text, rest));
    } catch (NotHeld held) {
      assertThat(text.isEmpty() || text.endsWith("\\") || text.contains("_")).as(text).isTrue();
    }
  }

  @Test
  void aWordThatNoListCanBeTakenForStays() throws Exception {
    for (String text : new String[] {"shell_binaries", "-c run_it.sh csv; id", "a/b_c d"}) {
      assertThat(lex(FalcoText.quoted(text)).value()).isEqualTo(text);
    }
  }

  @Test
  void whatTheLexerWouldMisreadIsRefused() {
    for (String text :
        new String[] {"a\\", "a\0b", "a\ud800", "", "run shell_binaries now", "(x,my_list,y)"}) {
      assertThatThrownBy(() -> FalcoText.quoted(text)).isInstanceOf(NotHeld.class);
    }
  }
}
