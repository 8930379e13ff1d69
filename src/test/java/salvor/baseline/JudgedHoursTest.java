package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import salvor.baseline.JudgedHours.Ground;
import salvor.baseline.JudgedHours.State;

/** One day against eight days of 60 an hour. */
class JudgedHoursTest {
  private static final long MONDAY = 20_000L * 24;
  private static final long TODAY = MONDAY + 8 * 24;

  @Test
  void tooMuchAndTooLittleAreToldAndHowManyByChance() {
    JudgedHours hours = judged(8, today(Map.of(5, 600L, 11, 0L)), all(Map.of()));
    assertThat(hours.ground()).isEqualTo(Ground.KNOWN);
    assertThat(hours.state(TODAY + 5)).isEqualTo(State.HIGH);
    assertThat(hours.state(TODAY + 11)).isEqualTo(State.SILENT);
    assertThat(hours.state(TODAY + 12)).isEqualTo(State.ORDINARY);
    assertThat(hours.outside())
        .extracting(JudgedHours.Outside::reason)
        .containsExactly(Reason.RATE_HIGH, Reason.RATE_SILENT);
    assertThat(hours.tested()).isEqualTo(24);
    assertThat(hours.watched()).isEqualTo(24);
    assertThat(hours.expectedFalseAlarms()).isEqualTo(0.048);
    assertThat(hours.median(TODAY)).isBetween(58L, 62L);
  }

  @Test
  void whatNoSensorWatchedIsNeverSilentButTooMuchStaysTooMuch() {
    BitSet watched = new BitSet();
    watched.set(0, 24);
    watched.clear(5);
    watched.clear(11);
    JudgedHours hours =
        judged(8, today(Map.of(5, 600L, 11, 0L)), new WatchedHours(TODAY, watched, Map.of()));
    assertThat(hours.state(TODAY + 5)).isEqualTo(State.HIGH);
    assertThat(hours.state(TODAY + 11)).isEqualTo(State.UNKNOWN);
    assertThat(hours.outside()).hasSize(1);
    assertThat(hours.watched()).isEqualTo(22);
    assertThat(hours.tested()).isEqualTo(23);
  }

  @Test
  void whatWasLostMayBeWhatIsMissing() {
    Map<Integer, Long> nothingAtEleven = Map.of(11, 0L);
    assertThat(judged(8, today(nothingAtEleven), all(Map.of(TODAY + 11, 5L))).state(TODAY + 11))
        .isEqualTo(State.SILENT);
    assertThat(judged(8, today(nothingAtEleven), all(Map.of(TODAY + 11, 100L))).outside())
        .isEmpty();
    assertThat(
            judged(8, today(nothingAtEleven), all(Map.of(TODAY + 11, WatchedHours.ANY_NUMBER)))
                .state(TODAY + 11))
        .isEqualTo(State.UNKNOWN);
  }

  @Test
  void fewDaysOrNoBaselineJudgeNothingAndSayWhy() {
    JudgedHours few = judged(2, today(Map.of(5, 600L, 11, 0L)), all(Map.of()));
    assertThat(few.ground()).isEqualTo(Ground.TOO_FEW_DAYS);
    assertThat(few.days()).isEqualTo(2);
    assertThat(few.outside()).isEmpty();
    assertThat(few.state(TODAY + 5)).isEqualTo(State.UNKNOWN);
    JudgedHours none = JudgedHours.of(null, today(Map.of()), all(Map.of())).getFirst();
    assertThat(none.ground()).isEqualTo(Ground.NO_BASELINE);
    assertThat(none.state(TODAY + 3)).isEqualTo(State.UNKNOWN);
    assertThat(none.count(TODAY + 3)).isEqualTo(60);
  }

  private static JudgedHours judged(int days, Profile now, WatchedHours watched) {
    return JudgedHours.of(profile(MONDAY, MONDAY + days * 24L, Map.of()), now, watched).getFirst();
  }

  private static WatchedHours all(Map<Long, Long> lost) {
    BitSet watched = new BitSet();
    watched.set(0, 24);
    return new WatchedHours(TODAY, watched, lost);
  }

  private static Profile today(Map<Integer, Long> but) {
    return profile(TODAY, TODAY + 24, but);
  }

  private static Profile profile(long from, long until, Map<Integer, Long> but) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (long hour = from; hour < until; hour++) {
      long count = but.getOrDefault((int) (hour - from), 60L);
      if (count > 0) {
        counts.put(hour, count);
      }
    }
    return new Profile(
        "a",
        new Profile.Key(null, null, "a", "a", null),
        Map.of(),
        List.of(),
        List.of(new Unit("pod", null, null, EnumSet.of(Facet.EXEC), false)),
        List.of(new Window(from * HourlyCounts.HOUR, until * HourlyCounts.HOUR)),
        "salvor",
        List.of(new HourlyCounts(Facet.EXEC, counts)));
  }
}
