package salvor.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judgement;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observations;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;

class FirstSeenTest {
  private static final long T = Synthetic.START;
  private static final Activity STARTED = new Activity.ProcessStarted();

  private static ImageDigest digest(int number) {
    return ImageDigest.in("sha256:" + ("" + (char) ('a' + number)).repeat(64)).orElseThrow();
  }

  private static Location in(String pod, @Nullable ImageDigest digest) {
    return new Location("node1", "shop", pod, null, "web", null, null, digest, null);
  }

  private static List<Flag> flags(Scene scene) {
    return FirstSeen.of(scene.observations(), scene.verdicts(), Inventory.EMPTY).flags();
  }

  @Test
  void tenSiblingPodsAndOneDifference() {
    Scene scene = new Scene();
    for (int pod = 0; pod < 10; pod++) {
      Location at = in("web-" + pod, digest(0));
      scene.add(T + pod, at, "/usr/bin/new-agent", STARTED, Scene.OUT);
      scene.add(T + 100 + pod, at, "/usr/bin/new-agent", STARTED, Scene.OUT);
      scene.add(T + 200 + pod, at, "/usr/bin/nginx", STARTED, Scene.IN);
    }
    scene.add(T + 300, in("web-6", digest(0)), "/tmp/kworkerds", STARTED, Scene.OUT);
    List<Flag> flags = flags(scene);
    assertThat(flags).hasSize(11);
    assertThat(flags.getFirst().widest()).isEqualTo(FlagScope.CASE);
    assertThat(flags.subList(1, 10))
        .allSatisfy(f -> {
          assertThat(f.widest()).isEqualTo(FlagScope.POD);
          assertThat(f.inImage()).isEqualTo(Flag.InImage.LATER);
        });
    Flag planted = flags.getLast();
    assertThat(planted.row()).isEqualTo(30);
    assertThat(planted.inPod() && planted.inCase()).isTrue();
    assertThat(planted.inImage()).isEqualTo(Flag.InImage.FIRST);
  }

  @Test
  void anotherImageHasItsOwnFirst() {
    List<Flag> flags =
        flags(
            new Scene()
                .add(T, in("web-1", digest(0)), "/bin/sh", STARTED, Scene.OUT)
                .add(T + 1, in("pay-1", digest(1)), "/bin/sh", STARTED, Scene.NEAR)
                .add(T + 2, in("pay-2", digest(1)), "/bin/sh", STARTED, Scene.OUT));
    assertThat(flags)
        .extracting(Flag::widest)
        .containsExactly(FlagScope.CASE, FlagScope.IMAGE, FlagScope.POD);
  }

  @Test
  void anUnknownDigestIsNeverGuessed() {
    List<Flag> flags =
        flags(
            new Scene()
                .add(T, in("web-1", null), "/bin/sh", STARTED, Scene.OUT)
                .add(T + 1, in("web-2", digest(0)), "/bin/sh", STARTED, Scene.OUT)
                .add(T + 2, in("web-2", digest(0)), "/bin/nc", STARTED, Scene.OUT));
    assertThat(flags)
        .extracting(Flag::inImage)
        .containsExactly(Flag.InImage.UNKNOWN, Flag.InImage.UNKNOWN, Flag.InImage.FIRST);
  }

  @Test
  void aFloodOfNewFilesLeavesOtherThingsTheirFlags() {
    Scene scene = new Scene();
    Location at = in("web-1", digest(0));
    for (int i = 0; i < FirstSeen.MOST + 5; i++) {
      scene.add(T + i, at, "/bin/p", new Activity.FileWritten("/data/" + i, null), Scene.OUT);
    }
    scene.add(
        T + 1_000_000,
        at,
        "/bin/p",
        new Activity.ConnectionOpened(
            Endpoint.NONE, new Endpoint("203.0.113.66", 443, null), "tcp"),
        Scene.OUT);
    FirstSeen first = FirstSeen.of(scene.observations(), scene.verdicts(), Inventory.EMPTY);
    assertThat(first.flags()).hasSize(FirstSeen.MOST + 1);
    assertThat(first.flags().getLast().row()).isEqualTo(FirstSeen.MOST + 5);
    assertThat(first.isComplete()).isFalse();
  }

  @Property(tries = 200)
  void isWhatOneFindsByLookingAtEveryPairOfRows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    Judgement[] judgements = {Scene.IN, Scene.UNKNOWN, Scene.NEAR, Scene.OUT, Scene.RATE};
    Scene scene = new Scene();
    for (int i = 0; i < rows; i++) {
      int pod = random.nextInt(5);
      Location at = in("p" + pod, pod == 4 ? null : digest(pod / 2));
      scene.add(
          T + i,
          at,
          "/bin/" + random.nextInt(3),
          random.nextBoolean() ? STARTED : new Activity.FileOpened("/f" + random.nextInt(2), null),
          judgements[random.nextInt(5)]);
    }
    Observations all = scene.observations();
    TimelineModel model = TimelineModel.of(all, scene.verdicts());
    FirstSeen first = FirstSeen.of(all, scene.verdicts(), Inventory.EMPTY);
    for (FlagScope scope : FlagScope.values()) {
      List<Integer> expected = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        if (isFirst(model, row, scope)) {
          expected.add(row);
        }
      }
      assertThat(first.rows(scope).stream().boxed().toList()).as("%s", scope).isEqualTo(expected);
    }
  }

  /** By the texts of the observations, one pair after the other. */
  private static boolean isFirst(TimelineModel model, int row, FlagScope scope) {
    Observations all = model.observations();
    Location at = all.get(row).location();
    if (!isNew(model, row) || (scope == FlagScope.IMAGE && at.digest() == null)) {
      return false;
    }
    for (int before = 0; before < row; before++) {
      Location there = all.get(before).location();
      boolean same =
          switch (scope) {
            case POD -> at.pod() != null && at.pod().equals(there.pod());
            case IMAGE -> there.digest() == null || there.digest().equals(at.digest());
            case CASE -> true;
          };
      if (same && isNew(model, before) && thing(all, before).equals(thing(all, row))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNew(TimelineModel model, int row) {
    DrawingClass drawn = model.drawingClass(row);
    return drawn == DrawingClass.OUT || drawn == DrawingClass.NEAR;
  }

  private static String thing(Observations all, int row) {
    return all.get(row).activity() instanceof Activity.FileOpened file
        ? file.path()
        : "" + all.get(row).process().executable();
  }
}
