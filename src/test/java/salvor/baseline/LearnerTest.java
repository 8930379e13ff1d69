package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;

class LearnerTest {
  private static final long MINUTE = 60_000;

  @Property(tries = 100)
  void learningInTwoPartsAndMergingIsLearningAtOnce(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 299) int cut) {
    Observations life = life(new Random(seed), 300);
    long middle = time(life, 0) + cut * MINUTE * 1_000_000L;
    List<Profile> whole = learn(life, Learning.ALL);
    List<Profile> parts = new ArrayList<>(learn(life, Learning.until(middle)));
    parts.addAll(learn(life, new Learning(middle, null, null, Set.of())));
    Collections.shuffle(parts, new Random(seed));
    assertThat(Set.copyOf(withoutWindows(Merging.merge(parts))))
        .isEqualTo(Set.copyOf(withoutWindows(whole)));
  }

  @Property(tries = 50)
  void howProfilesAreGroupedDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    Observations life = life(random, 200);
    long begin = time(life, 0);
    List<Profile> parts = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      long from = begin + part * 50 * MINUTE * 1_000_000L;
      parts.addAll(
          learn(life, new Learning(from, from + 50 * MINUTE * 1_000_000L, null, Set.of())));
    }
    List<Profile> grouped = new ArrayList<>(parts);
    Collections.shuffle(grouped, random);
    int at = random.nextInt(grouped.size());
    List<Profile> first = Merging.merge(grouped.subList(0, at));
    List<Profile> second = new ArrayList<>(first);
    second.addAll(grouped.subList(at, grouped.size()));
    assertThat(Set.copyOf(Merging.merge(second))).isEqualTo(Set.copyOf(Merging.merge(parts)));
  }

  @Test
  void mergingAProfileWithItselfChangesNothing() {
    List<Profile> once = learn(life(new Random(7), 200), Learning.ALL);
    List<Profile> twice = new ArrayList<>(once);
    twice.addAll(once);
    assertThat(Merging.merge(twice)).isEqualTo(once);
  }

  @Test
  void profilesThatNameNoUnitsAreOneEach() {
    Profile.Key key = new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST);
    Element read = Element.of(new Trait.Syscall("read"));
    Profile one =
        new Profile(
            "a",
            key,
            java.util.Map.of(Facet.SYSCALL, FacetState.STABLE),
            List.of(read, Element.of(new Trait.Syscall("keyctl"))),
            List.of(),
            List.of(),
            "kubescape");
    Profile other =
        new Profile(
            "a",
            key,
            java.util.Map.of(Facet.SYSCALL, FacetState.STABLE),
            List.of(read),
            List.of(),
            List.of(),
            "kubescape");
    Profile merged = Merging.merge(List.of(one, other, other)).getFirst();
    assertThat(merged.units()).hasSize(3);
    assertThat(merged.elements())
        .extracting(e -> e.trait().text() + " " + e.support())
        .containsExactly("keyctl 1", "read 3");
  }

  @Test
  void nothingOfASuspectedTimeIsLearned() {
    Observations life =
        new Story()
            .start(7, "/bin/date", "date", null)
            .at(200_000)
            .start(8, "/tmp/x", "x", null)
            .at(400_000)
            .start(9, "/bin/id", "id", null)
            .observations();
    long begin = time(life, 0);
    Window suspected = new Window(begin + 100_000_000_000L, begin + 300_000_000_000L);
    Profile cut = learn(life, new Learning(null, null, suspected, Set.of())).getFirst();
    assertThat(cut.elements())
        .extracting(e -> ((Trait.Exec) e.trait()).executable())
        .containsExactly("/bin/date", "/bin/id");
    assertThat(cut.windows()).hasSize(2).noneMatch(w -> w.overlaps(suspected));
  }

  @Test
  void alertsAreLearnedOnlyFromARuleThatLogsAll() {
    Activity.Alert alert =
        new Activity.Alert("Every start", null, null, new Activity.ProcessStarted());
    Observations life = new Story().act(7, "/bin/date", alert).observations();
    assertThat(learn(life, Learning.ALL)).isEmpty();
    assertThat(learn(life, new Learning(null, null, null, Set.of("Another rule")))).isEmpty();
    assertThat(
            learn(life, new Learning(null, null, null, Set.of("Every start")))
                .getFirst()
                .elements())
        .hasSize(1);
  }

  @Test
  void eachDayOfAPodIsAUnit() {
    Observations life =
        new Story()
            .start(7, "/bin/date", "date", null)
            .at(86_400_000L)
            .start(8, "/bin/date", "date", null)
            .at(3 * 86_400_000L)
            .start(9, "/bin/id", "id", null)
            .observations();
    Profile profile = learn(life, Learning.ALL).getFirst();
    assertThat(profile.units()).hasSize(3);
    assertThat(profile.elements()).extracting(Element::support).containsExactly(2, 1);
  }

  /** Tetragon tells of a process that ran before it at the time when that started. */
  @Test
  void nothingWasWatchedBeforeTheSensorBegan() {
    Observations life =
        new Story()
            .at(-3 * 86_400_000L)
            .start(7, "/bin/app", "app", Story.SHIM, Quality.RUNNING_BEFORE_SENSOR)
            .at(0)
            .start(8, "/bin/date", "date", null)
            .at(130_000)
            .start(9, "/bin/date", "date", null)
            .observations();
    Learning today = new Learning(life.time(1), null, null, Set.of());
    for (Learning learning : List.of(Learning.ALL, today)) {
      Profile profile = learn(life, learning).getFirst();
      assertThat(profile.units()).hasSize(1);
      assertThat(Watching.of(profile, Facet.EXEC).seconds()).isEqualTo(130);
      assertThat(profile.elements()).hasSize(2).allMatch(e -> e.support() == 1);
      assertThat(profile.hours().getFirst().counts()).containsOnlyKeys(500_000L).containsValue(2L);
    }
  }

  @Test
  void aSensorThatOnlySaysWhatRunsTeachesNothing() {
    Observations life =
        new Story()
            .start(7, "/bin/app", "app", Story.SHIM, Quality.RUNNING_BEFORE_SENSOR)
            .observations();
    assertThat(learn(life, Learning.ALL)).isEmpty();
  }

  @Test
  void aShortLookAtOnePodIsNotEnough() {
    Profile profile =
        learn(new Story().start(7, "/bin/date", "date", null).observations(), Learning.ALL)
            .getFirst();
    assertThat(profile.state(Facet.EXEC)).isEqualTo(FacetState.LEARNING);
    assertThat(profile.state(Facet.DNS)).isEqualTo(FacetState.NONE);
  }

  @Test
  void aPodThatWasSeenOnceInALongWindowIsNotStable() {
    Observations life =
        new Story()
            .start(7, "/bin/date", "date", null)
            .in(pod("build-1"))
            .at(3 * 86_400_000L)
            .start(8, "/bin/make", "make", null)
            .observations();
    Profile web = of(learn(life, Learning.ALL), "web-5468d8c4df-8ppl7");
    assertThat(Watching.of(web, Facet.EXEC).seconds()).isZero();
    assertThat(web.state(Facet.EXEC)).isEqualTo(FacetState.LEARNING);
  }

  @Test
  void theTimeBetweenTwoPodsWasNotWatched() {
    Story story = new Story();
    for (int pod = 0; pod < 2; pod++) {
      story.in(pod("build-" + pod)).at(pod * 600_000L).start(10 + pod, "/bin/make", "make", null);
      story.at(pod * 600_000L + 50_000).start(20 + pod, "/bin/make", "make", null);
    }
    Profile profile = learn(story.observations(), Learning.ALL).getFirst();
    assertThat(Watching.of(profile, Facet.EXEC).seconds()).isEqualTo(100);
    assertThat(profile.state(Facet.EXEC)).isEqualTo(FacetState.LEARNING);
  }

  @Test
  void threeUnitsThatHaveNothingInCommonAreNotStable() {
    assertThat(three("/bin/a", "/bin/b", "/bin/c").state(Facet.EXEC))
        .isEqualTo(FacetState.LEARNING);
    assertThat(three("/bin/a", "/bin/a", "/bin/a").state(Facet.EXEC)).isEqualTo(FacetState.STABLE);
  }

  @Test
  void joiningMakesNothingStableThatLearningAtOnceDoesNot() {
    List<Profile> parts = new ArrayList<>();
    for (int pod = 0; pod < 3; pod++) {
      Story story = new Story().in(pod("build-" + pod));
      story.start(7, "/bin/" + (char) ('a' + pod), "x", null).at(130_000);
      story.start(8, "/bin/" + (char) ('a' + pod), "x", null);
      parts.addAll(learn(story.observations(), Learning.ALL));
    }
    assertThat(parts).allMatch(p -> p.state(Facet.EXEC) == FacetState.STABLE);
    assertThat(Merging.merge(parts).getFirst().state(Facet.EXEC)).isEqualTo(FacetState.LEARNING);
  }

  /** A log of names for days says nothing of programs. */
  @Test
  void whatNoSensorRecordedAtTheTimeIsNotWatched() {
    Story story = new Story().by(1).start(7, "/bin/date", "date", null);
    story.by(2);
    for (int day = 1; day < 4; day++) {
      story.at(day * 86_400_000L).act(7, "/bin/web", new Activity.NameLookedUp("db", null));
    }
    Profile profile = learn(story.observations(), Learning.ALL).getFirst();
    assertThat(profile.units(Facet.EXEC)).hasSize(1);
    assertThat(profile.units(Facet.DNS)).hasSize(3);
    assertThat(profile.state(Facet.EXEC)).isEqualTo(FacetState.LEARNING);
    assertThat(profile.state(Facet.DNS)).isEqualTo(FacetState.STABLE);
  }

  /** A rule for single files tells of no others: that nothing else was read nobody knows. */
  @Test
  void readsOfSingleFilesAreNoRecordOfReads() {
    Story single = new Story().act(7, "/bin/web", new Activity.FileOpened("/etc/motd", null));
    single.at(130_000).act(7, "/bin/web", new Activity.FileOpened("/etc/motd", null));
    assertThat(learn(single.observations(), Learning.ALL).getFirst().state(Facet.FILE_READ))
        .isEqualTo(FacetState.NONE);
    single.act(7, "/bin/web", new Activity.FileOpened("/usr/lib/libc.so.6", null));
    assertThat(learn(single.observations(), Learning.ALL).getFirst().state(Facet.FILE_READ))
        .isEqualTo(FacetState.STABLE);
  }

  @Test
  void whatAnOperatorStartsIsNotLearnedThoughAnAlertCameFirst() {
    Activity alert =
        new Activity.Alert("Terminal shell", null, null, new Activity.ProcessStarted());
    ProcessInfo shell = Story.process(50, "/bin/bash", "bash", Story.SHIM);
    Story story = asked().act(shell, alert).act(shell, new Activity.ProcessStarted());
    assertThat(learned(story.start(51, "/bin/ls", "ls", Story.parent(50, "/bin/bash", "bash"))))
        .containsExactly("/bin/date");
  }

  /** Its child names it, and its words are those that the audit log has. */
  @Test
  void whatAnOperatorStartsIsNotLearnedThoughTheShellsStartIsNotRecorded() {
    ProcessInfo.Parent shell = Story.parent(50, "/bin/bash", "bash");
    Story story = asked().start(51, "/bin/ls", "ls", shell);
    story.start(52, "/bin/id", "id", Story.parent(51, "/bin/ls", "ls"));
    assertThat(learned(story)).containsExactly("/bin/date");
    assertThat(learned(asked().start(51, "/bin/ls", "ls", Story.parent(5, "/bin/web", "web"))))
        .containsExactly("/bin/date", "/bin/ls");
  }

  /** Life, and then an exec of bash. */
  private static Story asked() {
    return new Story()
        .start(7, "/bin/date", "date", null)
        .in(new Location(null, null, null, null, null, null, null, null, null))
        .act(
            ProcessInfo.UNKNOWN,
            new Activity.ApiRequest(
                "create",
                "pods",
                "exec",
                "shop",
                "web-5468d8c4df-8ppl7",
                "ann",
                null,
                null,
                "10.0.0.9",
                null,
                101,
                "/api/v1/namespaces/shop/pods/web-5468d8c4df-8ppl7/exec?command=bash&container=web"))
        .in(Story.WEB);
  }

  private static List<String> learned(Story story) {
    return learn(story.observations(), Learning.ALL).getFirst().elements().stream()
        .map(e -> ((Trait.Exec) e.trait()).executable())
        .toList();
  }

  private static Profile three(String... programs) {
    Story story = new Story();
    for (int pod = 0; pod < programs.length; pod++) {
      story.in(pod("build-" + pod)).start(10 + pod, programs[pod], "x", null);
    }
    return learn(story.observations(), Learning.ALL).getFirst();
  }

  private static Profile of(List<Profile> profiles, String pod) {
    return profiles.stream()
        .filter(p -> p.units().stream().anyMatch(u -> u.id().startsWith(pod)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecordingThatLostEventsIsTruncated() {
    Story story = new Story().start(7, "/bin/date", "date", null).at(500_000);
    story.act(1, "/bin/date", new Activity.EventsLost(5, "ring full"));
    assertThat(learn(story.observations(), Learning.ALL).getFirst().state(Facet.EXEC))
        .isEqualTo(FacetState.TRUNCATED);
  }

  @Test
  void whatNeverCeasesToShowNewThingsIsUnstable() {
    Story story = new Story();
    for (int pod = 0; pod < 4; pod++) {
      story.in(pod("build-" + pod));
      for (int i = 0; i < 20; i++) {
        story.start(100 * pod + i, "/job/" + (char) ('a' + pod) + (char) ('a' + i), "x", null);
      }
    }
    Profile profile = learn(story.observations(), Learning.ALL).getFirst();
    assertThat(profile.units()).hasSize(4);
    assertThat(profile.state(Facet.EXEC)).isEqualTo(FacetState.UNSTABLE);
  }

  private static Location pod(String name) {
    return new Location(
        "n1",
        "ci",
        name,
        null,
        "build",
        null,
        null,
        Story.DIGEST,
        new salvor.workload.WorkloadRef("ci", "Job", "build"));
  }

  /** What a handful of pods do for some minutes: each act again and again, some only once. */
  private static Observations life(Random random, int minutes) {
    Story story = new Story();
    for (int minute = 0; minute < minutes; minute++) {
      story.in(pod("build-" + random.nextInt(3))).at(minute * MINUTE);
      int which = random.nextInt(12);
      switch (random.nextInt(4)) {
        case 0 -> story.start(5000 + minute, "/bin/tool" + which, "tool -n " + minute, null);
        case 1 ->
            story.act(
                7, "/bin/redis", new Activity.FileWritten("/data/dump-" + which + ".rdb", null));
        case 2 ->
            story.act(
                7,
                "/bin/redis",
                new Activity.ConnectionAccepted(
                    new Endpoint("10.0.0.1", 80, null),
                    new Endpoint("203.0.113." + random.nextInt(20), 4000 + minute, null),
                    "tcp"));
        default -> story.act(7, "/bin/redis", new Activity.NameLookedUp("n" + which, null));
      }
    }
    return story.observations();
  }

  private static long time(Observations life, int which) {
    return life.time(which);
  }

  private static List<Profile> withoutWindows(List<Profile> profiles) {
    return profiles.stream()
        .map(p ->
            new Profile(
                p.name(),
                p.key(),
                java.util.Map.of(),
                p.elements(),
                p.units(),
                List.of(),
                p.origin()))
        .toList();
  }

  private static List<Profile> learn(Observations life, Learning learning) {
    return Learner.learn(life, Inventory.EMPTY, List.of(), learning, Progress.NONE);
  }
}
