package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.timeline.Anchored.AUDIT;
import static salvor.timeline.Anchored.SECOND;
import static salvor.timeline.Anchored.SENSOR;
import static salvor.timeline.Anchored.START;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import salvor.jobs.Progress;

/** Nodes whose clocks are known to be wrong, and by how much. */
class DetectedOffsetsTest {
  static final long DAYS = 10 * 86_400L * SECOND;
  static final long MOST_SCATTER = 2 * SECOND;

  /** Execs a minute apart; the node's clock is ahead, each start late by its delay. */
  private static DetectedOffset execs(long ahead, List<Long> delays, long step) {
    Anchored node = new Anchored();
    for (int i = 0; i < delays.size(); i++) {
      long asked = START + i * 61_300_000_001L;
      long seen = asked + ahead + delays.get(i);
      node.asked("web", "web", "cat /proc/" + i, asked, 101)
          .started("web", "web", "/bin/cat /proc/" + i, seen - Math.floorMod(seen, step));
    }
    List<DetectedOffset> offsets = node.offsets();
    assertThat(offsets).hasSize(1);
    return offsets.getFirst();
  }

  @Property
  void theOffsetOfANodeIsFoundWithinDelayAndResolution(
      @ForAll @LongRange(min = -DAYS, max = DAYS) long ahead,
      @ForAll @Size(min = 3, max = 12) List<@LongRange(min = 0, max = SECOND) Long> delays,
      @ForAll @IntRange(max = 9) int digits) {
    DetectedOffset offset = execs(ahead, delays, (long) Math.pow(10, digits));
    assertThat(offset.verdict().isDetected()).isTrue();
    assertThat(offset.from()).isLessThanOrEqualTo(ahead);
    assertThat(offset.to()).isGreaterThanOrEqualTo(ahead);
    assertThat(offset.anchors()).hasSize(delays.size());
    if (ahead == 0) {
      assertThat(offset.verdict()).isEqualTo(OffsetVerdict.AGREE);
    }
  }

  @Property
  void theOffsetOfANodeThatScattersIsFoundWithinItsScatter(
      @ForAll @LongRange(min = -DAYS, max = DAYS) long ahead,
      @ForAll @Size(min = 3, max = 12)
          List<@LongRange(min = -MOST_SCATTER, max = MOST_SCATTER) Long> scatter) {
    DetectedOffset offset = execs(ahead, scatter, 1);
    assertThat(offset.verdict().isDetected()).isTrue();
    assertThat(offset.offset()).isBetween(ahead - MOST_SCATTER, ahead + MOST_SCATTER);
    assertThat(offset.spread()).isLessThanOrEqualTo(2 * MOST_SCATTER);
  }

  @Property
  void anchorsThatContradictEachOtherAreRefused(
      @ForAll @LongRange(min = -DAYS, max = DAYS) long ahead,
      @ForAll @IntRange(min = 3, max = 12) int count,
      @ForAll @LongRange(min = 11, max = 10_000) long apart) {
    List<Long> delays = IntStream.range(0, count).mapToObj(i -> i * apart * SECOND).toList();
    assertThat(execs(ahead, delays, 1).verdict()).isEqualTo(OffsetVerdict.SCATTERED);
  }

  @Property
  void fewerThanThreeAnchorsAreRefused(
      @ForAll @LongRange(min = -DAYS, max = DAYS) long ahead,
      @ForAll @Size(min = 1, max = 2) List<@LongRange(min = 0, max = SECOND) Long> delays) {
    assertThat(execs(ahead, delays, 1).verdict()).isEqualTo(OffsetVerdict.TOO_FEW);
  }

  @Test
  void wholeSecondsProveNoFifthOfASecond() {
    List<Long> delays = List.of(0L, 0L, 0L, 0L);
    long behind = -SECOND / 5;
    assertThat(execs(behind, delays, 1).verdict())
        .as("started before it was asked for")
        .isEqualTo(OffsetVerdict.APART);
    assertThat(execs(behind, delays, SECOND).verdict()).isEqualTo(OffsetVerdict.AGREE);
  }

  @Test
  void moreThanAMinuteIsWarnedOf() {
    List<Long> delays = List.of(0L, 0L, 0L);
    assertThat(execs(60 * SECOND, delays, 1).verdict()).isEqualTo(OffsetVerdict.APART);
    assertThat(execs(-61 * SECOND, delays, 1).verdict()).isEqualTo(OffsetVerdict.FAR_APART);
  }

  @Test
  void oneWrongAnchorDoesNotMoveTheOffset() {
    DetectedOffset offset = execs(90 * SECOND, List.of(0L, 0L, 4_000 * SECOND, 0L, 0L), 1);
    assertThat(offset.offset()).isEqualTo(90 * SECOND);
    assertThat(offset.most()).isEqualTo(4_090 * SECOND);
    assertThat(offset.verdict()).isEqualTo(OffsetVerdict.FAR_APART);
  }

  @Test
  void aCommandAskedForSeveralTimesIsPairedInOrderOrNotAtAll() {
    Anchored node = new Anchored();
    for (int i = 0; i < 4; i++) {
      node.asked("web", "web", "ss -tanp", START + i * 30L * SECOND, 101);
      node.started("web", "web", "ss -tanp", START + i * 30L * SECOND + 200 * SECOND);
    }
    assertThat(node.offsets().getFirst().offset()).isEqualTo(200 * SECOND);
    node.started("web", "web", "ss -tanp", START + 5_000 * SECOND);
    DetectedOffset offset = node.offsets().getFirst();
    assertThat(offset.anchors()).isEmpty();
    assertThat(offset.leftOut()).isEqualTo(4);
    assertThat(offset.verdict()).isEqualTo(OffsetVerdict.TOO_FEW);
  }

  @Test
  void otherPodsContainersAndRefusedRequestsAreNoAnchors() {
    Anchored node =
        new Anchored()
            .asked("web", "web", "id", START, 101)
            .started("pay", "web", "id", START)
            .started("web", "cron", "id", START)
            .started("web", "web", "id -u", START)
            .asked("web", "web", "whoami", START, 403)
            .started("web", "web", "whoami", START);
    assertThat(node.offsets()).isEmpty();
  }

  @Test
  void containerStartsAreTheFirstProcessOneThatTheSensorSaw() {
    Anchored node = new Anchored();
    for (int i = 0; i < 3; i++) {
      String id = i + "a".repeat(63);
      long startedAt = START + i * 100L * SECOND;
      node.container(id, startedAt)
          .first(id.substring(0, 12), startedAt + 7_200 * SECOND + 123_456_789L)
          .first(id.substring(0, 12), startedAt + 9_000 * SECOND);
    }
    DetectedOffset offset = node.offsets().getFirst();
    assertThat(offset.reference()).isEqualTo(new AnchoredClock.OfKubelet("node1"));
    assertThat(offset.source()).isEqualTo(SENSOR);
    assertThat(offset.offset()).isEqualTo(7_200 * SECOND + 123_456_789L);
    assertThat(offset.referenceResolution()).isEqualTo(SECOND);
    assertThat(offset.anchors()).hasSize(3);
  }

  @Test
  void namesOfEventsTellTheClockOfTheirKubelet() {
    Anchored node = new Anchored();
    for (int i = 0; i < 5; i++) {
      long made = START + i * 7_000_000_001L;
      node.event("node1", made, made - 300 * SECOND + 2_000_000L);
      node.event("node2", made + 1, made + 3_000_000L);
    }
    List<DetectedOffset> offsets = node.offsets();
    assertThat(offsets).hasSize(2).allMatch(o -> o.source() == AUDIT);
    assertThat(offsets.get(0).reference()).isEqualTo(new AnchoredClock.OfKubelet("node1"));
    assertThat(offsets.get(0).verdict()).isEqualTo(OffsetVerdict.FAR_APART);
    assertThat(offsets.get(0).offset()).isEqualTo(-300 * SECOND + 2_000_000L);
    assertThat(offsets.get(1).verdict()).isEqualTo(OffsetVerdict.AGREE);
  }

  @Test
  void hiddenRowsAreNoAnchors() {
    Anchored node = new Anchored();
    for (int i = 0; i < 3; i++) {
      node.asked("web", "web", "cat " + i, START, 101).started("web", "web", "cat " + i, START);
    }
    assertThat(DetectedOffsets.of(node.evidence(""), new BitSet(), Progress.NONE)).isEmpty();
  }

  @Test
  void timesOfTheEdgesDoNotOverflow() {
    DetectedOffset offset =
        new DetectedOffset(
            0,
            new AnchoredClock.OfSource(1),
            AnchorKind.EXEC,
            List.of(
                new Anchor(0, Long.MAX_VALUE, Long.MIN_VALUE, 1),
                new Anchor(2, Long.MIN_VALUE, Long.MAX_VALUE, 3),
                new Anchor(4, Long.MAX_VALUE, Long.MIN_VALUE, 5)),
            0);
    assertThat(offset.most()).isEqualTo(Long.MAX_VALUE);
    assertThat(offset.least()).isEqualTo(Long.MIN_VALUE);
    assertThat(offset.from()).isPositive();
    assertThat(offset.to()).isEqualTo(Long.MAX_VALUE);
  }
}
