package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static salvor.recovery.RunningThings.BAD;
import static salvor.recovery.RunningThings.FIX;
import static salvor.recovery.RunningThings.GOOD;
import static salvor.recovery.RunningThings.OTHER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.containment.DeleteLock;
import salvor.containment.Step;
import salvor.recovery.RollOutPlan.Left;
import salvor.recovery.WorkloadFix.Basis;
import salvor.recovery.WorkloadFix.Remark;
import salvor.workload.ImageDigest;

class RollOutTest {
  private static final String RUNS_BAD = "reg/app@" + BAD;

  @ParameterizedTest
  @EnumSource(RolledKind.class)
  void setsTheImageWhereTheTemplateNamesTheDigest(RolledKind kind) {
    RollOutPlan plan = new RunningThings().workload(kind, "web", "reg/app@" + BAD, "").plan();
    assertThat(plan.workloads()).hasSize(1);
    WorkloadFix fix = plan.workloads().getFirst();
    assertThat(fix.basis()).isEqualTo(Basis.NAMES_IT);
    Step.Patch step = fix.step();
    assertThat(step.kind()).isEqualTo(kind.kind());
    assertThat(step.patch().toString())
        .contains(
            "{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"u-web\"}",
            "{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"7\"}",
            "{\"op\":\"replace\",\"path\":\""
                + kind.template()
                + "/spec/containers/0/image\",\"value\":\"reg/app@"
                + GOOD
                + "\"}");
    assertThat(step.before().at(kind.template() + "/spec/containers/0/image").asString())
        .as("the path of the patch is one of the object")
        .isEqualTo("reg/app@" + BAD);
  }

  @Test
  void aTagIsFollowedToTheDigestThatItsPodsRun() {
    RollOutPlan plan =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", "reg/app:1", "")
            .replicaSet("web-1", "web")
            .pod("web-1-x", "ReplicaSet", "web-1", "reg/app:1", RUNS_BAD)
            .plan();
    assertThat(plan.workloads()).extracting(WorkloadFix::basis).containsExactly(Basis.RUNS_IT);
    assertThat(plan.workloads().getFirst().images())
        .containsExactly(new ImageChange("containers", 0, "app", "reg/app:1", "reg/app@" + GOOD));
    assertThat(plan.reachesAll()).isTrue();
    assertThat(plan.before().open()).containsExactly("shop/web-1-x");
  }

  @Test
  void theSameTagWithAnotherDigestIsLeftAlone() {
    RollOutPlan plan =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", "reg/app:1", "")
            .replicaSet("web-1", "web")
            .pod("web-1-x", "ReplicaSet", "web-1", "reg/app:1", "reg/app@" + OTHER)
            .plan();
    assertThat(plan.workloads()).isEmpty();
    assertThat(plan.unsure()).isEmpty();
    assertThat(plan.before().isNone()).isTrue();
  }

  @Test
  void aWorkloadWithoutPodsIsUnsureWhereItsTagRanTheImageElsewhere() {
    RollOutPlan plan =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", "reg/app:1", "")
            .workload(RolledKind.CRON_JOB, "nightly", "reg/app:1", "")
            .replicaSet("web-1", "web")
            .pod("web-1-x", "ReplicaSet", "web-1", "reg/app:1", RUNS_BAD)
            .plan();
    assertThat(plan.workloads()).extracting(WorkloadFix::name).containsExactly("web");
    assertThat(plan.unsure()).extracting(WorkloadFix::name).containsExactly("nightly");
  }

  @Test
  void aMirrorsNameAndTheConfigOfTheImageAreTheSameImage() {
    String config = "sha256:" + "d".repeat(64);
    RollOutPlan plan =
        new RunningThings()
            .workload(RolledKind.STATEFUL_SET, "db", "mirror:5000/app:1", "")
            .pod("db-0", "StatefulSet", "db", "mirror:5000/app:1", config)
            .object(
                ObjectKind.PODS,
                """
                {"metadata": {"namespace": "shop", "name": "teller", "uid": "t"},
                 "spec": {"containers": [{"name": "app", "image": "reg/app@%s"}]},
                 "status": {"phase": "Running", "containerStatuses": [{"name": "app",
                   "image": "reg/app@%s", "imageID": "%s", "state": {"running": {}}}]}}
                """
                    .formatted(BAD, BAD, config))
            .plan();
    assertThat(plan.workloads()).extracting(WorkloadFix::name).containsExactly("db");
    assertThat(plan.workloads().getFirst().images().getFirst().after())
        .isEqualTo("mirror:5000/app@" + GOOD);
    assertThat(plan.left()).extracting(Left::why).containsExactly(Left.Why.BARE_POD);
  }

  @Test
  void initContainersAreSetTooAndOthersAreNot() {
    RollOutPlan plan =
        new RunningThings()
            .object(
                ObjectKind.DAEMON_SETS,
                """
                {"metadata": {"namespace": "shop", "name": "agent", "uid": "a", "resourceVersion": "1"},
                 "spec": {"template": {"spec": {
                   "initContainers": [{"name": "x", "image": "q"}, {"name": "set", "image": "reg/app@%s"}],
                   "containers": [{"name": "side", "image": "reg/app@%s"}]}}}}
                """
                    .formatted(BAD, OTHER))
            .plan();
    assertThat(plan.workloads().getFirst().images())
        .containsExactly(
            new ImageChange("initContainers", 1, "set", "reg/app@" + BAD, "reg/app@" + GOOD));
  }

  @Test
  void aTemplateThatIsFixedAlreadyIsLeftWhileItsOldPodsEnd() {
    RollOutPlan plan =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", "reg/app@" + GOOD, "")
            .replicaSet("web-1", "web")
            .pod("web-1-x", "ReplicaSet", "web-1", "reg/app:1", RUNS_BAD)
            .plan();
    assertThat(plan.workloads()).isEmpty();
    assertThat(plan.before().open()).containsExactly("shop/web-1-x");
  }

  @ParameterizedTest
  @CsvSource({"reg/app@%3$s, 1", "elsewhere/app@%2$s, 1", "reg/app@%2$s, 0"})
  void aWrongImageIsCorrectedForwardWhileOldPodsRun(String given, int changed) {
    RunningThings things =
        new RunningThings()
            .workload(RolledKind.DEPLOYMENT, "web", given.formatted(BAD, GOOD, OTHER), "")
            .replicaSet("web-1", "web")
            .pod("web-1-x", "ReplicaSet", "web-1", "reg/app:1", RUNS_BAD);
    Fix fix = new Fix(new ImageDigest(BAD), new ImageDigest(GOOD), "reg/app");
    RollOutPlan plan = RollOut.plan(things.seen(), fix);
    assertThat(plan.workloads()).hasSize(changed);
    assertThat(plan.workloads().stream().flatMap(each -> each.images().stream()))
        .allMatch(image -> image.after().equals("reg/app@" + GOOD));
    assertThat(plan.ending()).hasSize(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', BARE_POD",
    "Node, node1, '', STATIC_POD",
    "Rollout, web, '', OTHER_OWNER",
    "'', '', '\"salvor.io/quarantine\": \"x\"', QUARANTINED",
    "ReplicaSet, web-1, '\"salvor.io/quarantine\": \"x\"', QUARANTINED"
  })
  void tellsWhatNoRollOutReaches(String kind, String owner, String labels, Left.Why why) {
    RollOutPlan plan =
        new RunningThings()
            .cutOff()
            .pod("x", kind, owner, "app", RUNS_BAD, "Running", labels)
            .plan();
    assertThat(plan.left()).extracting(Left::why).containsExactly(why);
    assertThat(plan.reachesAll()).isEqualTo(why == Left.Why.QUARANTINED);
  }

  @Test
  void aPodThatIsCutOffByItsLabelAloneIsInTheOpen() {
    String labels = "\"salvor.io/quarantine\": \"x\"";
    RollOutPlan plan =
        new RunningThings().pod("x", "", "", "app", RUNS_BAD, "Running", labels).plan();
    assertThat(plan.before().open()).containsExactly("shop/x");
    assertThat(plan.before().held()).isEmpty();
    assertThat(plan.before().isNone()).isFalse();
    assertThat(plan.left()).extracting(Left::why).containsExactly(Left.Why.BARE_POD);
    assertThat(plan.reachesAll()).isFalse();
  }

  @Test
  void aJobAndALoneReplicaSetAreToldAndNotChanged() {
    String spec =
        "\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"app\", \"image\": \"app@%s\"}]}}}}"
            .formatted(BAD);
    RunningThings things =
        new RunningThings()
            .object(ObjectKind.JOBS, "{\"metadata\": {\"name\": \"once\", \"uid\": \"1\"}," + spec)
            .object(
                ObjectKind.JOBS,
                "{\"metadata\": {\"name\": \"over\", \"uid\": \"2\"}, \"status\": {\"completionTime\": \"2026-01-01T00:00:00Z\"},"
                    + spec)
            .object(
                ObjectKind.REPLICA_SETS,
                "{\"metadata\": {\"name\": \"lone\", \"uid\": \"3\"}," + spec);
    assertThat(things.plan().left())
        .extracting(left -> left.kind() + " " + left.name() + " " + left.why())
        .containsExactlyInAnyOrder("Job once IMMUTABLE", "ReplicaSet lone REPLACES_NONE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DEPLOYMENT | , \"paused\": true | Paused[]",
        "DEPLOYMENT | , \"strategy\": {\"type\": \"Recreate\"} | Recreate[]",
        "STATEFUL_SET | , \"updateStrategy\": {\"type\": \"OnDelete\"} | OnDelete[]",
        "STATEFUL_SET | , \"updateStrategy\": {\"rollingUpdate\": {\"partition\": 2}} | Partition[from=2]",
        "DAEMON_SET | , \"updateStrategy\": {\"type\": \"OnDelete\"} | OnDelete[]",
        "CRON_JOB | , \"suspend\": true | Suspended[]"
      })
  void saysBeforehandWhatKeepsItFromRollingOut(RolledKind kind, String more, String remark) {
    RollOutPlan plan = new RunningThings().workload(kind, "x", "app@" + BAD, more).plan();
    assertThat(plan.workloads().getFirst().remarks())
        .extracting(Object::toString)
        .containsExactly(remark);
    assertThat(
            new RunningThings().workload(kind, "x", "app@" + BAD, "").plan().workloads().getFirst())
        .extracting(WorkloadFix::remarks)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .isEmpty();
  }

  @Test
  void saysWhoMayWriteTheOldImageBack() {
    RollOutPlan plan =
        new RunningThings()
            .object(
                ObjectKind.DEPLOYMENTS,
                """
                {"metadata": {"name": "x", "uid": "x", "labels": {"kustomize.toolkit.fluxcd.io/name": "apps"},
                  "annotations": {"meta.helm.sh/release-name": "x"},
                  "ownerReferences": [{"kind": "Shop", "name": "main"}]},
                 "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "app@%s"}]}}}}
                """
                    .formatted(BAD))
            .plan();
    assertThat(plan.workloads().getFirst().remarks())
        .containsExactly(
            new Remark.ManagedBy("Shop main"),
            new Remark.ManagedBy("Flux"),
            new Remark.ManagedBy("Helm"));
  }

  @Test
  void warnsThatAPodWhichIsCutOffAndStillOwnedEndsWithTheRollOut() {
    RollOutPlan plan =
        new RunningThings()
            .cutOff()
            .workload(RolledKind.STATEFUL_SET, "db", "reg/app:1", "")
            .pod(
                "db-0",
                "StatefulSet",
                "db",
                "reg/app:1",
                RUNS_BAD,
                "Running",
                "\"salvor.io/quarantine\": \"x\"")
            .plan();
    assertThat(plan.workloads().getFirst().remarks())
        .containsExactly(new Remark.EndsQuarantined("shop/db-0"));
    assertThat(plan.ending()).extracting(RollOutPlan.Ending::name).containsExactly("db-0");
    assertThat(plan.before().held()).containsExactly("shop/db-0");
    assertThat(plan.before().open()).isEmpty();
  }

  @Test
  void endsAlsoWhatRunsAnotherImageAndWhatIsKeptNeverUnasked() {
    RollOutPlan plan =
        new RunningThings()
            .workload(RolledKind.STATEFUL_SET, "db", "reg/app:1", "")
            .pod("db-0", "StatefulSet", "db", "reg/app:1", RUNS_BAD)
            .pod("db-1", "StatefulSet", "db", "reg/app:1", "reg/app@" + OTHER)
            .pod(
                "db-2",
                "StatefulSet",
                "db",
                "reg/app:1",
                "reg/app@" + OTHER,
                "Running",
                "\"salvor.io/hold\": \"x\"")
            .plan();
    assertThat(plan.ending())
        .extracting(RollOutPlan.Ending::name)
        .containsExactlyInAnyOrder("db-0", "db-1", "db-2");
    DeleteLock lock = new DeleteLock(List.of(), "");
    assertThat(plan.victims(plan.all(), lock, pod -> pod.name().equals("db-1")))
        .extracting(RollOutPlan.Ending::name)
        .containsExactlyInAnyOrder("db-1", "db-2");
  }

  @Test
  void countsWhatIsNotKnownAndNeverAsNone() {
    DigestCount count =
        new RunningThings()
            .pod("x", "", "", "app:1", "")
            .pod("done", "", "", "app", RUNS_BAD, "Succeeded", "")
            .plan()
            .before();
    assertThat(count.unknown()).containsExactly("shop/x");
    assertThat(count.ended()).containsExactly("shop/done");
    assertThat(count.isNone()).isFalse();
    ClusterObjects part = new RunningThings().seen();
    part.unseen(ObjectKind.PODS, new Trouble.Forbidden("list", "pods", "", "no"));
    assertThat(RollOut.plan(part, FIX).before().isNone()).as("not all were seen").isFalse();
    assertThat(RollOut.plan(new RunningThings().seen(), FIX).before().isNone()).isTrue();
  }

  @Test
  void aFixChangesSomething() {
    ImageDigest bad = new ImageDigest(BAD);
    assertThatThrownBy(() -> new Fix(bad, bad, null)).hasMessageContaining("the bad one");
    assertThatThrownBy(() -> new Fix(bad, new ImageDigest(GOOD), "a b"))
        .hasMessageContaining("not a repository");
    RunningThings oneImage =
        new RunningThings()
            .object(
                ObjectKind.NODES,
                "{\"metadata\": {\"name\": \"n\", \"uid\": \"n\"}, \"status\": {\"images\": [{\"names\": [\"app@%s\", \"app@%s\"]}]}}"
                    .formatted(BAD, GOOD));
    assertThatThrownBy(oneImage::plan).hasMessageContaining("of the same image");
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx",
    "nginx:1, nginx",
    "reg:5000/a/b, reg:5000/a/b",
    "reg:5000/a/b:v1, reg:5000/a/b",
    "reg:5000/a/b:v1@sha256:bbbb, reg:5000/a/b",
    "b@sha256:bbbb, b"
  })
  void findsTheRepositoryOfAReference(String reference, String repository) {
    assertThat(FIX.reference(reference)).isEqualTo(repository + "@" + GOOD);
    assertThat(
            new Fix(new ImageDigest(BAD), new ImageDigest(GOOD), "reg/hot:fix")
                .reference(reference))
        .isEqualTo("reg/hot:fix@" + GOOD);
  }
}
