package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.containment.AdmissionOracle.Asked;
import salvor.workload.ImageDigest;

/** The policies that are made, judged by the CEL of another project. */
class AdmissionPoliciesTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final String HELD =
      "{kind: 'Pod', metadata: {labels: {'salvor.io/hold': 'IR-7-0badcafe'}}}";

  private static AdmissionOracle hold() {
    SeenCluster seen = new SeenCluster().pod("web");
    MeasurePlan plan =
        EvidenceHold.plan(
            seen.objects(), seen.rights(), SeenCluster.MADE_FOR, SeenCluster.uids("web"));
    return new AdmissionOracle(((Step.Create) plan.steps().getFirst()).manifest());
  }

  private static AdmissionOracle deny(String... references) {
    SeenCluster seen = new SeenCluster();
    MeasurePlan plan =
        ImageDenial.plan(
            seen.objects(),
            seen.rights(),
            SeenCluster.MADE_FOR,
            Set.of(new ImageDigest(DIGEST)),
            Set.of(references));
    return new AdmissionOracle(((Step.Create) plan.steps().getFirst()).manifest());
  }

  static Stream<Arguments> deletions() {
    return Stream.of(
        arguments("held", HELD, "denied"),
        arguments("no labels", "{kind: 'Pod', metadata: {}}", "passes"),
        arguments("empty labels", "{kind: 'Pod', metadata: {labels: {}}}", "passes"),
        arguments("other label", "{kind: 'Pod', metadata: {labels: {app: 'web'}}}", "passes"),
        arguments(
            "another hold",
            "{kind: 'Pod', metadata: {labels: {'salvor.io/hold': 'IR-8-0badcafe'}}}",
            "passes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void deletions(String name, String pod, String judged) throws Exception {
    assertThat(hold().judge(new Asked("DELETE", "", "pods", "shop", "web", null, pod)))
        .isEqualTo(judged);
  }

  static Stream<Arguments> evictions() {
    return Stream.of(
        arguments("held", "shop", "web", "denied"),
        arguments("another pod", "shop", "db", "passes"),
        arguments("the name in another namespace", "ops", "web", "passes"),
        arguments("the end of its name", "shop", "eb", "passes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void evictions(String name, String namespace, String pod, String judged) throws Exception {
    String eviction = "{kind: 'Eviction', metadata: {name: '%s'}}".formatted(pod);
    assertThat(
            hold().judge(new Asked("CREATE", "", "pods/eviction", namespace, pod, eviction, null)))
        .isEqualTo(judged);
  }

  @Test
  void aHoldIsNotAskedForAnythingElse() {
    AdmissionOracle hold = hold();
    assertThat(hold.isAsked(new Asked("UPDATE", "", "pods", "shop", "web", HELD, HELD))).isFalse();
    assertThat(hold.isAsked(new Asked("CREATE", "", "pods", "shop", "web", HELD, null))).isFalse();
    assertThat(hold.isAsked(new Asked("DELETE", "", "pods", "ops", "web", null, HELD))).isFalse();
    assertThat(hold.isAsked(new Asked("DELETE", "", "namespaces", "", "shop", null, "{}")))
        .isFalse();
  }

  private static String pod(String spec) {
    return "{kind: 'Pod', metadata: {}, spec: %s}".formatted(spec);
  }

  private static String containers(String field, String image) {
    return "{%s: [{name: 'c', image: '%s'}]}".formatted(field, image);
  }

  private static String template(String kind, String spec) {
    return "{kind: '%s', metadata: {}, spec: {template: {spec: %s}}}".formatted(kind, spec);
  }

  static Stream<Arguments> images() {
    String bad = "r.example/web@" + DIGEST;
    String cron =
        "{kind: 'CronJob', spec: {jobTemplate: {spec: {template: {spec: %s}}}}}"
            .formatted(containers("containers", bad));
    return Stream.of(
        arguments("by digest", "pods", pod(containers("containers", bad)), null, "denied"),
        arguments(
            "by digest, tagged too",
            "pods",
            pod(containers("containers", "web:3@" + DIGEST)),
            null,
            "denied"),
        arguments("init", "pods", pod(containers("initContainers", bad)), null, "denied"),
        arguments(
            "ephemeral",
            "pods/ephemeralcontainers",
            pod(containers("ephemeralContainers", bad)),
            pod(containers("containers", "web:0")),
            "denied"),
        arguments("by tag", "pods", pod(containers("containers", "web:1")), null, "denied"),
        arguments(
            "by tag, spelled out",
            "pods",
            pod(containers("containers", "docker.io/library/web:1")),
            null,
            "denied"),
        arguments("other tag", "pods", pod(containers("containers", "web:12")), null, "passes"),
        arguments(
            "other digest under the tag",
            "pods",
            pod(containers("containers", "web:1@sha256:" + "cd".repeat(32))),
            null,
            "passes"),
        arguments(
            "a name that ends alike",
            "pods",
            pod(containers("containers", "r.example/my-web:1")),
            null,
            "passes"),
        arguments("no containers", "pods", pod("{}"), null, "passes"),
        arguments("no image", "pods", pod("{containers: [{name: 'c'}]}"), null, "passes"),
        arguments("null lists", "pods", pod("{containers: []}"), null, "passes"),
        arguments(
            "one of many",
            "pods",
            pod("{containers: [{image: 'a:1'}, {image: '%s'}]}".formatted(bad)),
            null,
            "denied"),
        arguments(
            "what runs already is labelled",
            "pods",
            pod(containers("containers", bad)),
            pod(containers("containers", bad)),
            "passes"),
        arguments(
            "changed to it",
            "deployments",
            template("Deployment", containers("containers", bad)),
            template("Deployment", containers("containers", "web:0")),
            "denied"),
        arguments(
            "scaled with it",
            "deployments",
            template("Deployment", containers("containers", bad)),
            template("Deployment", containers("containers", bad)),
            "passes"),
        arguments(
            "rolled back from it",
            "deployments",
            template("Deployment", containers("containers", "web:0")),
            template("Deployment", containers("containers", bad)),
            "passes"),
        arguments(
            "ReplicaSet",
            "replicasets",
            template("ReplicaSet", containers("containers", "web:1")),
            null,
            "denied"),
        arguments(
            "StatefulSet",
            "statefulsets",
            template("StatefulSet", containers("initContainers", bad)),
            null,
            "denied"),
        arguments(
            "DaemonSet",
            "daemonsets",
            template("DaemonSet", containers("containers", bad)),
            null,
            "denied"),
        arguments("Job", "jobs", template("Job", containers("containers", bad)), null, "denied"),
        arguments("CronJob", "cronjobs", cron, null, "denied"),
        arguments("CronJob as before", "cronjobs", cron, cron, "passes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void images(String name, String resource, String object, @Nullable String before, String judged)
      throws Exception {
    String group =
        resource.startsWith("pods") ? "" : resource.matches("jobs|cronjobs") ? "batch" : "apps";
    Asked asked =
        new Asked(
            before == null ? "CREATE" : "UPDATE", group, resource, "shop", "x", object, before);
    AdmissionOracle deny = deny("web:1");
    assertThat(deny.isAsked(asked)).isTrue();
    assertThat(deny.judge(asked)).isEqualTo(judged);
  }

  @Test
  void aHostileReferenceIsAStringAndNothingElse() throws Exception {
    String hostile = "x'] || true || ['\\\n";
    AdmissionOracle deny = deny(hostile);
    assertThat(
            deny.judge(
                new Asked(
                    "CREATE", "", "pods", "shop", "x", pod(containers("containers", "y:1")), null)))
        .isEqualTo("passes");
    assertThat(AdmissionRules.quoted("'\\\n\u00e4"))
        .isEqualTo("'\\U00000027\\U0000005c\\U0000000a\\U000000e4'");
  }
}
