package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Matching;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.baseline.Verdicts;
import salvor.baseline.Watched;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.Mirror;
import salvor.timeline.RowFilter;
import salvor.timeline.TimelineModel;
import salvor.triage.ComparedAct.Expected.Answer;
import salvor.triage.ComparedAct.Presence;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** What one container did, set against what its baseline knows. */
class BaselineComparisonTest {
  private static final Trait LOG = new Trait.File("/var/log/\u22ef", Trait.File.Access.WRITE, null);
  private static final Trait ROTATED = new Trait.File("/srv/old", Trait.File.Access.WRITE, null);
  private static final Trait NAME = new Trait.Lookup("db.example");

  private final Story story = new Story();
  private final Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
  private final List<Element> elements = new ArrayList<>();
  private ImageDigest learnedOf = Story.DIGEST;

  private void knows(Trait trait) {
    elements.add(Element.of(trait));
    states.putIfAbsent(trait.facet(), FacetState.STABLE);
  }

  private void writes(String path) {
    story.act(2, "/bin/app", new Activity.FileWritten(path, null));
  }

  private Profile profile() {
    return new Profile(
        "shop/deployment/web:web",
        new Profile.Key("shop", "Deployment", "web", "web", learnedOf),
        states,
        elements,
        Watched.units(3),
        List.of(),
        "test");
  }

  private Comparison compared() {
    Observations all = story.observations();
    Evidence evidence = new Evidence(List.of(), all, Inventory.EMPTY);
    Judge judge = new Judge(List.of(profile()), Inventory.EMPTY);
    Verdicts verdicts = judge.judge(all, Progress.NONE);
    LaneTree tree = TimelineModel.of(all, verdicts).tree();
    Lane web =
        tree.roots().stream()
            .flatMap(root -> tree.tracks(root).stream())
            .filter(track -> track.level() == Lane.Level.CONTAINER)
            .findFirst()
            .orElseThrow();
    BaselineChoice choice = BaselineChoice.of(web, tree, all, judge.matching());
    assertThat(choice).isInstanceOf(BaselineChoice.One.class);
    Comparison compared =
        Comparison.withBaseline(
            evidence,
            verdicts,
            tree,
            (BaselineChoice.One) choice,
            ComparedSide.of(web),
            new Alignment.Start(),
            Progress.NONE);
    picture = MirroredActs.of(compared, verdicts, RowFilter.ALL);
    return compared;
  }

  private MirroredActs picture;

  @Test
  void whatIsExpectedAndWasNotSeenHasNoTime() {
    knows(LOG);
    knows(ROTATED);
    writes("/var/log/a.log");
    writes("/var/log/b.log");
    Comparison compared = compared();
    assertThat(compared.acts()).extracting(ComparedAct::trait).containsExactly(ROTATED, LOG);
    ComparedAct absent = compared.acts().getFirst();
    assertThat(absent.presence()).isEqualTo(Presence.ONLY_B);
    assertThat(absent.isUnseen()).isTrue();
    assertThat(compared.acts().get(1).a())
        .as("a wildcard is opposite all that it covers")
        .satisfies(seen -> assertThat(seen.count()).isEqualTo(2));
    assertThat(compared.baseline().orElseThrow().met()).isEqualTo(1);
    assertThat(picture.mirror().last(Mirror.Half.LOWER)).isEqualTo(1_000_000_000L);
  }

  @Test
  void whatIsDoneAndNotKnownStandsOppositeAHollowMark() {
    knows(LOG);
    writes("/var/log/a.log");
    writes("/tmp/x");
    Comparison compared = compared();
    assertThat(compared.differences()).isEqualTo(1);
    assertThat(compared.acts().getFirst().presence()).isEqualTo(Presence.ONLY_A);
    assertThat(compared.acts().getFirst().worst()).isEqualTo(DrawingClass.OUT);
    assertThat(near(Mirror.Half.UPPER, 1)).isEqualTo(DrawingClass.OUT);
    assertThat(near(Mirror.Half.LOWER, 0)).as("known").isEqualTo(DrawingClass.IN);
    assertThat(near(Mirror.Half.LOWER, 1)).as("nothing stands there, so it is hollow").isNull();
  }

  private DrawingClass near(Mirror.Half half, long second) {
    var at = salvor.timeline.Viewport.fitting(0, 10_000_000_000L, 100, 100, 1);
    var cell = picture.mirror().near(half, 0, at, at.x(second * 1_000_000_000L), 1);
    return cell == null ? null : cell.worst();
  }

  @Test
  void whereNothingIsStableNothingIsClaimed() {
    states.put(Facet.FILE_WRITE, FacetState.LEARNING);
    knows(LOG);
    knows(ROTATED);
    writes("/var/log/a.log");
    writes("/tmp/x");
    Comparison compared = compared();
    assertThat(compared.baseline().orElseThrow().stable()).isEmpty();
    assertThat(compared.differences()).isZero();
    assertThat(compared.count(Presence.UNTOLD)).isEqualTo(2);
    assertThat(compared.acts())
        .filteredOn(act -> act.presence() == Presence.UNTOLD)
        .allSatisfy(act -> {
          assertThat(act.expected().answer()).isEqualTo(Answer.CANNOT_TELL);
          assertThat(act.expected().reason()).isEqualTo(Reason.FACET_LEARNING);
          assertThat(act.worst()).as("never as normal").isEqualTo(DrawingClass.UNKNOWN);
        });
    assertThat(near(Mirror.Half.LOWER, 1)).isEqualTo(DrawingClass.UNKNOWN);
  }

  @Test
  void ofAnotherImageNothingIsClaimed() {
    learnedOf = new ImageDigest("sha256:" + "b".repeat(64));
    knows(LOG);
    writes("/var/log/a.log");
    writes("/tmp/x");
    Comparison compared = compared();
    assertThat(compared.ofDifferentImages()).isTrue();
    assertThat(compared.baseline().orElseThrow().rule()).isEqualTo(Matching.Rule.OTHER_DIGEST);
    assertThat(compared.count(Presence.UNTOLD)).isEqualTo(compared.acts().size()).isEqualTo(2);
  }

  /** Such a baseline is found too where the evidence does not say which image ran. */
  @Test
  void anUnknownImageIsNotCalledAnotherOne() {
    knows(LOG);
    story.in(
        new Location(
            null, "shop", "web-5468d8c4df-8ppl7", null, "web", "0123456789ab", null, null, null));
    writes("/var/log/a.log");
    Comparison compared = compared();
    assertThat(compared.baseline().orElseThrow().rule()).isEqualTo(Matching.Rule.OTHER_DIGEST);
    assertThat(compared.ofDifferentImages()).isFalse();
  }

  /** Falco tells of a listening socket, and not always of its port. */
  @Test
  void whatSaysTooLittleIsNotCalledUnknownToTheBaseline() {
    knows(new Trait.Network(Trait.Network.Direction.LISTEN, new Peer.Outside(), 8080, "tcp", null));
    story.act(2, "/bin/app", new Activity.Listening(new Endpoint(null, 0, null), "tcp"));
    assertThat(compared().acts())
        .filteredOn(act -> !act.isUnseen())
        .singleElement()
        .satisfies(act -> {
          assertThat(act.presence()).isEqualTo(Presence.UNTOLD);
          assertThat(act.expected().reason()).isEqualTo(Reason.NOT_ENOUGH_DETAIL);
        });
  }

  @Test
  void whatNoSensorRecordsIsNotMissed() {
    knows(NAME);
    knows(LOG);
    writes("/var/log/a.log");
    story.act(
        2,
        "/bin/app",
        new Activity.Alert("rule", "Notice", null, new Activity.NameLookedUp("x.example", null)));
    Comparison compared = compared();
    assertThat(compared.baseline().orElseThrow().recorded()).containsExactly(Facet.FILE_WRITE);
    assertThat(compared.acts())
        .filteredOn(act -> act.trait().equals(NAME))
        .singleElement()
        .satisfies(act -> {
          assertThat(act.presence()).isEqualTo(Presence.UNTOLD);
          assertThat(act.expected().answer()).isEqualTo(Answer.NOT_RECORDED);
        });
    assertThat(compared.acts())
        .as("an alert that tells of a name is out of profile all the same")
        .anyMatch(act -> act.presence() == Presence.ONLY_A);
  }

  /** Kubescape keeps arguments word for word: starts of one shape may be known and not. */
  @Test
  void argumentsThatAreKnownWordForWordAreTakenSo() {
    knows(new Trait.Exec("/bin/cat", null, null, null, List.of("cat", "/srv/a"), null));
    story.start(2, "/bin/cat", "cat /srv/a", Story.SHIM);
    story.start(3, "/bin/cat", "cat /srv/b", Story.SHIM);
    assertThat(compared().acts())
        .extracting(ComparedAct::presence)
        .containsExactly(Presence.ONLY_A, Presence.BOTH);
  }
}
