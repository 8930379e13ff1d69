package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.ingest.Fixture.file;
import static salvor.ingest.Fixture.observations;
import static salvor.ingest.Fixture.read;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Observation;

/** What is read does not depend on how many read, nor on how fast. */
class ManyWorkersTest {
  private static final TestFormat OTHER = new TestFormat("other", "other", false);

  private static final String LONG = "/some/path".repeat(25);

  @TempDir Path folder;

  @RepeatedTest(
      3) // a race was here once: a worker put what is read in order into the tables of another
  void theResultIsThatOfTheOrdinaryReader() {
    Path file = file(folder, "x", mixed(40_000));
    assertThat(file.toFile().length()).isGreaterThan(9 << 20);
    Given slow = read(Limits.ORDINARY, 1, List.of(TestFormat.PLAIN, OTHER), file);
    for (int workers : new int[] {1, 2, 3}) {
      Given fast = read(Limits.ORDINARY, workers, List.of(TestFormat.FAST, OTHER), file);
      assertThat(byPlace(fast)).isEqualTo(byPlace(slow));
      assertThat(Fixture.source(fast).unreadable()).isEqualTo(Fixture.source(slow).unreadable());
      assertThat(Fixture.source(fast).skipped()).isEqualTo(Fixture.source(slow).skipped());
      assertThat(Fixture.source(fast).sha256()).isEqualTo(Fixture.source(slow).sha256());
      // a reader with a memory sees the whole source in order
      assertThat(Fixture.source(fast).notes()).containsExactly("1600 records read in order");
    }
  }

  private static List<Observation> byPlace(Given given) {
    return observations(given).stream()
        .sorted(java.util.Comparator.comparingLong(o -> o.source().offset()))
        .toList();
  }

  private static String mixed(int lines) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      String time = "2026-11-23T06:%02d:%02dZ".formatted(i / 60 % 60, i % 60);
      switch (i % 25) {
        case 7 ->
            out.append("{\"other\":\"")
                .append(time)
                .append("\",\"file\":\"/o")
                .append(i)
                .append("\"}\n");
        case 13 -> out.append("broken ").append(i).append('\n');
        case 20 -> out.append("\n");
        case 21 -> out.append("{\"unknown\":").append(i).append("}\r\n");
        case 23 ->
            out.append(" {\"file\":\"/slow")
                .append(i)
                .append("\",\"test\":\"")
                .append(time)
                .append("\"}\n");
        default ->
            out.append("{\"test\":\"")
                .append(time)
                .append("\",\"file\":\"")
                .append(LONG)
                .append(i % 999)
                .append("\"}\n");
      }
    }
    return out.toString();
  }
}
