package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodFacts;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.containment.Applied;
import salvor.containment.Applying;
import salvor.containment.DryRun;
import salvor.custody.CaseLedger;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.recovery.RollOutPlan.Left;
import salvor.training.PracticeCluster;
import salvor.training.PracticeFix;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole roll-out on the practice cluster, whose controllers replace the pods. */
class RollOutInPracticeTest {
  static final ImageDigest BAD =
      new ImageDigest("sha256:19e1abb80260fe991034a31d09783b8ca8527b5317811a83345a0f0931ae573d");
  static final ImageDigest FIXED =
      new ImageDigest("sha256:8cc973f45cbd121cb895b4c906f0455e97fae9e874727422165db3d88dc74810");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int FASTER = 10;

  private @TempDir Path dir;
  private PracticeCluster practice;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    Instant began = Instant.now();
    InstantSource wall =
        () -> began.plus(Duration.between(began, Instant.now()).multipliedBy(FASTER));
    practice =
        new PracticeCluster(
            recording, resources, 0, new ReplayClock(wall, recording.begin(), 0), wall);
    Path kubeconfig = dir.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    cluster =
        new Fabric8Clusters(new Jobs())
            .connect(
                Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER)
                    .contexts()
                    .getFirst(),
                Confirmed.NOTHING);
  }

  @AfterEach
  void close() {
    cluster.close();
    practice.close();
  }

  private RollOutWatch.Standing roll(Fix fix, RollOutPlan plan, List<RollOutWatch.Standing> told)
      throws Exception {
    try (RollOutWatch watch = new RollOutWatch(cluster, "", fix, plan.workloads())) {
      apply(plan);
      return watch.await(LIMIT, Progress.NONE, told::add);
    }
  }

  /** As the program does it: what the controllers change meanwhile is no reason to stop. */
  private void apply(RollOutPlan plan) throws IOException {
    Applying applying =
        new Applying(
            cluster,
            CaseLedger.in(dir.resolve("case"), InstantSource.system()),
            () -> {},
            InstantSource.system(),
            Pause.REAL);
    DryRun trial = applying.dryRun(plan.measure(plan.workloads(), "c-1", "a test"), Progress.NONE);
    assertThat(applying.apply(trial, Progress.NONE).extent()).isEqualTo(Applied.Extent.WHOLE);
  }

  @Test
  void replacesThePodsOfADeploymentAndCountsThemDown() throws Exception {
    Fix nothing = new Fix(BAD, new ImageDigest("sha256:" + "0".repeat(64)), null);
    RollOutPlan broken = RollOut.plan(Seen.of(cluster, ""), nothing);
    try (RollOutWatch watch = new RollOutWatch(cluster, "", nothing, broken.workloads())) {
      apply(broken);
      RollOutWatch.Standing standing =
          watch.await(
              LIMIT,
              Progress.NONE,
              _ -> {},
              now -> now.workloads().stream().anyMatch(each -> !each.hitches().isEmpty()));
      assertThat(standing.workloads().getFirst().hitches())
          .as("an image that cannot be pulled")
          .allMatch(hitch -> hitch.reason().matches("ErrImagePull|ImagePullBackOff"))
          .allMatch(hitch -> hitch.pod().startsWith("web-"))
          .isNotEmpty();
      assertThat(standing.isThrough()).isFalse();
      assertThat(standing.count().open())
          .as("the old pods go on")
          .contains("staging/web-bare")
          .hasSizeGreaterThanOrEqualTo(2);
    }
    try (RollOutWatch watch = new RollOutWatch(cluster, "", new Fix(BAD, FIXED, null), List.of())) {
      assertThat(watch.listed(LIMIT).isThrough()).as("nothing was rolled out").isFalse();
    }

    Fix fix = new Fix(BAD, FIXED, null);
    RollOutPlan plan = RollOut.plan(Seen.of(cluster, ""), fix);
    assertThat(plan.workloads())
        .as("a wrong image is corrected forward")
        .extracting(WorkloadFix::said)
        .containsExactly("Deployment shop/web");
    assertThat(plan.workloads().getFirst().remarks())
        .anyMatch(remark ->
            remark instanceof WorkloadFix.Remark.AnotherUnderWay(String image)
                && image.endsWith(nothing.fixed().value()));
    assertThat(plan.ending()).extracting(RollOutPlan.Ending::namespace).containsOnly("shop");
    assertThat(plan.ending()).as("the one that never started is replaced, too").hasSize(3);
    assertThat(plan.left()).extracting(Left::why).containsExactly(Left.Why.BARE_POD);
    List<RollOutWatch.Standing> told = new ArrayList<>();
    RollOutWatch.Standing end = roll(fix, plan, told);
    assertThat(end.isThrough()).as(end.toString()).isTrue();
    assertThat(end.count().open()).as("which nothing replaces").containsExactly("staging/web-bare");
    assertThat(end.isOver()).isFalse();
    assertThat(told.stream().map(RollOutWatch.Standing::replacing).distinct())
        .as("one after the other")
        .contains(2, 1, 0);

    assertThat(RollOut.given(Seen.of(cluster, ""), fix))
        .extracting(WorkloadFix::said)
        .containsExactly("Deployment shop/web");
    JsonNode bare = cluster.get(ObjectKind.PODS, "staging", "web-bare");
    cluster.change(
        new Change.Delete(
            ObjectKind.PODS, "staging", "web-bare", bare.at("/metadata/uid").asString(), 0L),
        false,
        () -> {});
    try (RollOutWatch watch =
        new RollOutWatch(cluster, "", fix, RollOut.given(Seen.of(cluster, ""), fix))) {
      assertThat(watch.await(LIMIT, Progress.NONE, _ -> {}).isOver()).isTrue();
    }
  }

  /** Rolls an image of the practice cluster out in place of that of a pod. */
  private void replaced(
      String namespace, String pod, String workload, List<RollOutWatch.Standing> told)
      throws Exception {
    String id =
        cluster
            .get(ObjectKind.PODS, namespace, pod)
            .at("/status/containerStatuses/0/imageID")
            .asString();
    String fixed =
        PracticeFix.of(Recording.read(Path.of("evidence-samples/webshell"), new ApiResources()))
            .getFirst()
            .fixed();
    Fix fix =
        new Fix(
            new ImageDigest(id.substring(id.indexOf('@') + 1)),
            FIXED,
            fixed.substring(0, fixed.indexOf('@')));
    RollOutPlan plan = RollOut.plan(Seen.of(cluster, ""), fix);
    assertThat(plan.workloads()).extracting(WorkloadFix::said).contains(workload);
    RollOutWatch.Standing end = roll(fix, plan, told);
    assertThat(end.isThrough()).as(end.toString()).isTrue();
    assertThat(end.count().open())
        .as(end.toString())
        .noneMatch(each -> each.startsWith(namespace + "/" + pod.replaceFirst("-[^-]*$", "-")));
  }

  @Test
  void replacesThePodsOfAStatefulSetOneAfterTheOther() throws Exception {
    cluster.change(
        new Change.Patch(
            ObjectKind.STATEFUL_SETS,
            "shop",
            "cache",
            "",
            Change.Patch.Type.JSON,
            JsonMapper.shared()
                .readTree("[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 2}]")),
        false,
        () -> {});
    try (RollOutWatch watch = new RollOutWatch(cluster, "", new Fix(BAD, FIXED, null), List.of())) {
      watch.await(LIMIT, Progress.NONE, _ -> {}, _ -> isReady("cache-1"));
    }
    List<RollOutWatch.Standing> told = new ArrayList<>();
    replaced("shop", "cache-0", "StatefulSet shop/cache", told);
    assertThat(told)
        .as("it is never told to be through while a pod is of the old image")
        .allMatch(each -> !each.isThrough() || each.replacing() == 0);
    for (String pod : List.of("cache-0", "cache-1")) {
      assertThat(image("shop", pod)).endsWith(FIXED.value());
    }
  }

  private boolean isReady(String pod) {
    try {
      return PodFacts.isReady(cluster.get(ObjectKind.PODS, "shop", pod));
    } catch (ClusterFailure _) {
      return false;
    }
  }

  @Test
  void replacesThePodsOfADaemonSetNodeByNode() throws Exception {
    String pod =
        cluster.list(ObjectKind.PODS, "falco").iterator().next().at("/metadata/name").asString();
    List<RollOutWatch.Standing> told = new ArrayList<>();
    replaced("falco", pod, "DaemonSet falco/falco", told);
    assertThat(told.getLast().replacing()).isZero();
    for (JsonNode each : cluster.list(ObjectKind.PODS, "falco")) {
      assertThat(each.at("/spec/containers/0/image").asString()).endsWith(FIXED.value());
    }
  }

  private String image(String namespace, String pod) throws Exception {
    return cluster.get(ObjectKind.PODS, namespace, pod).at("/spec/containers/0/image").asString();
  }
}
