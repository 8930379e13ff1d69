package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.casefile.Cases;
import salvor.casefile.EvidenceReader;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.falco.Falco;
import salvor.jobs.Progress;
import salvor.report.ContainVerifyReport;
import salvor.terminal.Desk;
import salvor.terminal.ExitCode;
import salvor.terminal.SalvorCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code salvor contain verify}, of a pod whose network is a real kernel's. */
class VerifyInTerminalTest {
  private static final int POOL = 3333;
  private static final Map<ObjectKind, List<String>> OBJECTS =
      Map.of(
          ObjectKind.PODS,
          List.of(
              """
              {"metadata": {"namespace": "shop", "name": "web", "uid": "7b2f-web"},
               "spec": {"containers": [{"name": "app", "image": "web:1"}]},
               "status": {"phase": "Running", "podIP": "10.231.1.2", "hostIP": "10.231.1.1"}}
              """),
          ObjectKind.SERVICES,
          List.of(
              """
              {"metadata": {"namespace": "default", "name": "kubernetes", "uid": "s1"},
               "spec": {"clusterIP": "10.231.2.2", "ports": [{"name": "https", "port": 443}]}}
              """,
              """
              {"metadata": {"namespace": "kube-system", "name": "kube-dns", "uid": "s2"},
               "spec": {"clusterIP": "10.231.2.2", "ports": [{"name": "dns", "port": 53}]}}
              """),
          ObjectKind.ENDPOINT_SLICES,
          List.of());

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<ExecRequest> run = new ArrayList<>();
  private @Nullable PodNamespace namespace;
  private String kubeconfig = "";

  @BeforeEach
  void connect() throws Exception {
    String why = PodNamespace.done(List.of("packaging/toolbox/build", "--out", dir.toString()));
    assumeTrue(why == null, "the toolbox cannot be built here (gcc): " + why);
    namespace = PodNamespace.make(dir.resolve("salvor-toolbox"));
    pod().serve(80, 443, POOL);
    pod().send(PodNamespace.WORLD, POOL, 443);
    kubeconfig =
        Files.writeString(
                dir.resolve("kubeconfig"),
                """
                {"apiVersion": "v1", "kind": "Config", "current-context": "c",
                 "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:1"}}],
                 "users": [{"name": "u", "user": {"token": "t"}}],
                 "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}]}
                """)
            .toString();
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      namespace.close();
    }
  }

  private PodNamespace pod() {
    return Objects.requireNonNull(namespace);
  }

  /** A cluster that tells of the pod, and runs programs in its network. */
  private final class Told extends UnaskedCluster {
    private final KubeContext context;

    Told(KubeContext context) {
      this.context = context;
    }

    @Override
    public KubeContext context() {
      return context;
    }

    @Override
    public Greeting greet() {
      return new Greeting(
          "ada", List.of(), "v1.36.2", Greeting.Practice.NO, "", "uid", "", Duration.ZERO);
    }

    @Override
    public Collection<JsonNode> list(ObjectKind kind, String in) throws ClusterFailure {
      List<String> objects = OBJECTS.get(kind);
      if (objects == null) {
        throw new ClusterFailure(new Trouble.Missing(kind.plural()));
      }
      return objects.stream().map(JsonMapper.shared()::readTree).toList();
    }

    @Override
    public Exec exec(ExecRequest request, Permission permission) throws ClusterFailure {
      run.add(request);
      return pod().exec(request, permission);
    }
  }

  private int verify(String... more) {
    out.getBuffer().setLength(0);
    EvidenceReader reader = new Import(List.of(new Falco()), Limits.ORDINARY)::read;
    Desk desk =
        new Desk(
            new Cases(
                reader,
                (_, _, _) -> {
                  throw new AssertionError("no evidence is judged");
                },
                Clock.systemUTC()),
            reader,
            (context, _) -> new Told(context),
            (_, _) -> {
              throw new Desk.NoWindow("no display");
            },
            new PrintWriter(out),
            new PrintWriter(err, true),
            Progress.NONE,
            false);
    List<String> words =
        new ArrayList<>(
            List.of("contain", "verify", "shop/web", "--kubeconfig", kubeconfig, "--case"));
    words.add(dir.resolve("case").toString());
    words.addAll(List.of("--container", "salvor", "--reason", "IR-7", "--json", "-"));
    words.addAll(List.of(more));
    int status = SalvorCommand.run(desk, words.toArray(String[]::new));
    desk.out().flush();
    return status;
  }

  private JsonNode told() throws Exception {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ContainVerifyReport.schema());
    assertThat(schema.validate(out.toString(), InputFormat.JSON)).as(err.toString()).isEmpty();
    return JsonMapper.shared().readTree(out.toString()).at("/pods/0");
  }

  private List<LedgerRecord> looks() throws Exception {
    List<LedgerRecord> looks = new ArrayList<>();
    var check =
        CaseLedger.in(dir.resolve("case"), InstantSource.system())
            .check(node -> looks.add(LedgerRecord.of(node)));
    assertThat(check.faults()).isEmpty();
    looks.removeIf(record -> !"look-inside".equals(record.request().get("verb")));
    return looks;
  }

  @Test
  void aPodIsLookedAtBeforeAndAfterAndWhatGoesOnIsEndedAndLookedAtAgain() throws Exception {
    assertThat(verify("--before", "--yes")).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode before = told();
    assertThat(before.path("result").asString()).isEqualTo("before");
    assertThat(before.path("targets").valueStream().map(each -> each.path("role").asString()))
        .contains("api-server", "cluster-dns", "metadata", "remote", "node");

    pod().filter("ct state established,related accept", "iifname pod0 drop", "oifname pod0 drop");
    assertThat(verify("--yes", "--kill")).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode after = told();

    assertThat(after.path("result").asString()).isEqualTo("verified");
    assertThat(after.path("since").isString()).isTrue();
    assertThat(after.at("/ended/0/outcome").asString()).isEqualTo("destroyed");
    assertThat(after.path("evidence").size()).isEqualTo(3);
    assertThat(looks())
        .extracting(
            LedgerRecord::event,
            record -> record.request().get("purpose"),
            record -> record.response().get("result"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Deed.ACTION,
                "before",
                before.path("targets").size()
                    - 3
                    + " of "
                    + before.path("targets").size()
                    + " answer"),
            org.assertj.core.groups.Tuple.tuple(Deed.ACTION, "after", "partial"),
            org.assertj.core.groups.Tuple.tuple(Deed.ACTION, "end", "1 of 1 told"),
            org.assertj.core.groups.Tuple.tuple(Deed.ACTION, "after", "verified"));
  }

  @Test
  void withoutALookBeforeNothingIsProvedAndWhatWasSeenBeforeMustBeWhatWasWritten()
      throws Exception {
    pod().filter("iifname pod0 drop", "oifname pod0 drop");
    assertThat(verify("--yes")).isEqualTo(ExitCode.FOUND);
    assertThat(told().path("result").asString()).isEqualTo("not-proved");

    assertThat(verify("--before", "--yes"))
        .as("nothing answers any more")
        .isEqualTo(ExitCode.FOUND);
    Path kept = dir.resolve("case").resolve(told().at("/evidence/0").asString());
    Files.writeString(kept, Files.readString(kept).replace("timeout", "connected"));
    assertThat(verify("--yes")).isEqualTo(ExitCode.NOT_WRITTEN);
    assertThat(err.toString()).contains("it was altered");
  }

  @Test
  void nothingIsRunInAPodBeforeSomebodyAgrees() {
    assertThat(verify()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("nobody can be asked");
    assertThat(verify("--yes", "--before", "--kill")).isEqualTo(ExitCode.USAGE);
    assertThat(run).isEmpty();
    assertThat(dir.resolve("case")).doesNotExist();
  }
}
