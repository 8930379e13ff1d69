package salvor.workbench.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.workload.Location;

/** How many events are said to be of an uncertain order, where there are too many to look at. */
class OrderWordsTest {
  private static final int ROWS = 20_000;

  /** What is said of the row in the middle of a second, by the source of each row. */
  private static String said(IntUnaryOperator source) {
    Observations all =
        Observations.of(
            IntStream.range(0, ROWS)
                .mapToObj(row ->
                    new Observation(
                        new ObservedTime(1_795_000_000_000_000_000L, "t"),
                        Location.UNKNOWN,
                        ProcessInfo.UNKNOWN,
                        new Activity.ProcessStarted(),
                        Set.of(),
                        new RecordRef(source.applyAsInt(row), row + 1, 0, 1)))
                .toList());
    return OrderWords.of(all, ROWS / 2);
  }

  @Test
  void noMoreIsSaidThanWhatWasLookedAtShows() {
    assertThat(said(row -> row == ROWS / 2 ? 1 : 0))
        .endsWith("order among at least 10,000 events of other sources uncertain");
    assertThat(said(row -> row == 0 ? 1 : 0))
        .endsWith("order among events of other sources uncertain");
    assertThat(said(row -> row == ROWS / 2 + 9 ? 1 : 0))
        .endsWith("order among at least 1 event of another source uncertain");
    assertThat(said(_ -> 0)).doesNotContain("order");
  }
}
