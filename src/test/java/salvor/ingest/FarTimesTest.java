package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.ingest.Fixture.file;
import static salvor.ingest.Fixture.read;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Observation;
import salvor.evidence.Quality;
import salvor.ingest.tetragon.TetragonFormat;
import salvor.jobs.Progress;

/** The few times of a source that lie far from all its others. */
class FarTimesTest {
  private static final Instant T = Instant.parse("2026-11-23T06:00:00Z");

  @TempDir Path folder;

  private static String records(String first, int count, long apart) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines
          .append("{\"test\":\"")
          .append(Instant.parse(first).plusSeconds(i * apart))
          .append("\",\"file\":\"/a")
          .append(i)
          .append("\"}\n");
    }
    return lines.toString();
  }

  private List<String> suspects(Given given) {
    List<String> times = new ArrayList<>();
    for (Observation each : Fixture.observations(given)) {
      if (each.quality().contains(Quality.TIME_SUSPECT) && each.time() != null) {
        times.add(each.time().original());
      }
    }
    return times;
  }

  private List<String> suspects(String... files) {
    for (int i = 0; i < files.length; i++) {
      file(folder, Integer.toString(i), files[i]);
    }
    return suspects(read(folder));
  }

  @Test
  void oneOf2003AmongThoseOfAnHourIsFar() {
    assertThat(suspects(records("2003-01-01T00:00:00Z", 1, 0) + records(T.toString(), 30, 60)))
        .containsExactly("2003-01-01T00:00:00Z");
  }

  @Test
  void oneInAHundredAndNoMoreAtEitherEnd() {
    String hour = records(T.toString(), 200, 10);
    assertThat(suspects(records("2003-01-01T00:00:00Z", 2, 1) + hour)).hasSize(2);
    assertThat(suspects(records("2003-01-01T00:00:00Z", 3, 1) + hour))
        .as("a part of what was recorded")
        .isEmpty();
  }

  @Test
  void aLateTimeIsJudgedAsAnEarlyOneIs() {
    assertThat(suspects(records("2003-01-01T00:00:00Z", 30, 1) + records(T.toString(), 1, 0)))
        .containsExactly(T.toString());
  }

  @Test
  void elevenMonthsAreNotFarAndFewRecordsTellNothing() {
    assertThat(suspects(records("2025-12-24T06:00:00Z", 1, 0) + records(T.toString(), 30, 60)))
        .isEmpty();
    assertThat(suspects(records("2003-01-01T00:00:00Z", 1, 0) + records(T.toString(), 8, 60)))
        .isEmpty();
  }

  @Test
  void aSourceIsJudgedByItsOwnTimes() {
    assertThat(suspects(records("2024-01-01T00:00:00Z", 20, 1), records(T.toString(), 2_000, 1)))
        .as("a file of an older day is no slip of a clock")
        .isEmpty();
  }

  @Test
  void whatRanForYearsBeforeTheSensorIsNoSlipOfAClock() throws Exception {
    String exec =
        "{\"process_exec\":{\"process\":{\"binary\":\"/a\",\"flags\":\"%s\"}},\"time\":\"%s\"}\n";
    StringBuilder lines = new StringBuilder(exec.formatted("procFS", "2024-01-01T00:00:00Z"));
    for (int i = 0; i < 30; i++) {
      lines.append(exec.formatted("execve", T.plusSeconds(i)));
    }
    file(folder, "tetragon.log", lines.toString());
    assertThat(
            suspects(
                new Import(List.of(new TetragonFormat()), Limits.ORDINARY)
                    .read(List.of(folder), Progress.NONE)))
        .isEmpty();
    file(folder, "tetragon.log", lines.toString().replace("procFS", "execve"));
    assertThat(
            suspects(
                new Import(List.of(new TetragonFormat()), Limits.ORDINARY)
                    .read(List.of(folder), Progress.NONE)))
        .hasSize(1);
  }
}
