package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.baseline.Story.SHIM;
import static salvor.baseline.Story.parent;
import static salvor.baseline.Story.process;
import static salvor.baseline.Story.to;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Story;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

class EndingsTest {
  private static final Location POD =
      new Location(
          "n1",
          "shop",
          "web-1",
          null,
          "web",
          "0123456789ab",
          null,
          null,
          new WorkloadRef("shop", "Deployment", "web"));
  private static final Location OTHER =
      new Location("n1", "shop", "pay-1", null, "pay", "ba9876543210", null, null, null);
  private static final Location ELSEWHERE =
      new Location("n2", "shop", "far-1", null, "far", "cccccccccccc", null, null, null);
  private static final Activity END = new Activity.ProcessEnded(null, null);

  /** Falco is source 0, the audit log 1, another file of Falco 2, Hubble 3. */
  private static List<Source> sources(int rows) {
    return List.of(
        source(0, "falco", rows),
        source(1, "audit", 0),
        source(2, "falco", 0),
        source(3, "hubble", 0));
  }

  private static Source source(int id, String format, long rows) {
    return new Source(
        id, format + id + ".jsonl", "", format, 0, rows, rows, 0, List.of(), Map.of(), List.of());
  }

  private static List<Ending> endings(Story story, IntPredicate out) {
    Observations all = story.observations();
    int[] perRow = new int[all.size()];
    for (int row = 0; row < perRow.length; row++) {
      perRow[row] = out.test(row) ? 1 : 0;
    }
    Verdicts verdicts =
        new Verdicts(
            IntBuffer.wrap(perRow),
            List.of(Judgement.of(Reason.NOT_JUDGED), Judgement.of(Reason.NEW_BINARY_IN_IMAGE)));
    Evidence evidence = new Evidence(sources(all.size()), all, Inventory.EMPTY);
    Judge judge = new Judge(List.of(), Inventory.EMPTY);
    return Endings.of(
        evidence, verdicts, Findings.of(evidence, verdicts, judge.matching()), Progress.NONE);
  }

  private static Ending ending(Story story, IntPredicate out) {
    List<Ending> endings = endings(story, out);
    assertThat(endings).hasSize(1);
    return endings.getFirst();
  }

  /** A shell that is out of profile as row 0. */
  private static Story shell() {
    return new Story().in(POD).start(10, "/bin/sh", "sh", SHIM);
  }

  private static Activity api(
      String verb, String resource, @Nullable String part, String name, String user, int code) {
    String namespace = resource.equals("nodes") ? null : "shop";
    return new Activity.ApiRequest(
        verb, resource, part, namespace, name, user, null, null, null, null, code, null);
  }

  private static Story asked(Story story, Activity request) {
    return story.in(Location.UNKNOWN).by(1).act(ProcessInfo.UNKNOWN, request).in(POD).by(0);
  }

  private static long silence(Ending ending) {
    return ending.pace() == null ? -1 : ending.pace().silence() / 1_000_000_000L;
  }

  @Test
  void isQuietOnlyAsLongAsItsNodeWasRecorded() {
    Story story = shell().in(OTHER).at(60_000).start(20, "/pay", "pay", SHIM);
    story.by(3).at(80_000).act(20, "/pay", to("10.0.0.9", 80)).by(0);
    story.in(ELSEWHERE).at(90_000).start(30, "/far", "far", SHIM);
    asked(story.at(99_000), api("list", "pods", null, "", "bob", 200));
    Ending ending = ending(story, row -> row == 0);
    assertThat(silence(ending)).isEqualTo(60);
    assertThat(ending.state()).isEqualTo(Ending.State.QUIET);
    assertThat(ending.broken()).isFalse();
    assertThat(ending.audited()).isTrue();
    assertThat(ending.containers()).containsExactly("web");
  }

  @Test
  void knowsOfTheSilenceWhereTheNodeIsNotToldFromThePodAlone() {
    Location somewhere =
        new Location(null, "shop", "web-1", null, "web", "0123456789ab", null, null, null);
    Story story = new Story().in(somewhere).start(10, "/bin/sh", "sh", SHIM);
    story.at(30_000).act(99, "/nginx", to("10.0.0.9", 80));
    story.in(OTHER).at(60_000).start(20, "/pay", "pay", SHIM);
    assertThat(silence(ending(story, row -> row == 0))).isEqualTo(30);
  }

  @Test
  void tellsOfGapsInTheRecordAndOfLostEvents() {
    Story apart = shell().at(20_000).start(11, "/nginx", "nginx", SHIM);
    apart.by(2).at(50_000).start(12, "/nginx", "nginx", SHIM);
    Ending gap = ending(apart, row -> row == 0);
    assertThat(silence(gap)).isEqualTo(50);
    assertThat(gap.broken()).isTrue();
    Story lost = shell().in(Location.UNKNOWN).at(20_000);
    lost.act(ProcessInfo.UNKNOWN, new Activity.EventsLost(7, null));
    lost.in(POD).at(50_000).start(12, "/nginx", "nginx", SHIM);
    assertThat(ending(lost, row -> row == 0).broken()).isTrue();
  }

  @Test
  void namesWhatStillRunsWhereEndsAreTold() {
    Story story = shell();
    story.start(11, "/tmp/miner", "miner", parent(10, "/bin/sh", "sh"));
    story.start(12, "/bin/ls", "ls", parent(10, "/bin/sh", "sh"));
    story.act(12, "/bin/ls", END).act(10, "/bin/sh", END);
    story.at(600_000).start(13, "/nginx", "nginx", SHIM);
    Ending ending = ending(story, row -> row == 0);
    assertThat(ending.state()).isEqualTo(Ending.State.RUNS);
    assertThat(ending.processes()).isEqualTo(new Ending.Processes(List.of(1), 2, 0));
  }

  @Test
  void saysThatNobodyTellsOfEnds() {
    Story story = shell().at(600_000).start(13, "/nginx", "nginx", SHIM);
    Ending ending = ending(story, row -> row == 0);
    assertThat(ending.processes()).isEqualTo(new Ending.Processes(List.of(), 0, 1));
    assertThat(ending.state()).isEqualTo(Ending.State.QUIET);
  }

  @Test
  void takesAnotherProgramInTheSameProcessForTheSameProcess() {
    Story story = shell();
    story.start(10, "/tmp/miner", "miner", SHIM).act(10, "/tmp/miner", END);
    story.at(600_000).start(13, "/nginx", "nginx", SHIM);
    assertThat(ending(story, row -> row < 2).processes())
        .isEqualTo(new Ending.Processes(List.of(), 1, 0));
  }

  @Test
  void takesAProcessForEndedWhosePidWasUsedAgain() {
    Story story = shell().in(OTHER).act(process(5, "/x", "x", null), END).in(POD);
    story.start(10, "/nginx", "nginx", parent(2, "/init", "init"));
    story.at(600_000).start(13, "/nginx", "nginx", SHIM);
    assertThat(ending(story, row -> row == 0).processes())
        .isEqualTo(new Ending.Processes(List.of(), 1, 0));
  }

  @Test
  void namesConnectionsThatGoOnUntilTheEnd() {
    Story story = shell();
    for (int i = 1; i <= 6; i++) {
      story
          .at(3_000L * i)
          .act(process(10, "/bin/sh", "sh", null), to("203.0.113.7", 3333), Quality.FAILED);
    }
    story.at(20_000).start(13, "/nginx", "nginx", SHIM);
    Ending ending = ending(story, row -> row < 7);
    assertThat(ending.state()).isEqualTo(Ending.State.ACTS);
    assertThat(ending.repeats()).hasSize(1);
    Ending.Repeat repeat = ending.repeats().getFirst();
    assertThat(List.of(repeat.row(), repeat.times(), repeat.failed())).containsExactly(6, 6, 6);
    story.at(90_000).start(14, "/nginx", "nginx", SHIM);
    assertThat(ending(story, row -> row < 7).repeats()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "delete,pods,-,web-1,alice,200,POD_DELETED",
        "delete,pods,-,web-1,system:serviceaccount:kube-system:job-controller,200,POD_DELETED",
        "delete,pods,-,web-1,system:node:n1,200,POD_REMOVED",
        "create,pods,eviction,web-1,alice,201,POD_EVICTED",
        "deletecollection,pods,-,'',alice,200,PODS_DELETED",
        "patch,pods,-,web-1,alice,200,POD_CHANGED",
        "patch,pods,-,web-1,system:serviceaccount:falco:talon,200,POD_CHANGED",
        "create,networkpolicies,-,deny,alice,201,NETWORK_POLICY",
        "create,ciliumnetworkpolicies,-,deny,alice,201,NETWORK_POLICY",
        "patch,deployments,scale,web,alice,200,WORKLOAD_CHANGED",
        "delete,deployments,-,web,alice,200,WORKLOAD_DELETED",
        "patch,nodes,-,n1,alice,200,NODE_CHANGED",
        "delete,pods,-,web-1,alice,403,-",
        "delete,pods,-,web-1,alice,0,-",
        "delete,pods,-,web-2,alice,200,-",
        "get,pods,-,web-1,alice,200,-",
        "create,pods,exec,web-1,alice,201,-",
        "patch,pods,status,web-1,system:node:n1,200,-",
        "patch,pods,-,web-1,system:serviceaccount:kube-system:replicaset-controller,200,-",
        "patch,deployments,-,pay,alice,200,-",
        "patch,deployments,status,web,system:serviceaccount:kube-system:deployment-controller,200,-",
        "patch,nodes,-,n2,alice,200,-",
        "patch,nodes,status,n1,system:node:n1,200,-",
      })
  void knowsWhatMayHaveBeenMeantToStopIt(
      String verb,
      String resource,
      @Nullable String part,
      String name,
      String user,
      int code,
      Response.@Nullable Kind kind) {
    Story story = asked(shell().at(10_000), api(verb, resource, part, name, user, code));
    story.at(60_000).start(13, "/nginx", "nginx", SHIM);
    List<Response> responses = ending(story, row -> row == 0).responses();
    if (kind == null) {
      assertThat(responses).isEmpty();
    } else {
      assertThat(responses).extracting(Response::kind).containsExactly(kind);
    }
  }

  @Test
  void countsWhatCameAfterARequestAndLeavesOutWhatWasAskedBefore() {
    Story story = new Story();
    asked(story, api("patch", "pods", null, "web-1", "alice", 200));
    story.start(10, "/bin/sh", "sh", SHIM);
    asked(story, api("create", "networkpolicies", null, "deny", "alice", 201));
    story.act(process(10, "/bin/sh", "sh", null), to("203.0.113.7", 1), Quality.FAILED);
    story.act(10, "/bin/sh", to("203.0.113.7", 2));
    asked(story, api("delete", "pods", null, "web-1", "alice", 200));
    story.at(60_000).start(13, "/nginx", "nginx", SHIM);
    Ending ending = ending(story, row -> row == 1 || row == 3 || row == 4);
    List<List<Object>> told = new ArrayList<>();
    ending.responses().forEach(r -> told.add(List.of(r.row(), r.kind(), r.after(), r.failed())));
    assertThat(told)
        .containsExactly(
            List.of(2, Response.Kind.NETWORK_POLICY, 2, 1),
            List.of(5, Response.Kind.POD_DELETED, 0, 0));
    assertThat(ending.state()).isEqualTo(Ending.State.STOPPED);
  }

  @Test
  void tellsEachPodApartAndWhatIsNotOverFirst() {
    Story story = shell().in(OTHER).at(59_500).start(20, "/pay", "pay", SHIM);
    story.at(60_000).start(21, "/nginx", "nginx", SHIM);
    assertThat(endings(story, row -> row < 2))
        .extracting(e -> e.location().pod(), Ending::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("pay-1", Ending.State.ACTS),
            org.assertj.core.groups.Tuple.tuple("web-1", Ending.State.QUIET));
    assertThat(endings(story, _ -> false)).isEmpty();
  }
}
