package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static salvor.containment.SeenCluster.MADE_FOR;
import static salvor.containment.SeenCluster.noted;
import static salvor.containment.SeenCluster.notes;
import static salvor.containment.SeenCluster.patch;
import static salvor.containment.SeenCluster.refused;
import static salvor.containment.SeenCluster.steps;
import static salvor.containment.SeenCluster.uids;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.WorkloadBrake.Means;

/** Workloads are stopped at the right place, and not at the cost of evidence. */
class WorkloadBrakeTest {
  private static String owned(String kind, String uid) {
    return ", ownerReferences: [{kind: '%s', name: 'own', uid: '%s', controller: true}]"
        .formatted(kind, uid);
  }

  private static String object(String name, String metadata, String spec) {
    return "{metadata: {namespace: 'shop', name: '%s'%s}, spec: {%s}}"
        .formatted(name, metadata, spec);
  }

  private static SeenCluster deployment(String metadata, String spec) {
    return new SeenCluster()
        .pod("web", owned("ReplicaSet", "replicasets-web-1"), "")
        .with(
            ObjectKind.REPLICA_SETS,
            object("web-1", owned("Deployment", "deployments-web"), "replicas: 3"))
        .with(ObjectKind.DEPLOYMENTS, object("web", metadata, spec));
  }

  private static SeenCluster job(boolean cron) {
    SeenCluster seen =
        new SeenCluster()
            .pod("web", owned("Job", "jobs-tidy-1"), "")
            .with(
                ObjectKind.JOBS,
                object("tidy-1", cron ? owned("CronJob", "cronjobs-tidy") : "", ""));
    return cron ? seen.with(ObjectKind.CRON_JOBS, object("tidy", "", "")) : seen;
  }

  private static MeasurePlan plan(SeenCluster seen, Means means, boolean even) {
    return WorkloadBrake.plan(
        seen.objects(),
        seen.rights(),
        new WorkloadBrake.Wish(MADE_FOR, uids("web"), List.of(), means, Set.of(), even));
  }

  static Stream<Arguments> plans() {
    Means none = new Means.Scale(0);
    Means more = new Means.Scale(5);
    Means pause = new Means.Pause();
    Means suspend = new Means.Suspend();
    SeenCluster set =
        new SeenCluster()
            .pod("web", owned("StatefulSet", "statefulsets-db"), "")
            .with(ObjectKind.STATEFUL_SETS, object("db", "", "replicas: 2"));
    SeenCluster daemon =
        new SeenCluster()
            .pod("web", owned("DaemonSet", "daemonsets-log"), "")
            .with(ObjectKind.DAEMON_SETS, object("log", "", ""));
    return Stream.of(
        arguments(
            "scaled away with its evidence",
            deployment("", "replicas: 3"),
            none,
            "Deployment shop/web: EVIDENCE_WOULD_GO [shop/web]"),
        arguments("more", deployment("", "replicas: 3"), more, "deployments /spec/replicas=5"),
        arguments("as many", deployment("", "replicas: 5"), more, "Deployment shop/web: ALREADY"),
        arguments(
            "one, as nothing is said",
            deployment("", ""),
            new Means.Scale(1),
            "Deployment shop/web: ALREADY"),
        arguments("a set", set, more, "statefulsets /spec/replicas=5"),
        arguments("on each node", daemon, none, "Pod shop/web: OTHER_KIND [DaemonSet shop/log]"),
        arguments("alone", new SeenCluster().pod("web"), none, "Pod shop/web: NO_OWNER"),
        arguments("gone", new SeenCluster(), none, "Pod pods-web: NOT_THERE"),
        arguments("paused", deployment("", ""), pause, "deployments /spec/paused=true"),
        arguments(
            "paused already",
            deployment("", "paused: true"),
            pause,
            "Deployment shop/web: ALREADY"),
        arguments(
            "a set has no pause", set, pause, "Pod shop/web: OTHER_KIND [StatefulSet shop/db]"),
        arguments("the CronJob, not the Job", job(true), suspend, "cronjobs /spec/suspend=true"),
        arguments(
            "a Job deletes its pods",
            job(false),
            suspend,
            "Job shop/tidy-1: EVIDENCE_WOULD_GO [shop/web]"),
        arguments(
            "nothing to suspend",
            deployment("", ""),
            suspend,
            "Pod shop/web: OTHER_KIND [ReplicaSet shop/web-1, Deployment shop/web]"),
        arguments(
            "of a kind that is not known",
            new SeenCluster().pod("web", owned("Rollout", "rollouts-web"), ""),
            none,
            "Pod shop/web: OTHER_KIND"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void plans(String name, SeenCluster seen, Means means, String expected) {
    MeasurePlan plan = plan(seen, means, false);
    String said =
        plan.steps().isEmpty()
            ? refused(plan).getFirst()
            : plan.steps().getFirst().kind().plural() + " " + patch(plan.steps().getFirst());
    assertThat(said).isEqualTo(expected);
    assertThat(plan.steps().size() + plan.refused().size()).isEqualTo(1);
  }

  @Test
  void evenTheEvidenceGoesWhereSomebodySaysSo() {
    MeasurePlan plan = plan(deployment("", "replicas: 3").pod("db"), new Means.Scale(0), true);
    assertThat(steps(plan)).containsExactly("SCALE Patch deployments shop/web");
    assertThat(noted(plan, Note.Subject.DELETED)).containsExactly("shop/web");
  }

  @Test
  void aWorkloadIsNamedItselfWhereThePodHasNoOwnerAnyMore() {
    SeenCluster seen = deployment("", "replicas: 3").denying(Right.PATCH_DEPLOYMENT);
    MeasurePlan plan =
        WorkloadBrake.plan(
            seen.objects(),
            seen.rights(),
            new WorkloadBrake.Wish(
                MADE_FOR,
                List.of(),
                List.of("deployments-web", "x"),
                new Means.Scale(0),
                Set.of(),
                false));
    assertThat(steps(plan)).containsExactly("SCALE Patch deployments shop/web");
    assertThat(refused(plan)).containsExactly("Workload x: NOT_THERE");
    assertThat(plan.missing()).containsExactly(Right.PATCH_DEPLOYMENT);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "salvor.io/quarantine, '', shop/other",
    "salvor.io/hold, '', shop/other",
    "'', pods-other, shop/other"
  })
  void endsNoPodOfTheIncidentUnaskedWhichNobodyNamed(String label, String suspect, String named) {
    SeenCluster seen =
        deployment("", "replicas: 3")
            .pod(
                "other",
                owned("ReplicaSet", "replicasets-web-1")
                    + (label.isEmpty() ? "" : ", labels: {'" + label + "': 'x'}"),
                "");
    MeasurePlan plan =
        WorkloadBrake.plan(
            seen.objects(),
            seen.rights(),
            new WorkloadBrake.Wish(
                MADE_FOR,
                List.of(),
                List.of("deployments-web"),
                new Means.Scale(0),
                suspect.isEmpty() ? Set.of() : Set.of(suspect),
                false));
    assertThat(refused(plan))
        .isEqualTo(
            named.isEmpty()
                ? List.of()
                : List.of("Deployment shop/web: EVIDENCE_WOULD_GO [" + named + "]"));
  }

  @Test
  void whoSetsItBackIsTold() {
    String scaler =
        "{metadata: {namespace: 'shop', name: 'h'}, spec: {scaleTargetRef: {kind: 'Deployment', name: 'web'}}}";
    SeenCluster seen =
        deployment(
                ", labels: {'argocd.argoproj.io/instance': 'shop'}, annotations: {'meta.helm.sh/release-name': 'web'}"
                    + owned("App", "a"),
                "replicas: 3")
            .with(ObjectKind.AUTOSCALERS, scaler)
            .with(ObjectKind.AUTOSCALERS, scaler.replace("'web'", "'db'").replace("'h'", "'i'"));
    MeasurePlan more = plan(seen, new Means.Scale(5), false);
    assertThat(noted(more, Note.Subject.AUTOSCALED))
        .containsExactly("HorizontalPodAutoscaler shop/h");
    assertThat(noted(more, Note.Subject.KEPT_BY))
        .containsExactly("App own", "Argo CD shop", "Helm release web");
    assertThat(noted(plan(seen, new Means.Scale(0), true), Note.Subject.AUTOSCALER_RESTS))
        .hasSize(1);
    assertThat(notes(plan(seen, new Means.Pause(), false), Note.Subject.STILL_REPLACED)).isTrue();
    assertThat(notes(plan(job(true), new Means.Suspend(), false), Note.Subject.GOES_ON)).isTrue();
  }
}
