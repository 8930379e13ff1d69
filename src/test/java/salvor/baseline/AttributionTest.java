package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.workload.Container;
import salvor.workload.DeclaredCommand;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/** What explains something, and what only looks as if it did. */
class AttributionTest {
  private static final String POD = "web-5468d8c4df-8ppl7";
  private static final Location API =
      new Location(null, null, null, null, null, null, null, null, null);
  private static final ProcessInfo.Parent APP =
      Story.parent(10, "/usr/bin/python3", "python3 /app");
  private static final Activity READ = new Activity.FileOpened("/etc/passwd", null);
  private static final ProcessInfo.Parent RUNC = Story.parent(9, "/usr/bin/runc", "runc");

  /** The same words as the probe, and who is said to have started them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/usr/bin/containerd-shim-runc-v2 | containerd-shim | test -f /x | PROBE",
        "/usr/bin/runc | runc | test -f /x | PROBE",
        "/usr/bin/python3 | python3 | test -f /x | OUT",
        "/bin/dash | sh | test -f /x | OUT",
        "/tmp/runc | runc | test -f /x | OUT",
        "/tmp/containerd-shim | containerd-shim | test -f /x | OUT",
        "/usr/bin/python3 | runc | test -f /x | OUT",
        "/usr/bin/runcible | runcible | test -f /x | OUT",
        "/usr/bin/containerd-shim-runc-v2 | containerd-shim | test -f /x -o -f /y | OUT",
        "/usr/bin/containerd-shim-runc-v2 | containerd-shim | test -f /y | OUT",
        "/usr/bin/containerd-shim-runc-v2 | containerd-shim | sh -c test -f /x | OUT"
      })
  void aProbeIsToldByAllItsWordsAndByWhoStartsIt(
      String executable, String name, String command, String expected) {
    ProcessInfo.Parent parent = new ProcessInfo.Parent(9, null, executable, name, name);
    Story story = covered().start(50, "/bin/test", command, parent);
    assertSays(last(story), expected);
  }

  /** A sensor that leaves argv[0] out gives the path instead, and a script's twice. */
  @ParameterizedTest
  @CsvSource({
    "/usr/bin/test, /usr/bin/test -f /x, PROBE",
    "/usr/bin/test, /usr/bin/test /usr/bin/test -f /x, PROBE",
    "/usr/bin/test, /usr/bin/test -f /y, OUT",
    "/tmp/test, /tmp/test -f /x, OUT",
    "/usr/bin/sh, /usr/bin/test -f /x, OUT"
  })
  void aProbeIsToldByThePathItsNameIsLookedForIn(
      String executable, String command, String expected) {
    assertSays(last(covered().start(50, executable, command, RUNC)), expected);
  }

  /** Where parents are told by name only, anybody can be called as the runtime is. */
  @Test
  void aProcessOfTheContainerThatCallsItselfRuncIsNotTheRuntime() {
    ProcessInfo.Parent renamed = new ProcessInfo.Parent(10, null, null, "runc", "runc");
    Story story =
        covered().act(Story.process(10, "/usr/bin/python3", "python3 /app", Story.SHIM), READ);
    assertSays(last(story.start(50, "/bin/test", "test -f /x", renamed)), "OUT");
    Story unknown = covered().start(50, "/bin/test", "test -f /x", renamed);
    assertSays(last(unknown), "PROBE");
    Story real = covered().act(Story.process(10, "/usr/bin/runc", "runc init", null), READ);
    assertSays(last(real.start(50, "/bin/test", "test -f /x", renamed)), "PROBE");
  }

  @Test
  void theSameWordsInsideTheInitTreeAreNoProbe() {
    Story story = covered().start(50, "/bin/test", "test -f /x", APP, Quality.IN_INIT_TREE);
    assertSays(last(story), "OUT");
  }

  @Test
  void whatAForeignProcessStartsIsNoProbeWhateverItCallsItself() {
    ProcessInfo.Parent posing = new ProcessInfo.Parent(50, null, null, "runc", "runc");
    Story story =
        covered().start(50, "/usr/bin/id", "id", APP).start(51, "/bin/test", "test -f /x", posing);
    assertSays(last(story), "OUT");
  }

  @Test
  void aHookExplainsItselfAndWhatItStartsAndNothingElse() {
    Story story =
        covered()
            .start(50, "/bin/dash", "sh -c sleep 3", Story.SHIM)
            .start(51, "/bin/sleep", "sleep 3", Story.parent(50, "/bin/dash", "sh -c sleep 3"))
            .start(60, "/bin/dash", "sh -c id", APP)
            .start(61, "/usr/bin/id", "id", Story.parent(60, "/bin/dash", "sh -c id"))
            .start(70, "/bin/dash", "sh -c id", Story.SHIM)
            .start(80, "/bin/dash", "sh -c sleep 3", APP);
    assertThat(reasons(story.observations(), story))
        .containsExactly(
            Reason.LIFECYCLE,
            Reason.LIFECYCLE,
            Reason.NEW_BINARY_IN_IMAGE,
            Reason.NEW_BINARY_IN_IMAGE,
            Reason.NOT_IN_INIT_TREE,
            Reason.NEW_BINARY_IN_IMAGE);
  }

  @Test
  void aHookDoesNotExplainWhatIsWrongByItself() {
    ProcessInfo.Parent hook = Story.parent(50, "/bin/dash", "sh -c sleep 3");
    Story story =
        covered()
            .start(50, "/bin/dash", "sh -c sleep 3", Story.SHIM)
            .start(51, "/tmp/x", "x", hook, Quality.EXE_UPPER_LAYER)
            .act(
                Story.process(50, "/bin/dash", "sh -c sleep 3", Story.SHIM),
                Story.to("203.0.113.77", 3333));
    assertThat(reasons(story.observations(), story))
        .containsExactly(Reason.LIFECYCLE, Reason.NEW_BINARY_NOT_IN_IMAGE, Reason.MINER_PORT);
  }

  /** An exec asked for at second 60, and what the audit log says of it. */
  @ParameterizedTest
  @CsvSource({
    "shop, web-5468d8c4df-8ppl7, web, 101, alice, OPERATOR_EXEC",
    "shop, web-5468d8c4df-8ppl7, side, 101, alice, OUT",
    "shop, web-5468d8c4df-zzzzz, web, 101, alice, OUT",
    "staging, web-5468d8c4df-8ppl7, web, 101, alice, OUT",
    "shop, web-5468d8c4df-8ppl7, web, 403, alice, OUT",
    "shop, web-5468d8c4df-8ppl7, web, 101, itself, OUT"
  })
  void anExecWithoutItsAuditEventIsOut(
      String namespace, String pod, String container, int code, String user, String expected) {
    String uri = "/exec?command=ls&command=-l&container=" + container;
    Story story =
        covered()
            .in(API)
            .at(60_000)
            .act(ProcessInfo.UNKNOWN, request("create", "exec", namespace, pod, uri, code, user))
            .in(Story.WEB)
            .at(60_500)
            .start(50, "/bin/ls", "ls -l", RUNC);
    assertSays(last(story), expected);
  }

  @Test
  void anExecIsOutWhereTheLogIsSilent() {
    assertSays(last(covered().start(50, "/bin/ls", "ls -l", RUNC)), "NOT_IN_INIT_TREE");
  }

  @ParameterizedTest
  @CsvSource({"alice, ROLLOUT", "itself, OUT", "nobody, OUT"})
  void onlyADeletionFromOutsideIsARollOut(String user, String expected) {
    Story story = covered();
    if (!user.equals("nobody")) {
      story
          .in(API)
          .at(60_000)
          .act(ProcessInfo.UNKNOWN, request("delete", null, "shop", POD, "/", 200, user));
    }
    story
        .in(Story.WEB)
        .at(61_000)
        .act(10, "/usr/bin/python3", new Activity.FileDeleted("/data/report"));
    assertSays(last(story), expected);
  }

  /** What calls itself the container runtime, and its parent. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/usr/bin/runc, runc, -, -, RUNTIME_INIT",
        "/usr/bin/runc, runc, /usr/bin/containerd-shim-runc-v2, containerd-shim, RUNTIME_INIT",
        "-, runc:[2:INIT], /usr/bin/runc, runc, RUNTIME_INIT",
        "/proc/self/exe, runc:[1:CHILD], -, runc, RUNTIME_INIT",
        "/tmp/runc, runc, -, -, OUT",
        "/usr/bin/python3, runc:[2:INIT], -, -, OUT",
        "/usr/bin/runc, runc, /usr/bin/python3, python3, OUT",
        "/usr/bin/runc, runc, /bin/dash, sh, OUT",
        "/proc/self/exe, runc:[2:INIT], /usr/bin/python3, python3, OUT",
        "/usr/bin/runcx, runcx, /usr/bin/runc, runc, OUT"
      })
  void theRuntimeIsNotImitatedFromInside(
      @Nullable String executable,
      String name,
      @Nullable String parentPath,
      @Nullable String parentName,
      String expected) {
    ProcessInfo.Parent parent =
        parentPath == null && parentName == null
            ? null
            : new ProcessInfo.Parent(9, null, parentPath, parentName, null);
    ProcessInfo process =
        new ProcessInfo(50, 51, null, executable, name, name + " init", null, 0, parent);
    assertSays(
        last(covered().in(Story.WEB).act(process, new Activity.FileWritten("/data/x", null))),
        expected);
  }

  @Test
  void aForeignProcessIsNotTheRuntimeWhateverItCallsItself() {
    ProcessInfo posing = new ProcessInfo(50, 51, null, null, "runc", "runc init", null, 0, null);
    Story story =
        covered()
            .start(50, "/usr/bin/id", "id", APP)
            .act(posing, new Activity.FileWritten("/data/x", null));
    assertSays(last(story), "OUT");
  }

  private static void assertSays(Judgement judgement, String expected) {
    assertThat(List.of(judgement.reason().name(), judgement.verdict().name())).contains(expected);
  }

  /** An audit log from before to long after what happens in the pod. */
  private static Story covered() {
    return new Story()
        .in(API)
        .at(0)
        .act(ProcessInfo.UNKNOWN, request("get", null, "shop", "other", "/", 200, "alice"))
        .at(600_000)
        .act(ProcessInfo.UNKNOWN, request("get", null, "shop", "other", "/", 200, "alice"))
        .in(Story.WEB)
        .at(50_000);
  }

  private static Activity request(
      String verb,
      @Nullable String subresource,
      String namespace,
      String pod,
      String uri,
      int code,
      String user) {
    return new Activity.ApiRequest(
        verb,
        "pods",
        subresource,
        namespace,
        pod,
        user,
        null,
        user.equals("itself") ? namespace + "/" + pod : null,
        "10.0.0.9",
        null,
        code,
        uri);
  }

  private static Judgement last(Story story) {
    Observations observations = story.observations();
    Verdicts verdicts = judge(observations);
    int last = -1;
    for (int row = 0; row < observations.size(); row++) {
      last = observations.location(observations.locationId(row)).equals(Story.WEB) ? row : last;
    }
    return verdicts.judgement(last);
  }

  private static List<Reason> reasons(Observations observations, Story story) {
    Verdicts verdicts = judge(observations);
    return java.util.stream.IntStream.range(0, observations.size())
        .filter(row -> observations.location(observations.locationId(row)).equals(Story.WEB))
        .mapToObj(row -> verdicts.judgement(row).reason())
        .toList();
  }

  private static Verdicts judge(Observations observations) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      states.put(facet, FacetState.STABLE);
    }
    Trait.Exec python = new Trait.Exec("/usr/bin/python3", null, null, "/app/app.py", null, null);
    Profile profile =
        new Profile(
            "web",
            new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST),
            states,
            List.of(
                new Element(
                    python, Watched.ids(3), null, null, Set.of(Phase.START), List.of(), List.of())),
            Watched.units(3),
            List.of(),
            "salvor");
    Container container =
        new Container(
            "web",
            "0123456789ab",
            null,
            Story.DIGEST,
            null,
            List.of(
                new DeclaredCommand(
                    DeclaredCommand.Kind.READINESS_PROBE, List.of("test", "-f", "/x")),
                new DeclaredCommand(
                    DeclaredCommand.Kind.PRE_STOP, List.of("sh", "-c", "sleep 3"))));
    Pod pod =
        new Pod(
            "shop",
            POD,
            null,
            null,
            List.of(),
            null,
            new WorkloadRef("shop", "Deployment", "web"),
            List.of(container));
    return new Judge(List.of(profile), new Inventory(List.of(pod), List.of(), Map.of()))
        .judge(observations, Progress.NONE);
  }
}
