package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.timeline.Milestone.COMPROMISE_CONFIRMED;
import static salvor.timeline.Milestone.COMPROMISE_POSSIBLE;
import static salvor.timeline.Milestone.EVIDENCE_COMPLETE;
import static salvor.timeline.Milestone.FIRST_ALERT;
import static salvor.timeline.Milestone.FIX_ROLLED_OUT;
import static salvor.timeline.Milestone.ISOLATED;
import static salvor.timeline.Milestone.TERMINATED;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import salvor.timeline.DwellRuler.Bracket;
import salvor.timeline.DwellRuler.Disorder;

/** Milestones and the lengths between them; one second lies between a row and the next. */
class DwellRulerTest {
  private static final long T = 1_795_410_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final TimelineModel model = model();
  private final DwellRuler seen = DwellRuler.of(model);

  private static TimelineModel model() {
    Scene scene = new Scene();
    for (int i = 0; i < 10; i++) {
      scene.started(T + i * SECOND, "web-1", i == 2 || i == 7 ? Scene.OUT : Scene.IN);
    }
    return scene.model();
  }

  private DwellRuler with(Map<Milestone, Integer> rows) {
    return seen.with(rows, model.observations());
  }

  private static String json(DwellRuler ruler) {
    Map<String, String> lengths = new TreeMap<>();
    for (Bracket bracket : Bracket.values()) {
      var length = ruler.length(bracket);
      lengths.put(
          "\"" + bracket.words() + "\"",
          length.isEmpty() ? "null" : Long.toString(length.getAsLong() / SECOND));
    }
    return lengths.toString().replace("=", ":");
  }

  @Test
  void everyBracketOfACompleteCourse() {
    DwellRuler ruler =
        with(
            Map.of(
                COMPROMISE_POSSIBLE,
                0,
                COMPROMISE_CONFIRMED,
                2,
                FIRST_ALERT,
                3,
                ISOLATED,
                5,
                EVIDENCE_COMPLETE,
                6,
                TERMINATED,
                8,
                FIX_ROLLED_OUT,
                9));
    assertThat(json(ruler))
        .isEqualTo(
            "{\"compromise to alert\":3, \"contain to fix\":4, \"detect to isolate\":2, \"isolate to evidence\":1}");
    assertThat(ruler.disorders()).isEmpty();
  }

  @Test
  void whatIsMissingStaysOpenAndIsNeverZero() {
    assertThat(json(seen))
        .isEqualTo(
            "{\"compromise to alert\":null, \"contain to fix\":null, \"detect to isolate\":null, \"isolate to evidence\":null}");
    assertThat(seen.point(COMPROMISE_POSSIBLE))
        .hasValueSatisfying(p -> assertThat(p.row()).isEqualTo(2));
    assertThat(seen.point(FIRST_ALERT)).isEmpty();
    assertThat(json(with(Map.of(ISOLATED, 5))))
        .isEqualTo(
            "{\"compromise to alert\":null, \"contain to fix\":null, \"detect to isolate\":null, \"isolate to evidence\":null}");
    assertThat(json(with(Map.of(FIRST_ALERT, 2)))).contains("\"compromise to alert\":0");
  }

  @Test
  void evidenceBeforeIsolationIsWarnedOfFirst() {
    DwellRuler ruler = with(Map.of(ISOLATED, 6, EVIDENCE_COMPLETE, 5, TERMINATED, 4));
    assertThat(ruler.disorders())
        .containsExactly(
            new Disorder(ISOLATED, EVIDENCE_COMPLETE), new Disorder(EVIDENCE_COMPLETE, TERMINATED));
    assertThat(ruler.length(Bracket.ISOLATE_TO_EVIDENCE)).hasValue(-SECOND);
  }

  @Test
  void whatAPersonSetCountsMoreThanWhatIsSeen() {
    DwellRuler ruler = with(Map.of(COMPROMISE_POSSIBLE, 1, FIRST_ALERT, 7));
    assertThat(ruler.isSet(COMPROMISE_POSSIBLE)).isTrue();
    assertThat(ruler.isSet(ISOLATED)).isFalse();
    assertThat(ruler.length(Bracket.DWELL)).hasValue(6 * SECOND);
    assertThat(ruler.with(Map.of(), model.observations())).isEqualTo(seen);
  }

  @Test
  void aCompromiseThatIsConfirmedEarlierWasPossibleThenAtTheLatest() {
    DwellRuler ruler = with(Map.of(COMPROMISE_CONFIRMED, 1, FIRST_ALERT, 4));
    assertThat(ruler.length(Bracket.DWELL)).hasValue(3 * SECOND);
    assertThat(ruler.disorders()).isEmpty();
  }

  @Test
  void withoutATimelineItIsTheSame() {
    Scene scene = new Scene();
    for (int i = 0; i < 10; i++) {
      scene.started(T + i * SECOND, "web-1", i == 2 || i == 7 ? Scene.OUT : Scene.IN);
    }
    assertThat(DwellRuler.of(scene.observations(), scene.verdicts())).isEqualTo(seen);
    Scene quiet = new Scene();
    quiet.started(T, "web-1", Scene.IN);
    assertThat(DwellRuler.of(quiet.observations(), quiet.verdicts()))
        .isEqualTo(DwellRuler.of(quiet.model()));
  }

  private static CutOff since(int second) {
    return new CutOff(T + second * SECOND, null, null, false, CutOff.Share.NONE);
  }

  @Test
  void thePodIsIsolatedSinceItWasVerifiedByTheLedger() {
    DwellRuler ruler = with(Map.of(FIRST_ALERT, 3)).with(since(6));
    assertThat(ruler.point(ISOLATED))
        .contains(new DwellRuler.Point(DwellRuler.NO_ROW, T + 6 * SECOND));
    assertThat(ruler.isRecorded(ISOLATED)).isTrue();
    assertThat(ruler.length(Bracket.DETECT_TO_ISOLATE)).hasValue(3 * SECOND);
    assertThat(ruler.running(Bracket.DETECT_TO_ISOLATE, T + 9 * SECOND)).isEmpty();
  }

  @Test
  void whatAPersonSetCountsMoreThanTheLedger() {
    DwellRuler ruler = with(Map.of(FIRST_ALERT, 3, ISOLATED, 5)).with(since(6));
    assertThat(ruler.length(Bracket.DETECT_TO_ISOLATE)).hasValue(2 * SECOND);
    assertThat(ruler.isRecorded(ISOLATED)).isFalse();
  }

  @Test
  void theClockGoesOnAsLongAsNothingIsVerifiedAndAgainWhenItIsNoMore() {
    DwellRuler ruler = with(Map.of(FIRST_ALERT, 3));
    assertThat(ruler.running(Bracket.DETECT_TO_ISOLATE, T + 9 * SECOND)).hasValue(6 * SECOND);
    assertThat(ruler.running(Bracket.DETECT_TO_ISOLATE, T + 10 * SECOND)).hasValue(7 * SECOND);
    assertThat(ruler.running(Bracket.DETECT_TO_ISOLATE, T)).as("a clock set back").isEmpty();
    CutOff.Lapse lapse = new CutOff.Lapse(T + 5 * SECOND, T + 7 * SECOND, "taken back");
    DwellRuler again =
        ruler.with(since(5)).with(new CutOff(null, lapse, null, false, CutOff.Share.NONE));
    assertThat(again.point(ISOLATED)).isEmpty();
    assertThat(again.lapse()).contains(lapse);
    assertThat(again.running(Bracket.DETECT_TO_ISOLATE, T + 9 * SECOND)).hasValue(6 * SECOND);
  }

  @Test
  void whatIsSetAgainKeepsWhatTheLedgerTells() {
    DwellRuler ruler = seen.with(since(6)).with(Map.of(FIRST_ALERT, 3), model.observations());
    assertThat(ruler.length(Bracket.DETECT_TO_ISOLATE)).hasValue(3 * SECOND);
  }
}
