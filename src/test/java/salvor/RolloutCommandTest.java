package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.jobs.Jobs;
import salvor.live.TriageLog;
import salvor.report.RollOutPlanReport;
import salvor.report.RollOutReport;
import salvor.terminal.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor rollout} against the practice server, which has no controllers. */
class RolloutCommandTest {
  private static final String BAD = "sha256:" + "b".repeat(64);
  private static final String FIXED = "sha256:" + "a".repeat(64);

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Terminal terminal = new Terminal();
  private String file = "";

  @BeforeEach
  void workloads() throws Exception {
    api.create(
        "deployments",
        """
        {"metadata": {"namespace": "shop", "name": "web"},
         "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "web"}},
           "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "app", "image": "reg/app@%s"}]}}}}
        """
            .formatted(BAD));
    pod("lone", BAD, "");
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.ADMIN)).toString();
  }

  private void pod(String name, String digest, String labels) {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "%s", "labels": {%s}},
         "spec": {"containers": [{"name": "app", "image": "reg/app:1"}]},
         "status": {"phase": "Running", "containerStatuses": [{"name": "app", "image": "reg/app:1",
           "imageID": "reg/app@%s", "state": {"running": {}}}]}}
        """
            .formatted(name, labels, digest));
  }

  private int run(String command, String... more) {
    String[] all = new String[more.length + 8];
    System.arraycopy(
        new String[] {"rollout", command, "--kubeconfig", file, "--bad", BAD, "--fixed", FIXED},
        0,
        all,
        0,
        8);
    System.arraycopy(more, 0, all, 8, more.length);
    return terminal.run(all);
  }

  private JsonNode valid(String schema) {
    var valid =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(valid.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  @Test
  void plansAndChangesNothing() throws Exception {
    assertThat(run("plan")).as(terminal.err()).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains(
            "1 pod on the bad digest",
            "Deployment shop/web: app from reg/app@" + BAD + " to reg/app@" + FIXED,
            "Pod shop/lone: nothing owns it",
            "nothing was changed yet.");
    assertThat(run("plan", "--json", "-")).isEqualTo(ExitCode.FOUND);
    JsonNode plan = valid(RollOutPlanReport.schema());
    assertThat(plan.at("/workloads/0/basis").asString()).isEqualTo("names-it");
    assertThat(plan.at("/left/0/why").asString()).isEqualTo("bare-pod");
    assertThat(api.asked("/")).noneMatch(request -> request.toString().startsWith("PATCH "));
  }

  @Test
  void countsPodsAndWritesTheNumberDown() throws Exception {
    Path folder = dir.resolve("case");
    assertThat(run("status", "--case", folder.toString())).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("1 pod on the bad digest", "  shop/lone");
    api.delete("lone");
    pod("held", BAD, "\"salvor.io/quarantine\": \"x\"");
    assertThat(run("status", "--case", folder.toString()))
        .as("nothing stands behind its label")
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("1 pod on the bad digest", "  shop/held");
    api.create(
        "networkpolicies",
        """
        {"metadata": {"namespace": "shop", "name": "q", "labels": {"salvor.io/made-for": "x"}},
         "spec": {"podSelector": {"matchLabels": {"salvor.io/quarantine": "x"}}, "policyTypes": ["Ingress", "Egress"]}}
        """);
    assertThat(run("status", "--case", folder.toString(), "--json", "-"))
        .as("a pod that is cut off is not in the open")
        .isEqualTo(ExitCode.DONE);
    JsonNode standing = valid(RollOutReport.schema());
    assertThat(standing.at("/pods/held/0").asString()).isEqualTo("shop/held");
    assertThat(standing.path("over").asBoolean()).isTrue();
    assertThat(Files.readString(folder.resolve("custody.jsonl")))
        .contains("\"open\":\"1\"", "\"held\":\"1\"", "count-digest");
  }

  @Test
  void endsNoPodUnaskedThatWasDecidedToBeBad() throws Exception {
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web-1-x", "ownerReferences":
           [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "u", "controller": true}]},
         "spec": {"containers": [{"name": "app", "image": "reg/app@%s"}]},
         "status": {"phase": "Running", "containerStatuses": [{"name": "app", "image": "reg/app",
           "imageID": "reg/app@%s", "state": {"running": {}}}]}}
        """
            .formatted(BAD, BAD));
    Path folder = dir.resolve("case");
    TriageLog.Subject pod =
        new TriageLog.Subject("Pod", "shop", "web-1-x", api.uid("pods", "shop", "web-1-x"));
    TriageLog log = TriageLog.in(folder);
    log.decide(pod, TriageLog.State.COMPROMISED, "ann", "");
    assertThat(run("plan", "--json", "-")).isEqualTo(ExitCode.FOUND);
    assertThat(valid(RollOutPlanReport.schema()).path("victimsKnown").asBoolean()).isFalse();
    assertThat(run("plan", "--case", dir.toString())).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).as("a folder that tells nothing").contains("is not known: --case");
    assertThat(run("plan", "--case", folder.toString(), "--json", "-")).isEqualTo(ExitCode.FOUND);
    assertThat(valid(RollOutPlanReport.schema()).at("/victims/0").asString())
        .isEqualTo("shop/web-1-x");
    String[] apply = {"--case", folder.toString(), "--reason", "CVE-1", "--yes"};
    assertThat(run("apply", apply)).isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.out())
        .contains(
            "! No sealed evidence verifies of 1 pod that ends by it, out of profile, decided to be bad, cut off or held: shop/web-1-x");
    assertThat(terminal.err())
        .contains(
            "shop/web-1-x", "seal what is in them first (salvor collect), or --even-evidence");
    assertThat(image()).isEqualTo("reg/app@" + BAD);
    assertThat(
            run("apply", "--case", folder.toString(), "--reason", "x", "--yes", "--even-evidence"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(image()).isEqualTo("reg/app@" + FIXED);
    assertThat(Files.readString(folder.resolve("custody.jsonl"))).contains("even-evidence");
    image("reg/app@" + BAD);
    log.decide(pod, TriageLog.State.CLEARED, "ann", "ours");
    assertThat(run("apply", apply)).as(terminal.err()).isEqualTo(ExitCode.FOUND);
    assertThat(image()).isEqualTo("reg/app@" + FIXED);
  }

  /** A pod of the deployment that has the new image, and cannot have it. */
  private void newPodWithoutImage() throws Exception {
    image("reg/app@" + FIXED);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web-2-x", "ownerReferences":
           [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "u", "controller": true}]},
         "spec": {"containers": [{"name": "app", "image": "reg/app@%s"}]},
         "status": {"phase": "Pending", "containerStatuses": [{"name": "app", "image": "reg/app", "imageID": "",
           "state": {"waiting": {"reason": "ErrImagePull", "message": "not\\u001b[31m found"}}}]}}
        """
            .formatted(FIXED));
  }

  @Test
  void tellsNewPodsThatDoNotStartAndHowToGoBack() throws Exception {
    newPodWithoutImage();
    assertThat(run("status", "--case", dir.resolve("case").toString(), "--for", "1"))
        .isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains(
            "! pod web-2-x does not start: ErrImagePull, not",
            "New pods do not start or get ready: apply another digest, or give the old image back"
                + " (salvor rollout undo --case DIR).")
        .doesNotContain("\u001b");
    assertThat(terminal.err()).contains("salvor: pod web-2-x does not start: ErrImagePull");
    assertThat(run("status", "--case", dir.resolve("case").toString(), "--json", "-"))
        .isEqualTo(ExitCode.FOUND);
    JsonNode hitch = valid(RollOutReport.schema()).at("/workloads/0/hitches/0");
    assertThat(hitch.path("pod").asString()).isEqualTo("web-2-x");
    assertThat(hitch.path("said").asString()).startsWith("not");
    assertThat(hitch.path("what").asString()).isEqualTo("start");
  }

  @Test
  void tellsNewPodsThatRunAndDoNotGetReady() throws Exception {
    image("reg/app@" + FIXED);
    api.create(
        "pods",
        """
        {"metadata": {"namespace": "shop", "name": "web-3-x", "ownerReferences":
           [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "u", "controller": true}]},
         "spec": {"containers": [{"name": "app", "image": "reg/app@%1$s"}]},
         "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "False"}],
           "containerStatuses": [{"name": "app", "image": "reg/app", "imageID": "reg/app@%1$s",
           "ready": false, "state": {"running": {}}}]}}
        """
            .formatted(FIXED));
    assertThat(run("status")).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).as("it may be on its way").doesNotContain("web-3-x");
    api.create(
        "events",
        """
        {"metadata": {"namespace": "shop", "name": "web-3-x.1"}, "reason": "Unhealthy", "type": "Warning",
         "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "web-3-x", "uid": "%s"},
         "message": "Readiness probe failed: HTTP probe failed with statuscode: 503"}
        """
            .formatted(api.uid("pods", "shop", "web-3-x")));
    assertThat(run("status")).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains("IS NOT READY: web-3-x, Unhealthy")
        .contains("! pod web-3-x runs and is not ready: Unhealthy, Readiness probe failed");
    assertThat(run("status", "--json", "-")).isEqualTo(ExitCode.FOUND);
    JsonNode hitch = valid(RollOutReport.schema()).at("/workloads/0/hitches/0");
    assertThat(hitch.path("what").asString()).isEqualTo("ready");
    assertThat(hitch.path("reason").asString()).isEqualTo("Unhealthy");
  }

  @Test
  void listsEveryRollOutOfTheCaseWithWhatBecameOfIt() throws Exception {
    String folder = dir.resolve("case").toString();
    String other = "sha256:" + "c".repeat(64);
    run("apply", "--case", folder, "--reason", "first", "--yes");
    terminal.run(
        "rollout", "undo", "--kubeconfig", file, "--case", folder, "--reason", "it hangs", "--yes");
    String[] to = {
      "rollout",
      "apply",
      "--kubeconfig",
      file,
      "--bad",
      BAD,
      "--fixed",
      other,
      "--case",
      folder,
      "--reason",
      "second",
      "--yes"
    };
    terminal.run(to);
    assertThat(image()).isEqualTo("reg/app@" + other);
    image("reg/app@" + BAD);
    run("apply", "--case", folder, "--reason", "third", "--yes");
    assertThat(image()).isEqualTo("reg/app@" + FIXED);
    assertThat(run("status", "--case", folder, "--json", "-")).isEqualTo(ExitCode.FOUND);
    JsonNode measures = valid(RollOutReport.schema()).path("measures");
    assertThat(
            measures
                .valueStream()
                .map(each ->
                    each.path("reason").asString()
                        + " "
                        + each.path("done").asString()
                        + " "
                        + each.path("inForce").asString()))
        .containsExactly("first rolled-back none", "second whole none", "third whole all");
    assertThat(run("status", "--case", folder)).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains("Roll-outs of this case, the oldest first:")
        .contains("second; set whole; not in force any more (deployments shop/web)")
        .contains("third; set whole; in force (deployments shop/web)");
    assertThat(run("status", "--json", "-")).isEqualTo(ExitCode.FOUND);
    assertThat(valid(RollOutReport.schema()).path("measures")).as("no case").isEmpty();
  }

  @Test
  void neverTellsNoneWhereNotAllIsSeen() throws Exception {
    api.delete("lone");
    api.allowIn(
        "shop",
        "[{\"apiGroups\": [\"*\"], \"resources\": [\"*\"], \"verbs\": [\"get\", \"list\", \"watch\"]}]");
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.LIMITED)).toString();
    assertThat(run("plan", "-n", "shop")).as(terminal.err()).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out()).contains("not all pods of the cluster were seen");
    assertThat(run("status", "-n", "shop")).isEqualTo(ExitCode.FOUND);
  }

  @Test
  void refusesAFixThatIsNone() {
    assertThat(terminal.run("rollout", "plan", "--kubeconfig", file, "--bad", BAD, "--fixed", BAD))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("the new digest is the bad one");
    assertThat(
            terminal.run("rollout", "plan", "--kubeconfig", file, "--bad", "web:1", "--fixed", BAD))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("--bad: not an image digest: web:1");
  }

  private JsonNode deployment() throws Exception {
    try (Cluster cluster = cluster()) {
      return cluster.get(ObjectKind.DEPLOYMENTS, "shop", "web");
    }
  }

  private Cluster cluster() throws Exception {
    return new Fabric8Clusters(new Jobs())
        .connect(
            Kubeconfigs.read(List.of(Path.of(file)), KubeContext.Origin.USER).contexts().getFirst(),
            Confirmed.NOTHING);
  }

  private String image() throws Exception {
    return deployment().at("/spec/template/spec/containers/0/image").asString();
  }

  private void image(String image) throws Exception {
    try (Cluster cluster = cluster()) {
      cluster.change(
          new Change.Patch(
              ObjectKind.DEPLOYMENTS,
              "shop",
              "web",
              "",
              Change.Patch.Type.JSON,
              JsonMapper.shared()
                  .readTree(
                      "[{\"op\": \"replace\", \"path\": \"/spec/template/spec/containers/0/image\", \"value\": \""
                          + image
                          + "\"}]")),
          false,
          () -> {});
    }
  }

  @Test
  void setsTheImageAndTakesItBackByTheCaseAlone() throws Exception {
    String folder = dir.resolve("case").toString();
    assertThat(run("apply", "--dry-run", "--json", "-"))
        .as(terminal.err())
        .isEqualTo(ExitCode.FOUND);
    assertThat(valid(RollOutReport.schema()).at("/results/0/done").asBoolean()).isTrue();
    assertThat(image()).as("a dry run").isEqualTo("reg/app@" + BAD);
    assertThat(run("apply")).isEqualTo(ExitCode.USAGE);
    assertThat(run("apply", "--case", folder, "--reason", "CVE-1")).isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.err()).contains("nobody can be asked here");
    assertThat(image()).as("not agreed to").isEqualTo("reg/app@" + BAD);

    assertThat(run("apply", "--case", folder, "--reason", "CVE-1", "--yes", "--json", "-"))
        .as("a pod runs it still" + terminal.err())
        .isEqualTo(ExitCode.FOUND);
    JsonNode applied = valid(RollOutReport.schema());
    assertThat(applied.path("measure").asString()).hasSize(8);
    assertThat(image()).isEqualTo("reg/app@" + FIXED);
    Path moved = Files.move(Path.of(folder), dir.resolve("moved"));
    String[] undo = {
      "rollout", "undo", "--kubeconfig", file, "--case", moved.toString(), "--reason", "x", "--yes"
    };
    assertThat(terminal.run(undo)).as(terminal.err()).isEqualTo(ExitCode.DONE);
    assertThat(image()).isEqualTo("reg/app@" + BAD);
    assertThat(terminal.run(undo)).as("twice is as good as once").isEqualTo(ExitCode.DONE);
    assertThat(terminal.run("custody", "verify", moved.toString())).isEqualTo(ExitCode.DONE);
    terminal.run("playbook", "run", "vulnerable-image", "--case", moved.toString(), "--json", "-");
    assertThat(JsonMapper.shared().readTree(terminal.out()).path("facts").toString())
        .contains("{\"fact\":\"roll-out\",\"value\":\"undone\",\"source\":\"observed\"}")
        .contains("{\"fact\":\"bad-digest-pods\",\"value\":\"1\"");
  }

  @Test
  void sendsNothingWhereOneWouldBeRefused() throws Exception {
    api.create(
        "cronjobs",
        """
        {"metadata": {"namespace": "shop", "name": "nightly"},
         "spec": {"schedule": "0 1 * * *", "jobTemplate": {"spec": {"template": {"spec":
           {"containers": [{"name": "app", "image": "reg/app@%s"}]}}}}}}
        """
            .formatted(BAD));
    api.allow(
        "[{\"apiGroups\": [\"*\"], \"resources\": [\"*\"], \"verbs\": [\"get\", \"list\", \"watch\"]},"
            + "{\"apiGroups\": [\"apps\"], \"resources\": [\"deployments\"], \"verbs\": [\"patch\"]}]");
    file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.LIMITED)).toString();
    String folder = dir.resolve("case").toString();
    assertThat(run("apply", "--case", folder, "--reason", "x", "--yes", "--json", "-"))
        .isEqualTo(ExitCode.NOT_DONE);
    JsonNode report = valid(RollOutReport.schema());
    assertThat(report.path("measure").isNull()).isTrue();
    assertThat(report.at("/results/1/words").asString()).startsWith("NOT DONE: ");
    assertThat(image()).isEqualTo("reg/app@" + BAD);
    assertThat(run("apply", "--only", "shop/web", "--case", folder, "--reason", "x", "--yes"))
        .as(terminal.err())
        .isEqualTo(ExitCode.FOUND);
    assertThat(image()).isEqualTo("reg/app@" + FIXED);
    assertThat(run("apply", "--only", "shop/none", "--dry-run")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void neverWritesOverWhatSomebodyChangedSince() throws Exception {
    String folder = dir.resolve("case").toString();
    run("apply", "--case", folder, "--reason", "x", "--yes");
    image("reg/app:hand-made");
    assertThat(
            terminal.run(
                "rollout",
                "undo",
                "--kubeconfig",
                file,
                "--case",
                folder,
                "--reason",
                "x",
                "--yes"))
        .isEqualTo(ExitCode.NOT_DONE);
    assertThat(terminal.out())
        .contains("not done: somebody changed it since, and that is left as it is");
    assertThat(image()).isEqualTo("reg/app:hand-made");
  }
}
