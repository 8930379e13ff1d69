package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** How fine sources tell times, and whose order is known. */
class OrderInTimeTest {
  private static final String DAY = "2026-11-23T04:37:";

  private final List<Observation> seen = new ArrayList<>();

  private OrderInTimeTest at(int source, String time) {
    ObservedTime when =
        time.endsWith("Z")
            ? TimeText.read(DAY + time).orElseThrow()
            : TimeText.ofNanos(Long.parseLong(time)).orElseThrow();
    seen.add(
        new Observation(
            when,
            Location.UNKNOWN,
            ProcessInfo.UNKNOWN,
            new Activity.ProcessStarted(),
            java.util.Set.of(),
            new RecordRef(source, seen.size() + 1, 0, 1)));
    return this;
  }

  private Observations all() {
    return Observations.of(seen);
  }

  @ParameterizedTest
  @CsvSource({
    "39Z,                     SECOND",
    "39.0Z,                   SECOND",
    "39.5Z,                   MILLISECOND",
    "39.517Z,                 MILLISECOND",
    "39.517000000Z,           MILLISECOND",
    "39.51742Z,               MICROSECOND",
    "39.517420Z,              MICROSECOND",
    "39.5174204Z,             NANOSECOND",
    "39.517420419Z,           NANOSECOND",
    "1795408659000000000,     SECOND",
    "1795408659517000000,     MILLISECOND",
    "1795408659517420419,     NANOSECOND"
  })
  void aTimeIsAsFineAsTheDigitsThatItCarries(String time, Resolution fine) {
    Observations all = at(0, time).all();
    assertThat(all.resolutions().ofSource(0)).hasValue(fine);
    assertThat(all.resolutions().of(0)).isEqualTo(fine);
  }

  @Example
  void aSourceIsAsFineAsItsFinestTimeButAWholeSecondStaysOne() {
    Observations all = at(0, "39Z").at(0, "39.5Z").at(0, "39.517420419Z").at(1, "40Z").all();
    assertThat(all.resolutions().ofSource(0)).hasValue(Resolution.NANOSECOND);
    assertThat(all.resolutions().of(0)).isEqualTo(Resolution.SECOND);
    assertThat(all.resolutions().of(1)).isEqualTo(Resolution.NANOSECOND); // zeros were cut
    assertThat(all.resolutions().ofSource(1)).hasValue(Resolution.SECOND);
    assertThat(all.resolutions().ofSource(2)).isEmpty();
    assertThat(all.resolutions().ofSource(99)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "39Z,           0, 39.999999999Z, 1, false", // within the second
    "39Z,           0, 40.000000001Z, 1, true", // behind it
    "39Z,           0, 38.999999999Z, 1, true", // before it
    "39Z,           0, 39.999999999Z, 0, true", // one source knows its own order
    "39Z,           0, 39Z,           1, false",
    "39Z,           0, 40Z,           1, true",
    "39.5Z,         0, 39.500999999Z, 1, false",
    "39.5Z,         0, 39.501000001Z, 1, true",
    "39.000000001Z, 0, 39.000000001Z, 1, false", // the very same nanosecond
    "39.000000001Z, 0, 39.000000002Z, 1, true"
  })
  void theOrderIsCertainWhereTheStretchesAreApartOrOneSourceWroteBoth(
      String one, int ofOne, String other, int ofOther, boolean certain) {
    OrderInTime order = at(ofOne, one).at(ofOther, other).all().order();
    assertThat(order.isCertain(0, 1)).isEqualTo(certain);
    assertThat(order.isCertain(1, 0)).isEqualTo(certain);
    assertThat(order.isInDoubt(0)).isEqualTo(!certain);
    assertThat(order.isInDoubt(1)).isEqualTo(!certain);
    assertThat(order.doubts(1, 10)).isEqualTo(new OrderInTime.Doubts(certain ? 0 : 1, true));
  }

  @Property(tries = 300)
  void aRowIsInDoubtExactlyWhenItsOrderToSomeOtherRowIs(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5 * OrderInTime.BLOCK) int rows)
      throws ClockOffsets.Unusable {
    SplittableRandom random = new SplittableRandom(seed);
    seen.clear();
    int sources = 1 + random.nextInt(4);
    long[] unit = random.longs(sources, 0, 4).map(n -> (long) Math.pow(1000, n)).toArray();
    long span = random.nextBoolean() ? 3_000_000_000L : 600_000_000_000L;
    for (int i = 0; i < rows; i++) {
      int source = random.nextInt(8) == 0 ? random.nextInt(sources) : 0;
      long time = 1_795_408_659_000_000_000L + random.nextLong(span);
      at(source, Long.toString(time - time % unit[source]));
    }
    Observations all = random.nextBoolean() ? all() : shifted(sources, random);
    OrderInTime order = all.order();
    for (int row = 0; row < rows; row++) {
      int asked = row;
      int doubts = (int) IntStream.range(0, rows).filter(r -> !certain(all, asked, r)).count();
      assertThat(order.isInDoubt(row)).isEqualTo(doubts > 0);
      assertThat(order.doubts(row, rows)).isEqualTo(new OrderInTime.Doubts(doubts, true));
      OrderInTime.Doubts near = order.doubts(row, 9);
      assertThat(near.found())
          .isEqualTo(
              (int)
                  IntStream.rangeClosed(Math.max(0, row - 9), Math.min(rows - 1, row + 9))
                      .filter(r -> !certain(all, asked, r))
                      .count());
      assertThat(!near.all() || near.found() == doubts).isTrue();
    }
  }

  /** With the clocks corrected, so that the stretches of two sources do not begin together. */
  private Observations shifted(int sources, SplittableRandom random) throws ClockOffsets.Unusable {
    SortedMap<Integer, Long> nanos = new TreeMap<>();
    IntStream.range(0, sources).forEach(s -> nanos.put(s, random.nextLong(2_000_000_000L)));
    return new Evidence(List.of(), all(), Inventory.EMPTY)
        .shifted(new ClockOffsets(nanos))
        .observations();
  }

  /** Written down anew. */
  private static boolean certain(Observations all, int a, int b) {
    long endOfA = all.time(a) + all.resolutions().of(a).nanos();
    long endOfB = all.time(b) + all.resolutions().of(b).nanos();
    boolean apart = endOfA <= all.time(b) || endOfB <= all.time(a);
    return apart || all.sourceId(a) == all.sourceId(b);
  }

  @Example
  void aRowWithoutATimeHasNoOrderToDoubt() {
    at(0, "39Z").at(1, "39Z");
    seen.add(
        new Observation(
            null,
            Location.UNKNOWN,
            ProcessInfo.UNKNOWN,
            new Activity.ProcessStarted(),
            java.util.Set.of(),
            new RecordRef(2, 1, 0, 1)));
    assertThat(all().order().isInDoubt(2)).isFalse();
    assertThat(Observations.none().order().isInDoubt(0)).isFalse();
  }
}
