package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.workload.Location;

class EndingTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Response DELETED = response(Response.Kind.POD_DELETED, 20, 0);
  private static final Response REMOVED = response(Response.Kind.POD_REMOVED, 25, 0);

  private static Response response(Response.Kind kind, long seconds, int after) {
    return new Response(7, seconds * SECOND, kind, after, 0);
  }

  /** Events at seconds 0, 5, 10 in a record that ends later. */
  private static Pace pace(long until) {
    return Pace.of(new long[] {0, 5 * SECOND, 10 * SECOND}, until * SECOND);
  }

  private static Ending ending(@Nullable Pace pace, List<Integer> running, Response... responses) {
    return new Ending(
        Location.UNKNOWN,
        new TreeSet<>(),
        null,
        1,
        3,
        3,
        pace,
        false,
        false,
        true,
        new Ending.Processes(running, 0, 0),
        List.of(),
        List.of(responses));
  }

  private static Ending.State state(
      @Nullable Pace pace, List<Integer> running, Response... responses) {
    return ending(pace, running, responses).state();
  }

  @Test
  void isNeverToldWithoutATime() {
    assertThat(state(null, List.of(), DELETED, REMOVED)).isEqualTo(Ending.State.UNTIMED);
  }

  @Test
  void actsWhileItsBeatIsNotMissed() {
    assertThat(state(pace(14), List.of())).isEqualTo(Ending.State.ACTS);
    assertThat(state(pace(20), List.of())).isEqualTo(Ending.State.ACTS);
    assertThat(state(pace(60), List.of())).isEqualTo(Ending.State.QUIET);
  }

  @Test
  void runsWhileAProcessHasNoEnd() {
    assertThat(state(pace(60), List.of(1))).isEqualTo(Ending.State.RUNS);
    assertThat(state(pace(60), List.of(1), DELETED)).isEqualTo(Ending.State.RUNS);
  }

  @Test
  void stopsWithThePodAlone() {
    assertThat(state(pace(60), List.of(), DELETED)).isEqualTo(Ending.State.STOPPED);
    assertThat(state(pace(60), List.of(1), DELETED, REMOVED)).isEqualTo(Ending.State.STOPPED);
    assertThat(ending(pace(60), List.of(), DELETED, REMOVED).stop()).contains(REMOVED);
  }

  @ParameterizedTest
  @CsvSource({
    "NETWORK_POLICY,20,0",
    "POD_CHANGED,20,0",
    "PODS_DELETED,20,0",
    "WORKLOAD_CHANGED,20,0",
    "WORKLOAD_DELETED,20,0",
    "NODE_CHANGED,20,0",
    "POD_DELETED,4,2",
    "POD_REMOVED,4,2",
    "POD_DELETED,70,0",
    "POD_REMOVED,70,0"
  })
  void isNotStoppedByWhatMayNotConcernItOrDidNotHelpOrCameAfterTheRecord(
      Response.Kind kind, long at, int after) {
    assertThat(state(pace(60), List.of(), response(kind, at, after))).isEqualTo(Ending.State.QUIET);
  }

  @Test
  void takesItsBeatFromTheLastPausesAndNotFromLongAgo() {
    long[] burst = new long[12];
    for (int i = 0; i < burst.length; i++) {
      burst[i] = i == 0 ? 0 : 3600 * SECOND + i * 1_000_000L;
    }
    Pace pace = Pace.of(burst, 3700 * SECOND);
    assertThat(pace.beat()).isEqualTo(1_000_000L);
    assertThat(pace.longest()).isEqualTo(3600 * SECOND + 1_000_000L);
    assertThat(pace.goesOn()).isFalse();
  }

  @Test
  void needsSeveralPausesForABeat() {
    assertThat(Pace.of(new long[] {0, 100 * SECOND}, 150 * SECOND).goesOn()).isFalse();
    assertThat(Pace.of(new long[] {0, 0, 0, 100 * SECOND}, 150 * SECOND).goesOn()).isFalse();
    assertThat(Pace.of(new long[] {0}, SECOND).goesOn()).isTrue();
    assertThat(Pace.of(new long[] {0}, 2 * SECOND).goesOn()).isFalse();
  }

  @Test
  void isNeverRecordedForLessThanItsOwnEvents() {
    assertThat(Pace.of(new long[] {0, 5}, 3).until()).isEqualTo(5);
  }
}
