package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judge;
import salvor.baseline.Story;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.TimelineModel;
import salvor.triage.ComparedAct.Presence;
import salvor.workload.Container;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

class ComparisonTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long BEGIN = 1_800_000_000L * SECOND;

  private static Location pod(String name, String id, @Nullable ImageDigest digest) {
    return new Location(null, "shop", name, null, "web", id, null, digest, null);
  }

  private static final Location ONE = pod("one", "aaaaaaaaaaaa", Story.DIGEST);
  private static final Location OTHER = pod("other", "bbbbbbbbbbbb", Story.DIGEST);

  private final Story story = new Story();
  private Inventory inventory = Inventory.EMPTY;

  private record Told(Evidence evidence, Verdicts verdicts, LaneTree tree) {
    Comparison compare(ComparedSide a, ComparedSide b, Alignment alignment) {
      return Comparison.of(evidence, verdicts, tree, a, b, alignment, Progress.NONE);
    }

    Lane lane(Lane.Level level, String name) {
      for (int id = 0; id < tree.size(); id++) {
        Lane lane = tree.lane(id);
        if (lane.level() == level && name.equals(lane.name())) {
          return lane;
        }
      }
      throw new AssertionError(name);
    }

    ComparedSide pod(String name) {
      return ComparedSide.of(lane(Lane.Level.POD, name).children().getFirst());
    }
  }

  private Told told() {
    Observations all = story.observations();
    Evidence evidence = new Evidence(List.of(), all, inventory);
    Verdicts verdicts = new Judge(List.of(), inventory).judge(all, Progress.NONE);
    return new Told(evidence, verdicts, TimelineModel.of(all, verdicts).tree());
  }

  private Comparison replicas(Alignment alignment) {
    Told told = told();
    return told.compare(told.pod("one"), told.pod("other"), alignment);
  }

  private static Alignment.Zero zero(ComparedRows side) {
    return side.units().getFirst().from();
  }

  /** The first process of the other pod is far behind; the search for it must end when asked to. */
  @Test
  void stopsWhileItLooksForWhereBothBegin() {
    story.in(ONE).at(1000);
    for (int i = 0; i < 20; i++) {
      story.act(1, "/bin/app", new Activity.FileOpened("/etc/hosts", null));
    }
    Told told = told();
    Progress stopped =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            if (doing.equals("Finding where both begin")) {
              throw new salvor.jobs.JobCancelled();
            }
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            Comparison.of(
                told.evidence(),
                told.verdicts(),
                told.tree(),
                told.pod("one"),
                told.pod("one"),
                new Alignment.Start(),
                stopped))
        .isInstanceOf(salvor.jobs.JobCancelled.class);
  }

  @Test
  void everyRowIsFoundAtItsPlaceHoweverManyPodsASideHas() {
    story.in(ONE).at(1000).start(1, "/bin/app", "app", Story.SHIM);
    story.in(OTHER).at(500_000).start(2, "/bin/app", "app", Story.SHIM);
    for (int i = 0; i < 30; i++) {
      story
          .in(i % 2 == 0 ? ONE : OTHER)
          .at(600_000 + i * 7919 % 1000)
          .act(i % 2 + 1, "/bin/app", new Activity.FileOpened("/etc/" + i % 5, null));
    }
    Told told = told();
    Lane both = told.lane(Lane.Level.POD, "one").parent();
    assertThat(both).isNotNull();
    Lane top = both;
    while (top.parent() != null) {
      top = top.parent();
    }
    Comparison compared =
        told.compare(ComparedSide.of(top), told.pod("one"), new Alignment.Start());
    ComparedRows side = compared.a();
    assertThat(side.units()).hasSize(2);
    assertThat(side.compared()).isEqualTo(32);
    for (int place = 0; place < side.compared(); place++) {
      assertThat(side.placeOf(side.row(place))).isEqualTo(place);
      assertThat(compared.actOf(side.row(place))).isEqualTo(side.act(place));
    }
    assertThat(side.placeOf(100_000)).isEqualTo(-1);
    assertThat(side.placeOf(-1)).isEqualTo(-1);
  }

  @Test
  void withoutClusterObjectsTheFirstProcessIsTheStart() {
    story.in(ONE).at(1000).act(1, "/bin/app", new Activity.FileOpened("/etc/hosts", null));
    story.at(3000).start(2, "/bin/app", "app", Story.SHIM);
    story.in(OTHER).at(9000).act(3, "/bin/app", new Activity.FileOpened("/etc/hosts", null));
    Comparison compared = replicas(new Alignment.Start());
    assertThat(zero(compared.a())).isEqualTo(Alignment.Zero.FIRST_PROCESS);
    assertThat(compared.a().offset(0)).isEqualTo(-2 * SECOND);
    assertThat(zero(compared.b())).isEqualTo(Alignment.Zero.FIRST_EVENT);
    assertThat(compared.b().offset(0)).isZero();
  }

  @Test
  void clusterObjectsTellTheStartBeforeAnyRecord() {
    inventory =
        new Inventory(
            List.of(
                new Pod(
                    "shop",
                    "one",
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    List.of(
                        new Container(
                            "web",
                            "aaaaaaaaaaaaffff",
                            null,
                            Story.DIGEST,
                            BEGIN - 5 * SECOND,
                            List.of())))),
            List.of(),
            Map.of());
    story.in(ONE).at(1000).start(2, "/bin/app", "app", Story.SHIM);
    story.in(OTHER).start(3, "/bin/app", "app", Story.SHIM);
    Comparison compared = replicas(new Alignment.Start());
    assertThat(zero(compared.a())).isEqualTo(Alignment.Zero.CLUSTER_OBJECTS);
    assertThat(compared.a().offset(0)).isEqualTo(6 * SECOND);
    assertThat(compared.differences()).isZero();
  }

  @Test
  void atAChosenEventBothBeginWhereTheyFirstDidTheSame() {
    story.in(ONE).at(1000).act(1, "/bin/app", Story.to("192.0.2.1", 80));
    story.in(ONE).at(4000).act(1, "/bin/app", Story.to("192.0.2.1", 80));
    story.in(OTHER).at(7000).act(1, "/bin/app", Story.to("192.0.2.1", 80));
    story.in(OTHER).at(8000).act(1, "/bin/app", Story.to("192.0.2.9", 80));
    Comparison same = replicas(new Alignment.Event(1));
    assertThat(same.a().offset(0)).isEqualTo(-3 * SECOND);
    assertThat(same.b().offset(0)).isZero();
    assertThat(zero(same.a())).isEqualTo(Alignment.Zero.CHOSEN_EVENT);
    assertThat(zero(same.b())).isEqualTo(Alignment.Zero.LIKE_EVENT);
    assertThat(same.b().units().getFirst().row()).as("which one is told").isEqualTo(2);
    Comparison another = replicas(new Alignment.Event(1, 3));
    assertThat(zero(another.b())).isEqualTo(Alignment.Zero.CHOSEN_EVENT);
    assertThat(another.a().offset(0)).isEqualTo(-3 * SECOND);
    assertThat(another.b().offset(1)).isZero();
    Comparison never = replicas(new Alignment.Event(3));
    assertThat(zero(never.a())).isEqualTo(Alignment.Zero.CLOCK_OF_CHOSEN_EVENT);
    assertThat(never.a().offset(1)).isEqualTo(-4 * SECOND);
  }

  @Test
  void oneLaneBeforeAndAfter() {
    story.in(ONE).at(0).act(1, "/bin/app", Story.to("192.0.2.1", 80));
    story.at(10_000).act(1, "/bin/app", Story.to("192.0.2.1", 80));
    story.at(11_000).act(1, "/bin/app", Story.to("203.0.113.9", 4444));
    Told told = told();
    Lane lane = told.pod("one").lane();
    Comparison compared =
        told.compare(
            new ComparedSide(lane, null, BEGIN + 10 * SECOND),
            new ComparedSide(lane, BEGIN + 10 * SECOND, null),
            new Alignment.Window());
    assertThat(compared.acts())
        .extracting(ComparedAct::presence)
        .containsExactly(Presence.ONLY_B, Presence.BOTH);
    assertThat(compared.b().offset(0)).isZero();
  }

  @Test
  void severalReplicasAreOneSideEachFromItsOwnStart() {
    for (Location pod : List.of(ONE, OTHER, pod("third", "cccccccccccc", Story.DIGEST))) {
      story.in(pod).start(2, "/bin/app", "app", Story.SHIM);
      story.act(2, "/bin/app", Story.to("192.0.2.1", 80));
    }
    Told told = told();
    Lane namespace = Objects.requireNonNull(told.lane(Lane.Level.POD, "one").parent());
    Comparison compared =
        told.compare(told.pod("one"), ComparedSide.of(namespace), new Alignment.Start());
    assertThat(compared.b().units()).hasSize(3);
    assertThat(compared.differences()).isZero();
    assertThat(compared.acts())
        .allSatisfy(act -> {
          assertThat(Objects.requireNonNull(act.b()).count()).isEqualTo(3);
          assertThat(act.b().firstOffset())
              .isEqualTo(Objects.requireNonNull(act.a()).firstOffset());
        });
    for (int i = 1; i < compared.b().compared(); i++) {
      assertThat(compared.b().offset(i)).isGreaterThanOrEqualTo(compared.b().offset(i - 1));
    }
  }

  @Test
  void manyClientsOfOnePortAreOneAct() {
    for (int i = 1; i <= 20; i++) {
      story
          .in(i % 2 == 0 ? ONE : OTHER)
          .act(1, "/bin/app", Story.from("198.51.100." + i, 4000 + i));
    }
    assertThat(replicas(new Alignment.Start()).acts())
        .singleElement()
        .satisfies(act -> assertThat(act.presence()).isEqualTo(Presence.BOTH));
  }

  @Test
  void whatAPodAsksOfTheApiIsItsOwn() {
    story.in(ONE).start(2, "/bin/app", "app", Story.SHIM);
    story.in(OTHER).start(2, "/bin/app", "app", Story.SHIM);
    story
        .in(Location.UNKNOWN)
        .act(
            1,
            "/bin/app",
            new Activity.ApiRequest(
                "list", "secrets", null, null, null, "u", null, "shop/one", null, null, 200, null));
    assertThat(replicas(new Alignment.Start()).acts())
        .filteredOn(act -> act.presence() != Presence.BOTH)
        .singleElement()
        .satisfies(act -> {
          assertThat(act.presence()).isEqualTo(Presence.ONLY_A);
          assertThat(act.kind()).isEqualTo(ComparedAct.Kind.API);
        });
  }

  @Test
  void differentImagesAreSaidAndCompared() {
    story.in(ONE).start(2, "/bin/app", "app", Story.SHIM);
    ImageDigest newer = new ImageDigest("sha256:" + "b".repeat(64));
    story.in(pod("other", "bbbbbbbbbbbb", newer)).start(2, "/bin/app", "app", Story.SHIM);
    Comparison compared = replicas(new Alignment.Start());
    assertThat(compared.ofDifferentImages()).isTrue();
    assertThat(compared.differences()).isZero();
  }

  @Test
  void whatIsNotComparedIsCounted() {
    story.in(ONE).start(2, "/bin/app", "app", Story.SHIM);
    story.act(2, "/bin/app", new Activity.ProcessEnded(0, null));
    story.start(1, "/usr/bin/containerd-shim-runc-v2", "shim", Story.SHIM);
    story.in(OTHER).start(2, "/bin/app", "app", Story.SHIM);
    Comparison compared = replicas(new Alignment.Start());
    assertThat(compared.a().all()).isEqualTo(3);
    assertThat(compared.a().compared()).isEqualTo(1);
    assertThat(compared.a().notSpokenOf()).isEqualTo(1);
    assertThat(compared.a().byRuntime()).isEqualTo(1);
  }
}
