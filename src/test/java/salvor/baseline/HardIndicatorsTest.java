package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

class HardIndicatorsTest {
  private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";
  private static final ProcessInfo.Parent APP = Story.parent(1, "/usr/bin/python3", "python3 /app");
  private static final ProcessInfo.Parent CONTAINERD =
      Story.parent(9, "/usr/bin/containerd", "containerd");
  private static final ProcessInfo.Parent RUNC = Story.parent(9, "/usr/sbin/runc", "runc");

  @ParameterizedTest
  @CsvSource({
    "setns, NAMESPACE_ENTERED",
    "__x64_sys_setns, NAMESPACE_ENTERED",
    "mount, HOST_MOUNT",
    "fsmount, HOST_MOUNT",
    "getpid, NO_BASELINE"
  })
  void aContainersOwnProcessMayNotEnterNamespacesNorMount(String call, Reason reason) {
    assertThat(only(new Story().act(7, "/tmp/x", Story.call(call)))).isEqualTo(reason);
    Activity alert =
        new Activity.Alert("Change thread namespace", "Notice", null, Story.call(call));
    assertThat(only(new Story().act(7, "/tmp/x", alert))).isEqualTo(reason);
  }

  @Test
  void whatNobodyInParticularDidMayBeTheRuntimes() {
    Story story = new Story().act(ProcessInfo.UNKNOWN, Story.call("mount"));
    assertThat(only(story)).isEqualTo(Reason.NO_BASELINE);
  }

  @Test
  void theRuntimeMayAndTheNodeMay() {
    Story story =
        new Story()
            .act(7, "/usr/sbin/runc", Story.call("setns"))
            .act(
                Story.process(8, "/memfd:runc_cloned:/proc/self/exe", "runc init", RUNC),
                Story.call("mount"))
            .act(Story.process(9, "/usr/sbin/criu", "criu swrk 3", RUNC), Story.call("setns"))
            .in(Story.NODE)
            .act(
                Story.process(10, "/usr/lib/cni/bridge", "bridge", CONTAINERD), Story.call("setns"))
            .act(Story.process(11, "/usr/sbin/criu", "criu swrk 3", RUNC), Story.call("setns"))
            .act(Story.process(12, "/usr/bin/ip", "ip netns exec a ls", APP), Story.call("setns"))
            .start(13, "/usr/bin/nsenter", "nsenter -t 1 -m", APP);
    assertThat(reasons(List.of(), story.observations()))
        .containsExactly(
            Reason.NO_BASELINE,
            Reason.NO_BASELINE,
            Reason.NO_BASELINE,
            Reason.RUNTIME_INIT,
            Reason.RUNTIME_INIT,
            Reason.NO_CONTAINER,
            Reason.NO_CONTAINER);
  }

  @Test
  void whoCallsItselfLikeTheRuntimesAidsIsNot() {
    Story story =
        new Story()
            .act(Story.process(7, "/tmp/criu", "criu", RUNC), Story.call("setns"))
            .act(Story.process(8, "/usr/sbin/criu", "criu", APP), Story.call("setns"))
            .act(Story.process(9, "/usr/lib/cni/bridge", "bridge", APP), Story.call("setns"))
            .act(Story.process(10, "/tmp/runc", "runc", APP), Story.call("mount"));
    assertThat(reasons(List.of(), story.observations()))
        .containsExactly(
            Reason.NAMESPACE_ENTERED,
            Reason.NAMESPACE_ENTERED,
            Reason.NAMESPACE_ENTERED,
            Reason.HOST_MOUNT);
  }

  @Test
  void nsenterInAContainerIsOneByItself() {
    assertThat(only(new Story().start(7, "/usr/bin/nsenter", "nsenter -t 1 -m sh", APP)))
        .isEqualTo(Reason.NAMESPACE_ENTERED);
    ProcessInfo busybox =
        new ProcessInfo(7, 8, null, "/bin/busybox", "nsenter", "nsenter -t 1", null, null, APP);
    assertThat(only(new Story().act(busybox, new Activity.ProcessStarted())))
        .isEqualTo(Reason.NAMESPACE_ENTERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c cat " + TOKEN + " > /tmp/.t",
        "sh -c curl -H \"Authorization: Bearer $(cat /run/secrets/kubernetes.io/serviceaccount/token)\" https://x",
        "sh -c cat /var/run/secrets/kubernetes.io/serviceaccount/*",
        "sh -c cat /var/run/secrets/kubernetes.io/serviceaccount/t?k*",
        "sh -c cat /var/run/secrets/kubernetes.io/serviceaccount/..data/token",
        "sh -c cat /var/run/secrets/kubernetes.io/serviceaccount//token",
        "sh -c cd /var/run/secrets/kubernetes.io/serviceaccount && cat token",
        "sh -c cd /var/run/secrets/kubernetes.io/serviceaccount/; cat token"
      })
  void aShellToldToReadTheTokenReadsIt(String command) {
    assertThat(only(new Story().start(7, "/bin/dash", command, APP)))
        .isEqualTo(Reason.TOKEN_READ_BY_TOOL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c ls /var/run/secrets/kubernetes.io/serviceaccount",
        "sh -c curl --cacert /var/run/secrets/kubernetes.io/serviceaccount/ca.crt https://x",
        "sh -c cat /var/run/secrets/kubernetes.io/serviceaccount/namespace"
      })
  void whatElseIsInTheVolumeIsNoToken(String command) {
    assertThat(only(new Story().start(7, "/bin/dash", command, APP))).isEqualTo(Reason.NO_BASELINE);
  }

  @Test
  void aProgramThatIsNoToolMayBeGivenItsToken() {
    assertThat(only(new Story().start(7, "/app/agent", "agent --token-file " + TOKEN, APP)))
        .isEqualTo(Reason.NO_BASELINE);
    assertThat(only(new Story().start(7, "/usr/bin/cat", "cat " + TOKEN, APP)))
        .isEqualTo(Reason.TOKEN_READ_BY_TOOL);
  }

  @Test
  void onlyAStableBaselineWithThatVeryActMakesItNormal() {
    Trait.Exec known = new Trait.Exec("/usr/bin/cat", null, null, "<sensitive>", null, null);
    Trait.Exec any = new Trait.Exec("/usr/bin/cat", null, null, null, null, null);
    Trait.Exec wildcard =
        new Trait.Exec("/usr/bin/cat", null, null, null, List.of("cat", Wildcards.REST), null);
    Observations cat = new Story().start(7, "/usr/bin/cat", "cat " + TOKEN, APP).observations();
    assertThat(reasons(List.of(profile(FacetState.STABLE, known)), cat))
        .containsExactly(Reason.MATCHED);
    assertThat(reasons(List.of(profile(FacetState.LEARNING, known)), cat))
        .containsExactly(Reason.TOKEN_READ_BY_TOOL);
    assertThat(reasons(List.of(profile(FacetState.STABLE, any)), cat))
        .containsExactly(Reason.TOKEN_READ_BY_TOOL);
    assertThat(reasons(List.of(profile(FacetState.STABLE, wildcard)), cat))
        .containsExactly(Reason.TOKEN_READ_BY_TOOL);
  }

  @Test
  void namesHowTheExecutableWasHidden() {
    Story story =
        new Story()
            .start(7, "/tmp/x", "x", APP, Quality.EXE_FROM_MEMFD)
            .start(8, "/tmp/x (deleted)", "x", APP)
            .start(9, "/tmp/x", "x", APP, Quality.EXE_DELETED)
            .start(10, "/tmp/x", "x", APP, Quality.EXE_UPPER_LAYER)
            .start(11, "memfd:runc_cloned:/proc/self/exe", "runc init", RUNC)
            .start(12, "memfd:runc_cloned:/proc/self/exe", "runc init", APP);
    assertThat(reasons(List.of(), story.observations()))
        .containsExactly(
            Reason.EXECUTED_FROM_MEMORY,
            Reason.EXECUTED_DELETED_FILE,
            Reason.EXECUTED_DELETED_FILE,
            Reason.EXECUTED_NEW_FILE,
            Reason.NO_BASELINE,
            Reason.EXECUTED_FROM_MEMORY);
  }

  @Test
  void aMinersPortCountsOutsideOfTheClusterOnly() {
    assertThat(only(new Story().act(7, "/app", Story.to("203.0.113.77", 3333))))
        .isEqualTo(Reason.MINER_PORT);
    assertThat(only(new Story().act(7, "/app", Story.to("203.0.113.77", 443))))
        .isEqualTo(Reason.NO_BASELINE);
    assertThat(only(new Story().act(7, "/app", Story.to("10.0.0.7", 3333))))
        .isEqualTo(Reason.NO_BASELINE);
  }

  @Test
  void aShellWithASocketForItsInputIsTakenFromTheSensorsRule() {
    Activity alert =
        new Activity.Alert(
            "Redirect STDOUT/STDIN to Network Connection in Container",
            "Notice",
            null,
            Story.call("dup2"));
    assertThat(only(new Story().act(7, "/bin/bash", alert))).isEqualTo(Reason.SHELL_ON_NETWORK);
    assertThat(only(new Story().act(7, "/bin/httpd", alert))).isEqualTo(Reason.NO_BASELINE);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, NO_BASELINE",
    "10.0.0.99, TOKEN_USED_ELSEWHERE",
    "203.0.113.9, TOKEN_USED_ELSEWHERE",
    "192.168.1.1, NO_BASELINE"
  })
  void aTokenBelongsToItsPodsAddressAndANodesProvesNothing(String address, Reason reason) {
    Pod pod =
        new Pod(
            "shop", "web-5468d8c4df-8ppl7", null, "n1", List.of("10.0.0.5"), null, null, List.of());
    Inventory inventory =
        new Inventory(List.of(pod), List.of(), Map.of("n1", List.of("192.168.1.1")));
    Activity.ApiRequest request =
        new Activity.ApiRequest(
            "list",
            "secrets",
            null,
            "shop",
            null,
            "system:serviceaccount:shop:web",
            null,
            "shop/web-5468d8c4df-8ppl7",
            address,
            null,
            200,
            "/api/v1/namespaces/shop/secrets");
    Observations observations =
        new Story()
            .in(new Location(null, null, null, null, null, null, null, null, null))
            .act(ProcessInfo.UNKNOWN, request)
            .observations();
    assertThat(
            new Judge(List.of(), inventory)
                .judge(observations, Progress.NONE)
                .judgement(0)
                .reason())
        .isEqualTo(reason);
  }

  private static Reason only(Story story) {
    return reasons(List.of(), story.observations()).getFirst();
  }

  private static List<Reason> reasons(List<Profile> profiles, Observations observations) {
    Verdicts verdicts = new Judge(profiles, Inventory.EMPTY).judge(observations, Progress.NONE);
    return java.util.stream.IntStream.range(0, observations.size())
        .mapToObj(row -> verdicts.judgement(row).reason())
        .toList();
  }

  private static Profile profile(FacetState state, Trait trait) {
    return new Profile(
        "web",
        new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST),
        Map.of(trait.facet(), state),
        List.of(
            new Element(
                trait, Watched.ids(3), null, null, Set.of(Phase.STEADY), List.of(), List.of())),
        Watched.units(3),
        List.of(),
        "salvor");
  }
}
