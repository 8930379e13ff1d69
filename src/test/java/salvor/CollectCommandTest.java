package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.containment.DeleteLock;
import salvor.containment.SealedEvidence;
import salvor.custody.bundle.BundleCheck;
import salvor.jobs.Progress;
import salvor.report.CollectionReport;
import salvor.terminal.ExitCode;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor collect} from the web shell's cluster, while the attacker is in it. */
class CollectCommandTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final String WEB = "shop/" + LivePractice.VICTIM;

  /** What verifying tells of a bundle that is valid and not signed. */
  private static final int UNSIGNED = 11;

  /** Its image has no shell. */
  private static final String PAY = "shop/" + LivePractice.SECOND_VICTIM;

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();
  private PracticeCluster practice;
  private String file = "";

  @BeforeEach
  void play() throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(SAMPLE, resources);
    InstantSource wall = InstantSource.system();
    practice =
        new PracticeCluster(
            recording,
            resources,
            0,
            new ReplayClock(wall, recording.attack().orElseThrow().plusSeconds(120), 1),
            wall);
    Path kubeconfig = dir.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    file = kubeconfig.toString();
  }

  @AfterEach
  void close() {
    practice.close();
  }

  private JsonNode json(int code, String... arguments) throws Exception {
    List<String> all =
        Stream.concat(
                Stream.of("collect", "--kubeconfig", file, "--json", "-", "--unsigned"),
                Stream.concat(
                    Stream.of("--case", dir.resolve("case").toString(), "--reason", "incident 7"),
                    Stream.of(arguments)))
            .toList();
    assertThat(terminal.run(all.toArray(new String[0])))
        .as(terminal.err() + terminal.out())
        .isEqualTo(code);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(CollectionReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out());
  }

  private static JsonNode taken(JsonNode report, String kind) {
    return report
        .path("taken")
        .valueStream()
        .filter(each -> each.path("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private String ledger() throws Exception {
    return Files.readString(dir.resolve("case/custody.jsonl"));
  }

  @Test
  void takesTheAttackersProcessesIntoABundleThatOpensAtOnce() throws Exception {
    JsonNode report = json(ExitCode.DONE, "--yes", WEB);
    assertThat(taken(report, "state").path("result").asString()).isEqualTo("collected");
    assertThat(taken(report, "state").path("archive").asString()).isEqualTo("whole");
    assertThat(report.path("taken").get(0).path("kind").asString())
        .as("the most volatile first")
        .isEqualTo("state");
    assertThat(report.at("/pods/0/footprint").toString()).contains("ephemeral container", "image");
    assertThat(report.at("/containers/0/same").asBoolean()).isTrue();
    assertThat(report.at("/containers/0/idBefore").asString())
        .isNotEmpty()
        .isEqualTo(report.at("/containers/0/idAfter").asString());
    assertThat(report.path("standing").asString()).isEqualTo("valid-unsigned");
    JsonNode rights =
        JsonMapper.shared()
            .readTree(dir.resolve("case").resolve(taken(report, "rights").path("path").asString()));
    assertThat(rights.at("/metadata/namespace").asString()).isEqualTo("shop");
    assertThat(rights.path("unseen")).isEmpty();
    assertThat(report.path("taken").toString())
        .contains("objects/namespaces.json")
        .contains("the cluster knows no such kind");
    assertThat(ledger())
        .contains("\"event\":\"planned\"", "\"event\":\"collected\"", "incident 7")
        .contains("containerIdBefore", "containerIdAfter");
    String bundle = report.path("bundle").asString();
    assertThat(terminal.run("verify", bundle)).as(terminal.out()).isEqualTo(UNSIGNED);
    assertThat(terminal.out()).contains("VALID-UNSIGNED");
    String triage =
        terminal.said(
            "triage",
            bundle,
            "--why",
            "not signed here",
            "--baseline",
            SAMPLE.resolve("baseline.json").toString());
    assertThat(triage)
        .contains("CRITICAL", "/tmp/kworkerds 203.0.113.77", "port that crypto miners use")
        .contains("succeeded ESTAB");
  }

  @Test
  void saysThePlanOnceAndThenWhatCameOfIt() throws Exception {
    String said =
        terminal.said(
            "collect",
            "--kubeconfig",
            file,
            "--unsigned",
            "--yes",
            "--case",
            dir.resolve("case").toString(),
            "--reason",
            "incident 7",
            WEB);
    assertThat(said).containsOnlyOnce("Takes, in this order:").containsOnlyOnce("Stays behind");
    assertThat(said)
        .containsPattern("around it: events, replicasets, .*, clusterrolebindings\n")
        .containsPattern("processes, sockets, executables and changed files of web: [0-9,]+ bytes")
        .contains("/web: the same container before and after, never started again")
        .contains("VALID-UNSIGNED: ");
  }

  @Test
  void takesFromAnImageWithoutAShell() throws Exception {
    JsonNode report = json(ExitCode.DONE, "--yes", PAY);
    assertThat(taken(report, "state").path("size").asLong()).isGreaterThan(10_000);
    assertThat(taken(report, "log").path("result").asString()).isEqualTo("collected");
    Path state = dir.resolve("case").resolve(taken(report, "state").path("path").asString());
    assertThat(Files.readString(state, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("proc/1/cmdline", "collected/executables.jsonl", "collected/end.json");
  }

  @Test
  void showsThePlanAndTakesNothing() throws Exception {
    JsonNode plan = json(ExitCode.DONE, "--dry-run", WEB);
    assertThat(plan.path("ran").asBoolean()).isFalse();
    assertThat(plan.at("/pods/0/tried/0/result").asString()).isEqualTo("ready");
    assertThat(dir.resolve("case")).doesNotExist();
    assertThat(practice.requests())
        .extracting(Object::toString)
        .filteredOn(request -> request.startsWith("PATCH"))
        .allMatch(request -> request.contains("dryRun=All"));
    assertThat(plan.path("passphrase").asString()).isEqualTo("none");
    assertThat(plan.path("key").isNull()).isTrue();
    assertThat(json(ExitCode.DONE, "--dry-run", WEB).path("taken")).isEmpty();
  }

  @Test
  void saysBeforeWhereThePassphraseComesFrom() throws Exception {
    Path key = dir.resolve("new.pem");
    Path passphrase = Files.writeString(dir.resolve("passphrase"), "a long one\n");
    assertThat(planned("--unsigned")).contains("not signed, and no passphrase is asked for");
    assertThat(planned("--key", key.toString()))
        .contains(key + ", which is made then;", "THERE IS NO TERMINAL TO ASK AT", "--unsigned");
    Files.writeString(key, "any");
    assertThat(planned("--key", key.toString(), "--passphrase-file", passphrase.toString()))
        .contains("the key in " + key + "; its passphrase is the first line");
  }

  private String planned(String... arguments) {
    List<String> all =
        Stream.concat(
                Stream.of("collect", "--kubeconfig", file, "--dry-run", WEB, "--reason", "x"),
                Stream.concat(
                    Stream.of("--case", dir.resolve("case").toString()), Stream.of(arguments)))
            .toList();
    assertThat(terminal.run(all.toArray(new String[0]))).as(terminal.err()).isEqualTo(0);
    return terminal.out();
  }

  @Test
  void asksAndTakesNothingWhereNobodyAnswers() throws Exception {
    assertThat(
            terminal.run(
                "collect",
                "--kubeconfig",
                file,
                "--case",
                dir.resolve("c").toString(),
                "--reason",
                "r",
                WEB))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("nothing was taken");
  }

  @Test
  void refusesAnImageWithoutDigest() throws Exception {
    assertThat(
            terminal.run(
                "collect",
                "--kubeconfig",
                file,
                "--case",
                dir.resolve("c").toString(),
                "--reason",
                "r",
                "--toolbox",
                "salvor-toolbox:1",
                WEB))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("by its digest");
  }

  @Test
  void usesTheContainerThatRunsAlready() throws Exception {
    json(ExitCode.DONE, "--yes", WEB);
    JsonNode second = json(ExitCode.DONE, "--yes", WEB);
    assertThat(second.at("/brought/0/result").asString()).isEqualTo("runs-already");
    assertThat(practice.requests())
        .extracting(Object::toString)
        .filteredOn(r -> r.startsWith("PATCH") && !r.contains("dryRun"))
        .hasSize(1);
  }

  @Test
  void tellsWhatPodSecurityRefusedAndAddsNothing() throws Exception {
    String refusal =
        "pods \"web\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false";
    practice
        .faults()
        .plan(
            3,
            request ->
                request.toString().startsWith("PATCH")
                    && request.toString().contains("ephemeralcontainers"),
            new Faults.Fault.Failure(403, "Forbidden", refusal, 0));
    JsonNode report = json(ExitCode.FOUND, "--yes", WEB);
    assertThat(report.at("/pods/0/tried").valueStream())
        .hasSize(3)
        .allMatch(each -> each.path("words").asString().contains("violates PodSecurity"));
    assertThat(practice.requests())
        .extracting(Object::toString)
        .filteredOn(r -> r.startsWith("PATCH") && !r.contains("dryRun"))
        .isEmpty();
    assertThat(taken(report, "output").path("kind").asString()).isEqualTo("output");
    assertThat(taken(report, "log").path("result").asString()).isEqualTo("collected");
    assertThat(terminal.run("verify", report.path("bundle").asString())).isEqualTo(UNSIGNED);
  }

  @Test
  void keepsWhatCameWhereTheConnectionIsCut() throws Exception {
    practice
        .faults()
        .plan(100, request -> request.toString().contains("/exec"), new Faults.Fault.Dropped());
    practice
        .faults()
        .plan(
            1,
            request -> request.toString().contains("rolebindings"),
            new Faults.Fault.Failure(403, "Forbidden", "no", 0));
    JsonNode report = json(ExitCode.FOUND, "--yes", WEB);
    assertThat(taken(report, "state").path("result").asString()).isEqualTo("failed");
    assertThat(taken(report, "log").path("result").asString()).isEqualTo("collected");
    assertThat(ledger()).contains("\"event\":\"failed\"");
    assertThat(terminal.run("verify", report.path("bundle").asString())).isEqualTo(UNSIGNED);
  }

  @Test
  void marksWhatWasCutOffAtALimit() throws Exception {
    JsonNode report = json(ExitCode.FOUND, "--yes", "--max-bytes", "3000", WEB);
    assertThat(
            report.path("taken").valueStream().filter(each -> each.path("truncated").asBoolean()))
        .isNotEmpty()
        .allMatch(each -> each.path("size").asLong() == 3000);
    assertThat(taken(report, "state").path("archive").asString()).isIn("cut-off", "damaged");
    assertThat(ledger()).contains("\"truncated\":true");
  }

  @Test
  void sealsIntoTheCaseAndBesideARecording() throws Exception {
    Path folder = Files.createDirectories(dir.resolve("case"));
    Path inside = Path.of(json(ExitCode.DONE, "--yes", WEB).path("bundle").asString());
    assertThat(inside.getParent()).isEqualTo(folder.resolve("bundles"));
    Files.writeString(folder.resolve("recording.json"), "{}");
    Path outside = Path.of(json(ExitCode.DONE, "--yes", WEB).path("bundle").asString());
    assertThat(outside.getParent()).isEqualTo(dir.resolve("case-bundles"));
    assertThat(SealedEvidence.of(folder, List.of(), BundleCheck.Trusted.ofUser(), Progress.NONE))
        .as("what deleting waits for is found by the ledger, wherever it lies")
        .extracting(DeleteLock.Sealed::name)
        .containsExactly(inside.toString(), outside.toString());
  }

  /** The practice cluster has no kubelet that could write one. */
  @Test
  void hasTheNodeWriteACheckpointAtTheEndAndTellsWhere() throws Exception {
    String where = "/var/lib/kubelet/checkpoints/checkpoint-web.tar";
    practice
        .faults()
        .plan(
            1,
            request -> request.path().contains("/proxy/checkpoint/"),
            new Faults.Fault.Page(200, "application/json", "{\"items\": [\"" + where + "\"]}"));
    JsonNode report = json(ExitCode.DONE, "--yes", "--checkpoint", WEB);
    JsonNode last = report.path("taken").valueStream().toList().getLast();
    assertThat(last.path("kind").asString()).isEqualTo("checkpoint");
    assertThat(dir.resolve("case").resolve(last.path("path").asString())).content().contains(where);
    assertThat(report.at("/pods/0/footprint").toString()).contains("checkpoint of web");
    assertThat(ledger()).contains("checkpoint of web\"]", "\"verb\":\"post\"");
    assertThat(practice.requests())
        .extracting(Object::toString)
        .filteredOn(request -> request.contains("/proxy/"))
        .as("asked once, and never to be tried only: a node knows no dry run")
        .hasSize(1)
        .noneMatch(request -> request.contains("dryRun"));

    JsonNode none = json(ExitCode.FOUND, "--yes", "--checkpoint", WEB);
    assertThat(taken(none, "checkpoint").path("result").asString()).isEqualTo("failed");
    assertThat(taken(none, "state").path("result").asString()).isEqualTo("collected");
  }
}
