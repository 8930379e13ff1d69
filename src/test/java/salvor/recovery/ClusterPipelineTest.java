package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.cluster.fabric8.PracticeApi;
import salvor.custody.CaseLedger;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.recovery.HotfixWait.End;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tekton and Argo Workflows by the API of a practice server that serves their kinds. */
class ClusterPipelineTest {
  private static final ImageDigest BAD = new ImageDigest(RunningThings.BAD);
  private static final HotfixSettings TEKTON =
      new HotfixSettings.Tekton("ci", "rebuild", "builder", Map.of("image", "web"), "IMAGE_DIGEST");
  private static final HotfixSettings ARGO =
      new HotfixSettings.Argo("ci", "rebuild", Map.of(), "digest");

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final HotfixPipelines pipelines = new HotfixPipelines(Map.of());
  private Cluster cluster;

  @BeforeEach
  void connect() throws Exception {
    api.serveKind("tekton.dev", "v1", "pipelineruns", "PipelineRun");
    api.serveKind("argoproj.io", "v1alpha1", "workflows", "Workflow");
    api.create("namespaces", "{\"metadata\": {\"name\": \"ci\"}}");
    Path file = Files.writeString(dir.resolve("kc"), api.kubeconfig(PracticeApi.ADMIN));
    cluster =
        new Fabric8Clusters(new Jobs())
            .connect(
                Kubeconfigs.read(List.of(file), KubeContext.Origin.USER).contexts().getFirst(),
                Confirmed.NOTHING);
  }

  @AfterEach
  void close() {
    cluster.close();
    pipelines.close();
    api.close();
  }

  private HotfixPipeline of(HotfixSettings settings) {
    return pipelines.of(settings, BAD, () -> cluster, () -> {});
  }

  private void status(PipelineRun run, boolean tekton, String status) throws Exception {
    cluster.change(
        new Change.Patch(
            tekton ? ClusterPipeline.PIPELINE_RUNS : ClusterPipeline.WORKFLOWS,
            "ci",
            String.valueOf(run.id()),
            "",
            Change.Patch.Type.MERGE,
            JsonMapper.shared().readTree("{\"status\": " + status + "}")),
        false,
        () -> {});
  }

  private End end(HotfixPipeline pipeline, PipelineRun run) throws Exception {
    return new HotfixWait(pipeline, BAD, Instant::now, (_, _) -> {})
        .await(run, Duration.ZERO, Progress.NONE, _ -> {});
  }

  @Test
  void tektonTellsTheDigestAsAResult() throws Exception {
    HotfixPipeline pipeline = of(TEKTON);
    PipelineRun run = pipeline.trigger("0badcafe", Instant.now());
    JsonNode made = cluster.get(ClusterPipeline.PIPELINE_RUNS, "ci", "salvor-hotfix-0badcafe");
    assertThat(made.at("/spec/pipelineRef/name").asString()).isEqualTo("rebuild");
    assertThat(made.at("/spec/params/0/value").asString()).isEqualTo("web");
    assertThat(made.at("/spec/taskRunTemplate/serviceAccountName").asString()).isEqualTo("builder");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.NotSeenYet(run));
    status(
        run,
        true,
        "{\"conditions\": [{\"type\": \"Succeeded\", \"status\": \"Unknown\", \"reason\": \"Running\"}]}");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Under(run, "Running"));
    String results =
        "{\"conditions\": [{\"type\": \"Succeeded\", \"status\": \"True\"}], \"results\": [{\"name\": \"OTHER\", \"value\": \"%s\"}, {\"name\": \"IMAGE_DIGEST\", \"value\": \"%s\\n\"}]}";
    status(run, true, results.formatted(RunningThings.OTHER, RunningThings.GOOD));
    assertThat(end(pipeline, run))
        .isEqualTo(new End.Fixed(run, new ImageDigest(RunningThings.GOOD)));
    status(run, true, results.formatted(RunningThings.OTHER, RunningThings.BAD));
    assertThat(end(pipeline, run)).as("the bad image again").isEqualTo(new End.SameDigest(run));
    status(run, true, results.formatted(RunningThings.OTHER, "latest"));
    assertThat(end(pipeline, run)).isEqualTo(new End.NotTold(run, true));
    status(
        run,
        true,
        "{\"conditions\": [{\"type\": \"Succeeded\", \"status\": \"False\", \"reason\": \"Failed\", \"message\": \"m\"}]}");
    assertThat(end(pipeline, run)).isEqualTo(new End.Failed(run, "Failed: m"));
    pipeline.cancel(run);
    assertThat(
            cluster
                .get(ClusterPipeline.PIPELINE_RUNS, "ci", "salvor-hotfix-0badcafe")
                .at("/spec/status")
                .asString())
        .isEqualTo("CancelledRunFinally");
  }

  /** A cluster that does what it is asked to, and whose answer is lost. */
  private final class Lost extends UnaskedCluster {
    private final Trouble trouble;

    Lost(Trouble trouble) {
      this.trouble = trouble;
    }

    @Override
    public JsonNode change(Change change, boolean dryRun, Permission may) throws ClusterFailure {
      cluster.change(change, dryRun, may);
      throw new ClusterFailure(trouble);
    }
  }

  static Stream<Trouble> losing() {
    return Stream.of(
        new Trouble.TimedOut("s", Duration.ofSeconds(30)),
        new Trouble.Unreachable("s", Trouble.Unreachable.Reason.BROKEN, "reset"),
        new Trouble.Refused(504, "Timeout", "etcd"));
  }

  @ParameterizedTest
  @MethodSource("losing")
  void aRunWhoseAnswerWasLostMayGoOnAndIsFoundByItsName(Trouble trouble) throws Exception {
    HotfixLog log = new HotfixLog(CaseLedger.in(dir, Instant::now));
    HotfixPipeline lost = pipelines.of(TEKTON, BAD, () -> new Lost(trouble), () -> {});
    assertThatExceptionOfType(PipelineFailure.class)
        .isThrownBy(() -> log.trigger(lost, TEKTON, BAD, "2badcafe", Instant.now(), "why"));
    assertThat(Files.readString(dir.resolve("custody.jsonl")))
        .contains("not known")
        .doesNotContain("not triggered");
    PipelineRun run = log.last().orElseThrow().run();
    assertThat(run.id()).isNull();
    PipelineRun found = run.called("salvor-hotfix-2badcafe");
    status(
        found,
        true,
        "{\"conditions\": [{\"type\": \"Succeeded\", \"status\": \"Unknown\", \"reason\": \"Running\"}]}");
    assertThat(of(TEKTON).look(run)).isEqualTo(new PipelineState.Under(found, "Running"));
    of(TEKTON).cancel(run);
  }

  @Test
  void argoTellsTheDigestAsAnOutputOfANode() throws Exception {
    HotfixPipeline pipeline = of(ARGO);
    PipelineRun run = pipeline.trigger("0badcafe", Instant.now());
    assertThat(
            cluster
                .get(ClusterPipeline.WORKFLOWS, "ci", "salvor-hotfix-0badcafe")
                .at("/spec/workflowTemplateRef/name")
                .asString())
        .isEqualTo("rebuild");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.NotSeenYet(run));
    String nodes =
        "{\"phase\": \"Succeeded\", \"nodes\": {\"a\": {\"outputs\": {\"parameters\": [{\"name\": \"digest\", \"value\": \"%s\"}]}}, \"b\": {\"outputs\": {\"parameters\": [{\"name\": \"digest\", \"value\": \"%s\"}]}}}}";
    status(run, false, nodes.formatted(RunningThings.GOOD, RunningThings.GOOD));
    assertThat(end(pipeline, run))
        .isEqualTo(new End.Fixed(run, new ImageDigest(RunningThings.GOOD)));
    status(run, false, nodes.formatted(RunningThings.GOOD, RunningThings.OTHER));
    assertThat(end(pipeline, run)).as("they disagree").isEqualTo(new End.NotTold(run, true));
    status(run, false, "{\"phase\": \"Error\", \"message\": \"m\"}");
    assertThat(end(pipeline, run)).isEqualTo(new End.Failed(run, "Error: m"));
    pipeline.cancel(run);
  }

  @Test
  void tellsWhatTheClusterSays() throws Exception {
    HotfixPipeline pipeline = of(TEKTON);
    pipeline.trigger("0badcafe", Instant.now());
    assertThat(
            catchThrowableOfType(
                    PipelineFailure.class, () -> pipeline.trigger("0badcafe", Instant.now()))
                .trouble())
        .as("never two runs of one mark")
        .isInstanceOf(PipelineTrouble.OfCluster.class);
    PipelineRun gone = new PipelineRun("1badcafe", Instant.now(), "gone", null);
    assertThat(catchThrowableOfType(PipelineFailure.class, () -> pipeline.look(gone)).trouble())
        .isInstanceOfSatisfying(
            PipelineTrouble.OfCluster.class,
            of -> assertThat(of.why()).isInstanceOf(Trouble.Missing.class));
  }
}
