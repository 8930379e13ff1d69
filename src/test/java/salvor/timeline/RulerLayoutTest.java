package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.timeline.Milestone.EVIDENCE_COMPLETE;
import static salvor.timeline.Milestone.FIRST_ALERT;
import static salvor.timeline.Milestone.FIX_ROLLED_OUT;
import static salvor.timeline.Milestone.ISOLATED;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.timeline.RulerLayout.About;
import salvor.timeline.RulerLayout.Pennant;
import salvor.timeline.RulerLayout.Side;
import salvor.timeline.RulerLayout.State;

/** Where flags, bars and texts of the dwell ruler stand; a letter is 6 pixels wide. */
class RulerLayoutTest {
  private static final long T = 1_795_410_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final RulerLayout.Words WORDS =
      new RulerLayout.Words() {
        @Override
        public double width(String text) {
          return 6 * text.length();
        }

        @Override
        public String length(long nanos) {
          return nanos / SECOND + " s";
        }

        @Override
        public String hint() {
          return "";
        }
      };

  private final TimelineModel model = model();

  private static TimelineModel model() {
    Scene scene = new Scene();
    for (int i = 0; i < 100; i++) {
      scene.started(T + i * SECOND, "web-1", i == 20 || i == 40 ? Scene.OUT : Scene.IN);
    }
    return scene.model();
  }

  private RulerLayout layout(Map<Milestone, Integer> set, Viewport viewport) {
    DwellRuler ruler = DwellRuler.of(model).with(set, model.observations());
    return RulerLayout.of(ruler, model, viewport, 16, WORDS);
  }

  private static Viewport of(int from, int to, int width) {
    return Viewport.fitting(T + from * SECOND, T + to * SECOND, width, 100, 20);
  }

  @Test
  void nothingCoversAnythingAndEveryFlagIsThereAtAnyZoom() {
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      Map<Milestone, Integer> set = new TreeMap<>();
      for (Milestone each : Milestone.values()) {
        if (random.nextBoolean()) {
          set.put(each, random.nextInt(100));
        }
      }
      int from = random.nextInt(99);
      Viewport viewport =
          of(from, from + 1 + random.nextInt(100 - from), 130 + random.nextInt(1000));
      RulerLayout layout = layout(set, viewport);
      List<int[]> flags = new ArrayList<>();
      layout.pennants().forEach(p -> flags.add(new int[] {p.left(), p.left() + p.width()}));
      assertApart(flags, viewport.width());
      assertThat(layout.pennants()).extracting(p -> p.milestone()).containsAll(set.keySet());
      List<int[]> texts = new ArrayList<>();
      layout.texts().forEach(t -> texts.add(new int[] {t.left(), t.left() + t.width()}));
      assertApart(texts, viewport.width());
    }
  }

  private static void assertApart(List<int[]> places, int room) {
    int free = 0;
    for (int[] place : places) {
      assertThat(place[0]).isGreaterThanOrEqualTo(free);
      free = place[1];
    }
    assertThat(free).isLessThanOrEqualTo(room);
  }

  @Test
  void whatIsOutOfSightStandsAtTheEdgeItLiesBehind() {
    RulerLayout layout = layout(Map.of(FIRST_ALERT, 25, FIX_ROLLED_OUT, 90), of(50, 60, 600));
    assertThat(layout.pennants())
        .extracting(p -> p.number() + " " + p.side())
        .containsExactly("1 EARLIER", "3 EARLIER", "7 LATER");
    assertThat(layout.pennants().getFirst().left()).isZero();
    Pennant last = layout.pennants().getLast();
    assertThat(last.left() + last.width()).isEqualTo(600);
    assertThat(layout.pennants())
        .as("a number alone says nothing")
        .extracting(Pennant::label)
        .containsExactly("possible compromise", "first alert", "fixed");
    assertThat(layout(Map.of(FIRST_ALERT, 25, FIX_ROLLED_OUT, 90), of(50, 60, 90)).pennants())
        .extracting(Pennant::label)
        .containsOnly("");
    assertThat(layout.extent().from()).isGreaterThan(layout.extent().to());
  }

  @Test
  void anOpenLengthReachesTheEdgeAndSaysSo() {
    RulerLayout layout = layout(Map.of(FIRST_ALERT, 25), of(0, 99, 900));
    assertThat(layout.bars()).extracting(b -> b.state()).containsExactly(State.KNOWN, State.OPEN);
    assertThat(layout.bars().getLast().to()).isEqualTo(899);
    assertThat(layout.texts())
        .extracting(t -> t.words())
        .containsExactly(
            "compromise to alert 5 s", "out of profile for 20 s", "detect to isolate open");
  }

  @Test
  void evidenceTakenBeforeIsolationIsWarnedOf() {
    RulerLayout layout =
        layout(Map.of(FIRST_ALERT, 25, ISOLATED, 60, EVIDENCE_COMPLETE, 50), of(0, 99, 1600));
    assertThat(layout.texts())
        .filteredOn(t -> t.about() == About.WARNING)
        .extracting(t -> t.words())
        .containsExactly("wrong order: evidence complete before isolated");
    assertThat(layout.texts())
        .extracting(t -> t.words())
        .contains("isolate to evidence \u221210 s");
    assertThat(layout.bars()).filteredOn(b -> b.state() == State.WRONG).hasSize(1);
  }

  @Test
  void aPersonsFlagIsToldFromOneThatIsOnlySeen() {
    RulerLayout layout = layout(Map.of(ISOLATED, 60), of(0, 99, 900));
    assertThat(layout.pennants())
        .extracting(p -> p.milestone().brief() + " " + p.set() + " " + p.side())
        .containsExactly("possible compromise false " + Side.IN_SIGHT, "isolated true IN_SIGHT");
  }

  @Test
  void whatIsOutOfProfileWithoutATimeIsNotSaidToBeAbsent() {
    Scene scene = new Scene().started(T, "web-1", Scene.IN);
    assertThat(quiet(scene)).isEqualTo("nothing is out of profile");
    scene.add(
        null, Scene.at("web", "web-1", "web"), "sh", new Activity.ProcessStarted(), Scene.OUT);
    assertThat(quiet(scene)).isEqualTo("no event with a sure time is out of profile");
  }

  private static String quiet(Scene scene) {
    TimelineModel model = scene.model();
    return RulerLayout.of(DwellRuler.of(model), model, of(0, 100, 1000), 16, WORDS).texts().stream()
        .filter(text -> text.about() == About.EXTENT)
        .findFirst()
        .orElseThrow()
        .words();
  }

  private List<String> texts(CutOff cutOff, Long now) {
    DwellRuler ruler =
        DwellRuler.of(model).with(Map.of(FIRST_ALERT, 25), model.observations()).with(cutOff);
    RulerLayout.Words words =
        new RulerLayout.Words() {
          @Override
          public double width(String text) {
            return WORDS.width(text);
          }

          @Override
          public String length(long nanos) {
            return WORDS.length(nanos);
          }

          @Override
          public String hint() {
            return "";
          }

          @Override
          public OptionalLong now() {
            return now == null ? OptionalLong.empty() : OptionalLong.of(now);
          }
        };
    RulerLayout layout = RulerLayout.of(ruler, model, of(0, 99, 1600), 16, words);
    return layout.texts().stream().map(RulerLayout.Text::words).toList();
  }

  @Test
  void theClockTicksUntilItIsVerified() {
    assertThat(texts(CutOff.NONE, T + 90 * SECOND)).contains("detect to isolate 65 s and counting");
    assertThat(texts(CutOff.NONE, T + 91 * SECOND)).contains("detect to isolate 66 s and counting");
    CutOff verified = new CutOff(T + 60 * SECOND, null, null, false, CutOff.Share.NONE);
    assertThat(texts(verified, T + 91 * SECOND))
        .contains("detect to isolate 35 s")
        .noneMatch(text -> text.startsWith("detect to isolate") && text.endsWith("counting"));
    assertThat(texts(verified.alarmed(true), T + 91 * SECOND))
        .contains("detect to isolate 35 s", "isolated, but something changed since: look again");
    CutOff.Lapse lapse = new CutOff.Lapse(T + 60 * SECOND, T + 80 * SECOND, "something passes");
    assertThat(texts(new CutOff(null, lapse, null, false, CutOff.Share.NONE), T + 91 * SECOND))
        .contains(
            "detect to isolate 66 s and counting",
            "not isolated any more: something passes, after 20 s");
  }
}
