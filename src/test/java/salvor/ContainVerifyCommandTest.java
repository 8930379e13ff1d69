package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.jobs.Jobs;
import salvor.report.ContainVerifyReport;
import salvor.report.MeasureStatusReport;
import salvor.terminal.ExitCode;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor contain verify} from the web shell's cluster, while the attacker is in it. */
class ContainVerifyCommandTest {
  private static final String WEB = "shop/" + LivePractice.VICTIM;
  private static final String SIBLING = LivePractice.SIBLING;
  private static final String OTHER = "pay-75d8fd44df-cwb7k";

  private @TempDir Path dir;
  private final Terminal terminal = new Terminal();
  private PracticeCluster practice;
  private String file = "";

  @BeforeEach
  void play() throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(Path.of("evidence-samples/webshell"), resources);
    InstantSource wall = InstantSource.system();
    practice =
        new PracticeCluster(
            recording,
            resources,
            0,
            new ReplayClock(wall, recording.attack().orElseThrow().plusSeconds(120), 0),
            wall);
    Path kubeconfig = dir.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    file = kubeconfig.toString();
  }

  @AfterEach
  void close() {
    practice.close();
  }

  private int contain(String command, String... more) {
    return terminal.run(
        Stream.concat(
                Stream.of(
                    "contain",
                    command,
                    "--kubeconfig",
                    file,
                    "--case",
                    dir.resolve("case").toString(),
                    "--reason",
                    "incident 7",
                    "--yes"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private JsonNode verified(int code, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of(WEB));
    all.addAll(List.of(more));
    return pods(code, all).path(0);
  }

  private JsonNode pods(int code, List<String> words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--json", "-"));
    all.addAll(words);
    int status = contain("verify", all.toArray(String[]::new));
    assertThat(status).as(terminal.err() + terminal.out()).isEqualTo(code);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ContainVerifyReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    return JsonMapper.shared().readTree(terminal.out()).path("pods");
  }

  private List<LedgerRecord> records() throws Exception {
    List<LedgerRecord> records = new ArrayList<>();
    assertThat(
            CaseLedger.in(dir.resolve("case"), InstantSource.system())
                .check(node -> records.add(LedgerRecord.of(node)))
                .faults())
        .isEmpty();
    return records;
  }

  private static List<String> findings(JsonNode report, String finding) {
    return report
        .path("targets")
        .valueStream()
        .filter(each -> each.path("finding").asString().equals(finding))
        .map(each -> each.path("role").asString())
        .distinct()
        .toList();
  }

  private List<LedgerRecord> looks() throws Exception {
    return records().stream()
        .filter(record -> record.event() == Deed.ACTION)
        .filter(record -> "look-inside".equals(record.request().get("verb")))
        .toList();
  }

  @Test
  void provesThatThePodIsCutOffOnceItsConnectionsAreEnded() throws Exception {
    JsonNode before = verified(ExitCode.DONE, "--before");
    assertThat(before.path("container").asString()).startsWith("salvor-");

    assertThat(contain("apply", WEB)).as(terminal.err()).isEqualTo(ExitCode.DONE);
    JsonNode partial = verified(ExitCode.FOUND);
    assertThat(partial.path("result").asString()).isEqualTo("partial");
    assertThat(partial.path("since").isNull()).isTrue();
    assertThat(partial.path("container")).as("the same").isEqualTo(before.path("container"));
    assertThat(findings(partial, "passes")).isEmpty();
    assertThat(findings(partial, "blocked")).contains("api-server", "peer", "remote");
    assertThat(findings(partial, "never-answered")).contains("metadata");
    assertThat(findings(partial, "passes-to-node")).containsExactly("node");
    assertThat(surviving(partial)).as("a connection goes on").containsExactly("203.0.113.77:3333");

    JsonNode after = verified(ExitCode.DONE, "--kill");
    assertThat(after.path("result").asString()).isEqualTo("verified");
    assertThat(after.at("/ended/0/outcome").asString()).isEqualTo("destroyed");
    assertThat(surviving(after)).isEmpty();
    assertThat(looks())
        .extracting(
            record -> record.request().get("purpose"), record -> record.response().get("result"))
        .containsExactly(
            tuple("before", "6 of 8 answer"),
            tuple("after", "partial"),
            tuple("after", "partial"),
            tuple("end", "1 of 1 told"),
            tuple("after", "verified"));
    assertThat(looks().getLast().response()).containsEntry("since", after.path("since").asString());

    assertThat(
            terminal.run(
                "contain",
                "status",
                "--kubeconfig",
                file,
                "--case",
                dir.resolve("case").toString()))
        .as(terminal.out())
        .isEqualTo(ExitCode.DONE);
    assertThat(terminal.out())
        .contains(
            WEB + ": Verified since " + after.path("since").asString(),
            "A new or changed policy raises an alarm of: networkpolicies.networking.k8s.io. Not watched, as the"
                + " cluster does not have them: clusternetworkpolicies.policy.networking.k8s.io");
    assertThat(contain("undo")).as(terminal.err()).isEqualTo(ExitCode.DONE);
    assertThat(terminal.out())
        .as("what it was, as contain status says it")
        .contains("Verified")
        .doesNotContain("Accepted, not proved");
    assertThat(verified(ExitCode.FOUND).path("result").asString()).isEqualTo("not-enforced");
  }

  @Test
  void provesByAPodLikeItWhatNobodyLookedAtBefore() throws Exception {
    assertThat(contain("apply", WEB)).as(terminal.err()).isEqualTo(ExitCode.DONE);
    JsonNode open = verified(ExitCode.FOUND, "--kill");
    assertThat(open.path("result").asString()).isEqualTo("not-proved");
    assertThat(open.path("beside").isNull()).isTrue();
    String like = open.at("/alike/0").asString();
    assertThat(like).startsWith("shop/web-5468d8c4df-").isNotEqualTo(WEB);

    JsonNode proved = verified(ExitCode.DONE, "--compare", like);
    assertThat(proved.path("result").asString()).isEqualTo("verified");
    assertThat(proved.path("since").isString()).isTrue();
    assertThat(proved.path("beside").asString()).isEqualTo(like);
    assertThat(findings(proved, "blocked")).contains("api-server", "peer");
    assertThat(proved.path("unproved").valueStream().map(each -> each.path("kind").asString()))
        .contains("by-another-pod")
        .doesNotContain("nothing-before");
    assertThat(looks())
        .extracting(record -> record.request().get("purpose"))
        .containsExactly("after", "end", "after", "beside", "after");
    LedgerRecord beside = looks().get(3);
    assertThat(beside.request()).containsEntry("for", proved.path("uid").asString());
    assertThat(Files.readString(dir.resolve("case").resolve(beside.object())))
        .as("nothing of the attacker's is called from there")
        .doesNotContain("203.0.113.77");

    assertThat(verified(ExitCode.DONE).path("beside").asString()).as("kept").isEqualTo(like);
    assertThat(contain("verify", WEB)).isEqualTo(ExitCode.DONE);
    assertThat(terminal.out())
        .contains(
            "before: tried from " + like + ", which nothing cuts off",
            "that this pod reached it before: another pod does");
  }

  @Test
  void comparesWithNoPodThatTheNetworkTreatsOtherwise() throws Exception {
    assertThat(contain("apply", WEB)).as(terminal.err()).isEqualTo(ExitCode.DONE);
    for (String other : List.of(WEB, "shop/" + OTHER)) {
      assertThat(contain("verify", WEB, "--compare", other)).isEqualTo(ExitCode.USAGE);
      assertThat(terminal.err()).contains(other + " proves nothing of " + WEB);
    }
    assertThat(contain("verify", WEB, "--compare", WEB, "--before")).isEqualTo(ExitCode.USAGE);
    assertThat(looks()).isEmpty();
    assertThat(practice.requests().toString()).doesNotContain("ephemeralcontainers");
  }

  @Test
  void tellsOfAnAlarmThatALookSinceHasVerifiedThePodAgain() throws Exception {
    verified(ExitCode.DONE, "--before");
    assertThat(contain("apply", WEB)).as(terminal.err()).isEqualTo(ExitCode.DONE);
    verified(ExitCode.DONE, "--kill");
    try (Cluster cluster = cluster()) {
      cluster.change(
          new Change.Create(
              ObjectKind.NETWORK_POLICIES,
              "shop",
              "let-them-in",
              Json.object(
                  """
                  {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
                   "metadata": {"namespace": "shop", "name": "let-them-in"},
                   "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}}
                  """)),
          false,
          () -> {});
    }
    JsonNode raised = alarm();
    assertThat(raised.path("verified").isNull()).isTrue();
    assertThat(raised.path("toDo").asString()).isEqualTo("verify again");
    assertThat(terminal.run(status())).isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains("shop/let-them-in; ", "; verify again", "that does not count any more");

    verified(ExitCode.DONE);
    JsonNode answered = alarm();
    assertThat(Instant.parse(answered.path("verified").asString()))
        .isEqualTo(records().getLast().time());
    assertThat(answered.path("toDo").asString())
        .contains("does not try who reaches the pod", "take NetworkPolicy shop/let-them-in away");
    assertThat(terminal.run(status())).as("it stands").isEqualTo(ExitCode.FOUND);
    assertThat(terminal.out())
        .contains("; verified again, as seen from inside ", WEB + ": Verified since")
        .doesNotContain("verify again", "that does not count any more");
  }

  private String[] status(String... more) {
    return Stream.concat(
            Stream.of(
                "contain",
                "status",
                "--kubeconfig",
                file,
                "--case",
                dir.resolve("case").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** The one that is told. */
  private JsonNode alarm() throws Exception {
    assertThat(terminal.run(status("--json", "-"))).isEqualTo(ExitCode.FOUND);
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(MeasureStatusReport.schema());
    assertThat(schema.validate(terminal.out(), InputFormat.JSON)).isEmpty();
    JsonNode raised = JsonMapper.shared().readTree(terminal.out()).at("/measures/0/raised");
    assertThat(raised).hasSize(1);
    return raised.path(0);
  }

  private Cluster cluster() throws Exception {
    Kubeconfigs read = Kubeconfigs.read(List.of(Path.of(file)), KubeContext.Origin.USER);
    return new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
  }

  private static List<String> surviving(JsonNode report) {
    return report
        .path("connections")
        .valueStream()
        .filter(each -> each.path("passes").asBoolean())
        .map(each -> each.path("remote").asString())
        .toList();
  }

  @Test
  void saysWhatStaysBehindAndWritesDownThatTheToolboxCameIn() throws Exception {
    verified(ExitCode.DONE, "--before");
    assertThat(records())
        .filteredOn(record -> "patch".equals(record.request().get("verb")))
        .extracting(LedgerRecord::event)
        .containsExactly(Deed.PLANNED, Deed.ACTION);
    assertThat(records().toString()).contains("ephemeralContainers salvor-", "nodes/");
    assertThat(
            terminal.run(
                "contain", "verify", WEB, "--kubeconfig", file, "--case", "x", "--reason", "x"))
        .as("nobody can be asked")
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysWhyTheToolboxDoesNotGetIn() throws Exception {
    practice
        .faults()
        .plan(
            9,
            request -> request.path().endsWith("/ephemeralcontainers"),
            new Faults.Fault.Failure(403, "Forbidden", "not with this policy", 0));
    assertThat(contain("verify", WEB, "--before")).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.out()).contains("does not get into the pod", "not with this policy");
    assertThat(looks()).isEmpty();
    assertThat(records()).extracting(LedgerRecord::event).contains(Deed.FAILED);
  }

  @Test
  void looksIntoSeveralSideBySideAndTellsThemInTheOrderGiven() throws Exception {
    practice
        .faults()
        .plan(
            99,
            request -> request.path().endsWith(SIBLING + "/ephemeralcontainers"),
            new Faults.Fault.Failure(403, "Forbidden", "not with this policy", 0));
    practice
        .faults()
        .plan(
            1, // hangs until it is given up
            request ->
                request.path().endsWith(LivePractice.SECOND_VICTIM + "/ephemeralcontainers")
                    && "PATCH".equals(request.method()),
            new Faults.Fault.Latency(3000));
    JsonNode pods =
        pods(
            ExitCode.CLUSTER,
            List.of("--before", "shop/" + LivePractice.SECOND_VICTIM, SIBLING, WEB, WEB, OTHER));
    assertThat(pods.valueStream().map(each -> each.path("pod").asString()))
        .containsExactly(LivePractice.SECOND_VICTIM, SIBLING, LivePractice.VICTIM, OTHER);
    assertThat(pods.valueStream().map(each -> each.path("result").asString()))
        .containsExactly("before", "not-seen", "before", "before");
    assertThat(pods.path(1).path("why").asString()).contains("not with this policy");
    assertThat(terminal.err()).contains("shop/" + SIBLING + " was not seen");
    assertThat(looks()).as("the one that was late ended last").hasSize(3);
    assertThat(looks().getLast().request())
        .containsEntry("podUid", pods.path(0).path("uid").asString());

    assertThat(contain("verify", "--before", WEB, SIBLING)).isEqualTo(ExitCode.CLUSTER);
    assertThat(terminal.out())
        .containsSubsequence("Pod " + WEB, "Pod shop/" + SIBLING, "not seen: the toolbox");
  }
}
