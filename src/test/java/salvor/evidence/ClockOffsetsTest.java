package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** A source whose clock was wrong is moved as a whole, and can be moved back. */
class ClockOffsetsTest {
  private static final long START = 1_795_410_000_000_000_000L;
  private static final Instant LATEST = Instant.ofEpochSecond(START / 1_000_000_000L + 86_400);
  private static final int SOURCES = 3;

  private static Source source(int id, String path) {
    return new Source(id, path, "", "test", 0, 0, 0, 0, List.of(), Map.of(), List.of());
  }

  private static Evidence evidence(List<Observation> observations) {
    Observations all = Observations.of(observations);
    Oddities.mark(all, LATEST);
    return new Evidence(
        List.of(source(0, "in/a.log"), source(1, "in/b.log"), source(2, "c.gz!in/b.log")),
        all,
        Inventory.EMPTY);
  }

  /** Records of three sources, in the order of source and position, many at equal times. */
  private static List<Observation> records(Random random, int source, long by) {
    List<Observation> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int from = i * SOURCES / 60;
      long time = START + random.nextInt(8) * 500_000_000L + (from == source ? by : 0);
      boolean untimed = random.nextInt(9) == 0;
      records.add(
          new Observation(
              untimed ? null : new ObservedTime(time, TimeText.rfc3339(time, 9)),
              new Location(
                  null, "n", "pod-" + random.nextInt(3), null, null, null, null, null, null),
              ProcessInfo.UNKNOWN,
              new Activity.FileDeleted("/f" + random.nextInt(2)),
              Set.of(),
              new RecordRef(from, i, i * 10L, 9)));
    }
    return records;
  }

  private static ClockOffsets offset(int source, long by) {
    return new ClockOffsets(new TreeMap<>(Map.of(source, by)));
  }

  private static List<Observation> told(Evidence evidence) {
    Observations all = evidence.observations();
    List<Observation> told = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      told.add(all.get(row));
    }
    return told;
  }

  private static List<Observation> withoutTexts(Evidence evidence) {
    return told(evidence).stream()
        .map(o ->
            new Observation(
                o.time() == null ? null : new ObservedTime(o.time().nanos(), ""),
                o.location(),
                o.process(),
                o.activity(),
                o.quality(),
                o.source()))
        .toList();
  }

  @Property(tries = 200)
  void movingThereAndBackGivesWhatWas(
      @ForAll long seed,
      @ForAll @IntRange(max = SOURCES - 1) int source,
      @ForAll @LongRange(min = -5_000_000_000L, max = 5_000_000_000L) long by)
      throws Exception {
    Evidence before = evidence(records(new Random(seed), 0, 0));
    Evidence back = before.shifted(offset(source, by)).shifted(ClockOffsets.NONE);
    assertThat(told(back)).isEqualTo(told(before));
    Columns was = before.observations().columns();
    Columns is = back.observations().columns();
    assertThat(is.time()).isEqualTo(was.time());
    assertThat(is.offset()).isEqualTo(was.offset());
    assertThat(is.quality()).isEqualTo(was.quality());
  }

  @Property(tries = 200)
  void aMovedSourceIsLikeOneThatWasWrittenMoved(
      @ForAll long seed,
      @ForAll @IntRange(max = SOURCES - 1) int source,
      @ForAll @IntRange(min = -8, max = 8) int halfSeconds)
      throws Exception {
    long by = halfSeconds * 500_000_000L;
    Evidence moved = evidence(records(new Random(seed), 0, 0)).shifted(offset(source, by));
    Evidence written = evidence(records(new Random(seed), source, by));
    assertThat(withoutTexts(moved)).isEqualTo(withoutTexts(written));
    assertThat(moved.observations().timed()).isEqualTo(written.observations().timed());
  }

  @Example
  void aMovedRowKeepsTheTextThatItsSourceRecorded() throws Exception {
    List<Observation> records = records(new Random(1), 0, 0);
    Evidence moved = evidence(records).shifted(offset(1, 3_200_000_000L));
    for (Observation each : told(moved)) {
      ObservedTime was = records.get((int) each.source().line()).time();
      long by = each.source().source() == 1 ? 3_200_000_000L : 0;
      assertThat(each.time())
          .isEqualTo(was == null ? null : new ObservedTime(was.nanos() + by, was.original()));
    }
    assertThat(moved.observations().clocks()).isEqualTo(offset(1, 3_200_000_000L));
  }

  @Example
  void locationsAreNumberedAsTheyAppear() throws Exception {
    Observations all =
        evidence(records(new Random(2), 0, 0)).shifted(offset(0, 9_000_000_000L)).observations();
    int seen = 0;
    for (int row = 0; row < all.size(); row++) {
      assertThat(all.locationId(row)).isLessThanOrEqualTo(seen);
      seen = Math.max(seen, all.locationId(row) + 1);
    }
    assertThat(seen).isEqualTo(all.locations());
  }

  @Example
  void aTimeThatCannotBeToldIsRefusedWithItsSource() {
    Evidence evidence = evidence(records(new Random(3), 0, 0));
    assertThatThrownBy(() -> evidence.shifted(offset(1, Long.MAX_VALUE)))
        .isInstanceOfSatisfying(
            ClockOffsets.Unusable.class,
            e -> {
              assertThat(e.problem()).isEqualTo(ClockOffsets.Unusable.Problem.OUT_OF_RANGE);
              assertThat(e.source()).isEqualTo("in/b.log");
            });
  }

  @Example
  void aSourceIsNamedByItsPathOrAnEndThatIsItsOwn() throws Exception {
    List<Source> sources = evidence(List.of()).sources();
    assertThat(ClockOffsets.named(Map.of("a.log", 5L), Map.of(), sources)).isEqualTo(offset(0, 5));
    assertThat(ClockOffsets.named(Map.of("in/b.log", 5L), Map.of(), sources))
        .isEqualTo(offset(1, 5));
    assertThat(ClockOffsets.named(Map.of("c.gz!in/b.log", 5L), Map.of(), sources))
        .isEqualTo(offset(2, 5));
    assertThat(ClockOffsets.named(Map.of("a.log", 0L), Map.of(), sources))
        .isEqualTo(ClockOffsets.NONE);
    assertThatThrownBy(() -> ClockOffsets.named(Map.of("b.log", 5L), Map.of(), sources))
        .hasMessage("SEVERAL_SOURCES: b.log");
    assertThatThrownBy(() -> ClockOffsets.named(Map.of(".log", 5L), Map.of(), sources))
        .hasMessage("NO_SUCH_SOURCE: .log");
  }

  @Property
  void everyOffsetIsReadAsItIsWritten(
      @ForAll @LongRange(min = -Long.MAX_VALUE, max = Long.MAX_VALUE) long nanos) {
    assertThat(OffsetText.read(OffsetText.of(nanos))).contains(nanos);
  }

  @Example
  void offsetsAreASignAndNumbersWithUnits() {
    assertThat(OffsetText.read("+3.2s")).contains(3_200_000_000L);
    assertThat(OffsetText.read("-1h30m")).contains(-5_400_000_000_000L);
    assertThat(OffsetText.read("+250ms")).contains(250_000_000L);
    assertThat(OffsetText.of(-5_400_000_000_000L)).isEqualTo("-1h30m");
    assertThat(OffsetText.of(250_000_000L)).isEqualTo("+0.25s");
    assertThat(OffsetText.of(0)).isEqualTo("+0s");
    for (String none :
        List.of("", "+", "3s", "+3", "+s", "+3s1h", "+-3s", "+0.5ns", "+300000d", "+3 s", "+٣s")) {
      assertThat(OffsetText.read(none)).as(none).isEmpty();
    }
  }
}
