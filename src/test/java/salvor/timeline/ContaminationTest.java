package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Profile;
import salvor.baseline.Watched;
import salvor.baseline.Window;
import salvor.timeline.Contamination.Stretch;

/** Which baselines may have learned the attack; one second lies between a row and the next. */
class ContaminationTest {
  private static final long T = 1_795_410_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final TimelineModel model = model(3, 6);
  private final DwellRuler seen = DwellRuler.of(model);

  private static TimelineModel model(int first, int last) {
    Scene scene = new Scene();
    for (int i = 0; i < 10; i++) {
      scene.started(T + i * SECOND, "web-1", i == first || i == last ? Scene.OUT : Scene.IN);
    }
    return scene.model();
  }

  private static Profile learned(@Nullable Long from, @Nullable Long until) {
    return new Profile(
        "shop/web",
        new Profile.Key("shop", "Deployment", "web", "web", null),
        Map.of(),
        List.of(),
        Watched.units(2),
        from == null && until == null
            ? List.of()
            : List.of(
                new Window(
                    from == null ? Long.MIN_VALUE : from, until == null ? Long.MAX_VALUE : until)),
        "salvor");
  }

  private static Profile seconds(int from, int until) {
    return learned(T + from * SECOND, T + until * SECOND);
  }

  private List<Contamination> of(DwellRuler ruler, Profile baseline) {
    return Contamination.of(List.of(baseline), ruler, model.observations());
  }

  @Test
  void aWindowThatReachesIntoTheAttackOverlapsFromTheFirstOutOfProfile() {
    assertThat(of(seen, seconds(0, 5)))
        .singleElement()
        .satisfies(c -> {
          assertThat(c.from()).isEqualTo(T + 3 * SECOND);
          assertThat(c.to()).as("its end is not included").isEqualTo(T + 5 * SECOND - 1);
          assertThat(c.length()).isEqualTo(2 * SECOND);
        });
  }

  @Test
  void windowsThatLeaveTheAttackOutAreClean() {
    Profile cut =
        new Profile(
            "shop/web",
            new Profile.Key("shop", "Deployment", "web", "web", null),
            Map.of(),
            List.of(),
            Watched.units(2),
            List.of(
                new Window(
                    Long.MIN_VALUE, seen.point(Milestone.COMPROMISE_POSSIBLE).orElseThrow().time()),
                new Window(T + 1_000_000 * SECOND, Long.MAX_VALUE)),
            "salvor");
    assertThat(of(seen, cut)).isEmpty();
  }

  @Test
  void aWindowThatEndsAsTheAttackBeginsIsClean() {
    assertThat(of(seen, seconds(0, 3))).isEmpty();
    assertThat(of(seen, learned(T + 6 * SECOND + 1, null))).isEmpty();
  }

  @Test
  void aBaselineThatNamesNoWindowIsNotBlamed() {
    assertThat(of(seen, learned(null, null))).isEmpty();
    assertThat(of(seen, learned(null, T + 4 * SECOND))).as("it may begin anywhere").hasSize(1);
  }

  @Test
  void whatTheInvestigatorSetCounts() {
    DwellRuler earlier =
        seen.with(
            Map.of(Milestone.COMPROMISE_CONFIRMED, 1, Milestone.ISOLATED, 4), model.observations());
    assertThat(Contamination.suspected(earlier, model.observations()))
        .contains(new Stretch(T + SECOND, T + 4 * SECOND));
    assertThat(of(earlier, seconds(0, 2))).hasSize(1);
    assertThat(of(earlier, seconds(5, 9))).as("after containment").isEmpty();
  }

  @Test
  void nothingOutOfProfileTellsOfNoIncidentUntilSomebodyNamesIt() {
    TimelineModel quiet = model(-1, -1);
    DwellRuler ruler = DwellRuler.of(quiet);
    assertThat(Contamination.of(List.of(seconds(0, 9)), ruler, quiet.observations())).isEmpty();
    DwellRuler named = ruler.with(Map.of(Milestone.COMPROMISE_POSSIBLE, 5), quiet.observations());
    assertThat(Contamination.of(List.of(seconds(0, 9)), named, quiet.observations()))
        .as("the baseline has learned all of it")
        .hasSize(1);
  }

  @Property
  void anOverlapIsThereExactlyWhenAMomentLiesInBoth(
      @ForAll @IntRange(min = -3, max = 12) int from, @ForAll @IntRange(max = 12) int length) {
    int until = from + length;
    boolean both = false;
    for (int at = from; at < until; at++) {
      both |= at >= 3 && at <= 6;
    }
    assertThat(!of(seen, seconds(from, until)).isEmpty()).isEqualTo(both);
  }

  @Test
  void overlapsThatTouchAreOneStretch() {
    Profile any = seconds(0, 1);
    assertThat(
            Contamination.stretches(
                List.of(
                    new Contamination(any, 5, 9),
                    new Contamination(any, 1, 3),
                    new Contamination(any, 8, 12))))
        .containsExactly(new Stretch(1, 3), new Stretch(5, 12));
  }
}
