package salvor.ingest.sysmon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.ingest.Collected;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.jobs.Progress;

class SysmonTest {
  private static final Path PUBLIC = Path.of("../shared/data/otrf");
  private static final String HEAD =
      "<Event><System><Provider Name=\"Linux-Sysmon\"/><EventID>1</EventID></System><EventData>";

  private static Evidence read(Path... files) throws Exception {
    return new Import(
            List.of(new SysmonJson()), List.of(), List.of(new SysmonFormat()), Limits.ORDINARY)
        .read(List.of(files), Progress.NONE)
        .evidence();
  }

  private static Collected lines(String... lines) {
    return Collected.of(new SysmonFormat(), List.of(lines));
  }

  @Test
  void readsAllOfLog4Shell() throws Exception {
    String stem = "syslog_sysmon_log4shell_cve2021_44228_jndi_reference";
    Path zip = PUBLIC.resolve(stem + ".zip");
    assumeTrue(Files.exists(zip), zip + " is not there");
    Evidence evidence = read(zip);

    assertThat(evidence.sources().getFirst().unreadableCount()).isZero();
    assertThat(evidence.sources().getFirst().skipped()).isEmpty();
    Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    Observation shell = null;
    for (int row = 0; row < evidence.observations().size(); row++) {
      Observation o = evidence.observations().get(row);
      kinds.merge(o.activity().kind(), 1, Integer::sum);
      if (o.activity() instanceof Activity.ConnectionOpened opened
          && opened.remote().toString().equals("192.168.2.6:443")) {
        shell = o;
      }
    }
    assertThat(kinds)
        .containsEntry(Kind.PROCESS_STARTED, 31)
        .containsEntry(Kind.PROCESS_ENDED, 50)
        .containsEntry(Kind.CONNECTION_OPENED, 5)
        .containsEntry(Kind.FILE_WRITTEN, 4)
        .containsEntry(Kind.FILE_DELETED, 2)
        .containsEntry(Kind.KERNEL_ACTION, 1);
    assertThat(shell).extracting(o -> o.process().program()).isEqualTo("bash");
  }

  @Test
  void takesSeveralEventsOfOneLine() {
    String event = HEAD + "<Data Name=\"Image\">/bin/id</Data></EventData></Event>";
    Collected read = lines("x: " + event + event + event);

    assertThat(read.observations).hasSize(3);
  }

  @Test
  void doesNotLetAHostileNameOpenAnotherElement() {
    Collected read =
        lines(
            HEAD
                + "<Data Name=\"Image\">/bin/a&lt;/Data&gt;&lt;Data Name=&quot;User&quot;&gt;root</Data></EventData></Event>");

    assertThat(read.observations.getFirst().process().uid()).isNull();
    assertThat(read.observations.getFirst().process().executable()).startsWith("/bin/a</Data>");
  }

  @Test
  void growsNothingOutOfEntities() {
    Collected read =
        lines(
            "<!DOCTYPE x [<!ENTITY a \"" + "a".repeat(1000) + "\">]>",
            HEAD
                + "<Data Name=\"Image\">/bin/"
                + "&a;".repeat(1000)
                + "</Data></EventData></Event>",
            HEAD + "<!ENTITY b SYSTEM \"file:///etc/passwd\"></Event>");

    assertThat(read.observations.getFirst().process().executable()).hasSize(3005);
    assertThat(read.unreadable).hasSize(1);
    assertThat(read.outcomes()).isEqualTo(3);
  }

  @Test
  void holdsNoMoreThanAnEventThatNeverEnds(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("x"), HEAD + "\n" + ("y".repeat(99) + "\n").repeat(30_000));
    Evidence evidence = read(file);

    assertThat(evidence.sources().getFirst().unreadableCount()).isEqualTo(1);
    assertThat(evidence.sources().getFirst().lines()).isEqualTo(30_001);
  }

  @Test
  void marksWhatTheSyslogCut() {
    Collected read = lines("x: " + HEAD + "<Data Name=\"Image\">/bin/java</Data><Data Name=\"Comm");

    assertThat(read.observations.getFirst().quality()).contains(Quality.TRUNCATED);
  }
}
