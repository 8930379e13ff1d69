package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.ProcessInfo;

class ProgramTest {
  @ParameterizedTest
  @CsvSource({
    "/usr/bin/python3.11, /usr/bin/python3, true",
    "/usr/bin/python3, /bin/python3.11, true",
    "/usr/bin/python, /usr/bin/python3.11, true",
    "/usr/bin/gcc, /usr/bin/gcc-12, true",
    "/usr/bin/python3.1, /usr/bin/python3.11, false",
    "/usr/bin/python2, /usr/bin/python3, false",
    "/usr/bin/python3, /tmp/python3.11, false",
    "/usr/bin/nc, /usr/bin/nc.openbsd, false",
    "/usr/bin/, /usr/bin/7, false",
    "/bin/sh, /usr/bin/dash, true"
  })
  void aProgramIsTheSameWithItsVersion(String known, String executable, boolean same) {
    assertThat(Program.same(known, executable, null)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "busybox wget -q x, wget, -q <word>",
    "httpd -f, httpd, -f",
    "/bin/busybox -f -p 80, busybox, -f -p <number>"
  })
  void aProgramOfManyNamesIsCalledByTheNameThatIsGiven(String command, String name, String shape) {
    ProcessInfo process =
        new ProcessInfo(7, 7, null, "/bin/busybox", null, command, null, null, null);
    assertThat(Actor.of(process, 0).name()).isEqualTo(name);
    assertThat(Actor.of(process, 0).shape()).isEqualTo(shape);
  }
}
