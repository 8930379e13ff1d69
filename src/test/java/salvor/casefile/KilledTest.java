package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.casefile.CaseNote.About;
import salvor.jobs.Progress;

class KilledTest {
  @TempDir Path dir;

  private Process start(String what) throws IOException {
    Files.writeString(dir.resolve("a.log"), "ls -l\nnc -e sh\n");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            CaseChild.class.getName(),
            what,
            dir.resolve("a.log").toString(),
            dir.resolve("case").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private OpenedCase open() throws Exception {
    return new Cases(Synthetic::read, Synthetic::judge, Clock.systemUTC())
        .open(Opening.inFolder(List.of(), List.of(), dir.resolve("case")), Progress.NONE);
  }

  @Test
  void killingTheProgramLosesAtMostTheEditInFlight() throws Exception {
    Process child = start("edit");
    int told = -1;
    try (BufferedReader lines = child.inputReader()) {
      while (told < 20) {
        told = Integer.parseInt(lines.readLine());
      }
      assertThatThrownBy(this::open)
          .isInstanceOf(CaseUnusable.class)
          .hasMessageContaining("process " + child.pid());
      child.toHandle().destroyForcibly(); // Process would close the stream and lose what was told
      for (String line; (line = lines.readLine()) != null; ) {
        told = Integer.parseInt(line);
      }
    }
    child.waitFor();
    try (OpenedCase opened = open()) {
      int kept = opened.marks().of(0).tags().size();
      assertThat(kept).isBetween(told + 1, told + 2);
      assertThat(opened.edits().log()).hasSize(kept);
      assertThat(opened.notes()).isEmpty();
      opened.edits().undo();
      assertThat(opened.marks().of(0).tags()).hasSize(kept - 1);
    }
  }

  /** As a shell has it for what it starts in the background; every child inherits it. */
  private static boolean isInterruptIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  /** INT is what Ctrl-C sends; 128 and the number of the signal is what shells expect. */
  @ParameterizedTest
  @CsvSource({"KILL, 137", "INT, 130", "TERM, 143"})
  void anImportThatWasKilledStartsCleanWithoutNamingTheEvidenceAgain(String signal, int status)
      throws Exception {
    Assumptions.assumeFalse(
        signal.equals("INT") && isInterruptIgnored(), "who started this has Ctrl-C ignored");
    Process child = start("import");
    try (BufferedReader lines = child.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("importing");
      new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start().waitFor();
    }
    assertThat(child.waitFor()).isEqualTo(status);
    try (OpenedCase opened = open()) {
      assertThat(opened.evidence().observations().size()).isEqualTo(2);
      assertThat(opened.notes())
          .extracting(CaseNote::about)
          .containsExactly(About.IMPORT_WAS_INTERRUPTED);
    }
    try (OpenedCase opened = open()) {
      assertThat(opened.notes()).isEmpty();
    }
  }
}
