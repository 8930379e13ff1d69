package salvor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.jobs.Progress;
import salvor.recovery.HotfixSettings.Dispatch.Flavour;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pipelines by HTTP, against a server on this machine. */
class HotfixPipelineTest {
  private static final String TOKEN = "t0ken-that-nobody-may-see";
  private static final Instant AT = Instant.parse("2026-11-27T10:00:00Z");
  private static final ImageDigest BAD = new ImageDigest(RunningThings.BAD);
  private FakeForge forge;
  private HotfixPipelines pipelines;

  @BeforeEach
  void start() throws IOException {
    forge = new FakeForge();
    pipelines = new HotfixPipelines(Map.of("FORGE_TOKEN", TOKEN));
  }

  @AfterEach
  void close() {
    pipelines.close();
    forge.close();
  }

  private HotfixPipeline of(HotfixSettings settings) {
    return pipelines.of(
        settings,
        BAD,
        () -> {
          throw new AssertionError("no cluster is needed");
        },
        () -> {});
  }

  private HotfixPipeline dispatch(Flavour flavour, @Nullable String markInput) {
    return of(
        new HotfixSettings.Dispatch(
            flavour,
            forge.url(),
            "team/shop",
            "build image.yml",
            "main",
            Map.of("what", "web"),
            markInput,
            new SecretRef.Variable("FORGE_TOKEN")));
  }

  private static PipelineTrouble trouble(ThrowingCallable call) {
    return catchThrowableOfType(PipelineFailure.class, call).trouble();
  }

  private JsonNode sent(int number) {
    return JsonMapper.shared().readTree(forge.asked.get(number).body());
  }

  @Test
  void gitHubTellsTheRunAtOnce() throws Exception {
    forge.then(200, "{\"workflow_run_id\": 42, \"html_url\": \"https://x/42\"}");
    HotfixPipeline pipeline = dispatch(Flavour.GITHUB, "mark");
    PipelineRun run = pipeline.trigger("0badcafe", AT);
    assertThat(run).isEqualTo(new PipelineRun("0badcafe", AT, "42", "https://x/42"));
    assertThat(forge.asked.getFirst().line())
        .isEqualTo("POST /repos/team/shop/actions/workflows/build%20image.yml/dispatches");
    assertThat(forge.asked.getFirst().header("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(sent(0).path("return_run_details").asBoolean()).isTrue();
    assertThat(sent(0).at("/inputs/mark").asString()).isEqualTo("0badcafe");
    assertThat(sent(0).at("/inputs/what").asString()).isEqualTo("web");
    forge.then(200, "{\"id\": 42, \"status\": \"in_progress\", \"conclusion\": null}");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Under(run, "in_progress"));
    forge.then(200, "{\"id\": 42, \"status\": \"completed\", \"conclusion\": \"success\"}");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Succeeded(run, null));
    forge.then(202, "");
    pipeline.cancel(run);
    assertThat(forge.asked.getLast().line())
        .isEqualTo("POST /repos/team/shop/actions/runs/42/cancel");
  }

  @Test
  void anOlderGitHubTellsTheRunLater() throws Exception {
    forge.then(204, "");
    HotfixPipeline pipeline = dispatch(Flavour.GITHUB, "mark");
    PipelineRun run = pipeline.trigger("0badcafe", AT);
    assertThat(run.id()).isNull();
    forge.then(200, "{\"workflow_runs\": []}");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.NotSeenYet(run));
    String runs =
        """
        {"workflow_runs": [
         {"id": 1, "status": "queued", "head_branch": "main", "display_title": "build other", "created_at": "2026-11-27T10:00:01Z"},
         {"id": 2, "status": "queued", "head_branch": "main", "display_title": "build 0badcafe", "created_at": "2026-11-27T10:00:02Z", "html_url": "u"},
         {"id": 3, "status": "queued", "head_branch": "main", "display_title": "build 0badcafe", "created_at": "2026-11-26T10:00:02Z"}]}
        """;
    forge.then(200, runs);
    PipelineState found = pipeline.look(run);
    assertThat(found.run().id()).isEqualTo("2");
    assertThat(found).isInstanceOf(PipelineState.Under.class);
    assertThat(forge.asked.getLast().line()).contains("created=%3E%3D2026-11-27T09%3A58%3A00Z");
    forge.then(204, "").then(200, runs);
    HotfixPipeline unmarked = dispatch(Flavour.GITHUB, null);
    PipelineRun other = unmarked.trigger("0badcafe", AT);
    assertThat(trouble(() -> unmarked.look(other)))
        .as("never guessed")
        .isEqualTo(new PipelineTrouble.Ambiguous(2));
  }

  @Test
  void whatRanBeforeIsNeverTakenForOurs() throws Exception {
    String runs =
        """
        {"workflow_runs": [
         {"id": 1, "status": "completed", "conclusion": "success", "head_branch": "main", "created_at": "2026-11-27T09:59:01Z"}%s]}
        """;
    forge.then(200, runs.formatted(""));
    HotfixPipeline pipeline = dispatch(Flavour.GITHUB, null);
    Set<String> before = pipeline.before(AT);
    assertThat(before).containsExactly("1");
    forge.then(204, "").then(200, runs.formatted(""));
    PipelineRun run = pipeline.trigger("0badcafe", AT).after(before);
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.NotSeenYet(run));
    forge.then(
        200,
        runs.formatted(
            ", {\"id\": 2, \"status\": \"queued\", \"head_branch\": \"main\", \"created_at\": \"2026-11-27T10:00:01Z\"}"));
    assertThat(pipeline.look(run).run().id()).isEqualTo("2");
    assertThat(dispatch(Flavour.GITHUB, "mark").before(AT)).as("the mark tells").isEmpty();
  }

  @Test
  void forgejoIsAskedInItsOwnWay() throws Exception {
    forge.then(201, "{\"id\": 7, \"run_number\": 3, \"jobs\": [\"build\"]}");
    HotfixPipeline pipeline = dispatch(Flavour.FORGEJO, null);
    PipelineRun run = pipeline.trigger("0badcafe", AT);
    assertThat(run.id()).isEqualTo("7");
    assertThat(forge.asked.getFirst().line())
        .startsWith("POST /api/v1/repos/team/shop/actions/workflows/");
    assertThat(forge.asked.getFirst().header("Authorization")).isEqualTo("token " + TOKEN);
    assertThat(sent(0).path("return_run_info").asBoolean()).isTrue();
    forge.then(200, "{\"id\": 7, \"status\": \"failure\"}");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Failed(run, "failure"));
    forge
        .then(204, "")
        .then(
            200,
            """
            {"workflow_runs": [
             {"id": 8, "status": "running", "workflow_id": "other.yml", "prettyref": "main", "created": "2026-11-27T11:00:01+01:00"},
             {"id": 9, "status": "running", "workflow_id": "build image.yml", "prettyref": "main", "created": "2026-11-27T11:00:01+01:00"}]}
            """);
    assertThat(pipeline.look(pipeline.trigger("1badcafe", AT)).run().id()).isEqualTo("9");
    assertThat(trouble(() -> pipeline.cancel(run))).isEqualTo(new PipelineTrouble.CannotDo());
  }

  @Test
  void gitLabIsTriggeredByATokenThatIsNotInTheAddress() throws Exception {
    HotfixPipeline pipeline =
        of(
            new HotfixSettings.GitLab(
                forge.url(),
                "team/shop",
                "main",
                Map.of("WHAT", "web"),
                new SecretRef.Variable("FORGE_TOKEN"),
                new SecretRef.Variable("FORGE_TOKEN")));
    forge.then(201, "{\"id\": 5, \"web_url\": \"https://x/5\", \"status\": \"created\"}");
    PipelineRun run = pipeline.trigger("0badcafe", AT);
    assertThat(forge.asked.getFirst().line())
        .isEqualTo("POST /api/v4/projects/team%2Fshop/trigger/pipeline");
    assertThat(sent(0).path("token").asString()).isEqualTo(TOKEN);
    assertThat(sent(0).at("/variables/SALVOR_MARK").asString()).isEqualTo("0badcafe");
    forge.then(200, "{\"status\": \"running\"}").then(200, "{\"status\": \"canceled\"}");
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Under(run, "running"));
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Failed(run, "canceled"));
    assertThat(forge.asked.getLast().header("PRIVATE-TOKEN")).isEqualTo(TOKEN);
    HotfixPipeline blind =
        of(
            new HotfixSettings.GitLab(
                forge.url(), "1", "main", Map.of(), new SecretRef.Variable("FORGE_TOKEN"), null));
    assertThat(blind.look(run)).isEqualTo(new PipelineState.Unwatched(run));
  }

  @Test
  void aWebhookIsSignedOverTimeAndBody() throws Exception {
    HotfixPipeline pipeline =
        of(
            new HotfixSettings.Webhook(
                forge.url().resolve("/hook"), new SecretRef.Variable("FORGE_TOKEN")));
    forge.then(204, "");
    PipelineRun run = pipeline.trigger("0badcafe", AT);
    FakeForge.Asked asked = forge.asked.getFirst();
    assertThat(asked.header(SignedWebhook.TIME)).isEqualTo("1795773600");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed =
        HexFormat.of()
            .formatHex(
                mac.doFinal(("1795773600." + asked.body()).getBytes(StandardCharsets.UTF_8)));
    assertThat(asked.header(SignedWebhook.SIGNATURE)).isEqualTo("sha256=" + signed);
    assertThat(sent(0).path("badDigest").asString()).isEqualTo(BAD.value());
    assertThat(asked.headers().toString() + asked.body()).doesNotContain(TOKEN);
    assertThat(pipeline.look(run)).isEqualTo(new PipelineState.Unwatched(run));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | NotAllowed[code=401, said=bad ••••••]",
        "403 | NotAllowed[code=403, said=bad ••••••]",
        "404 | NotThere[path=/repos/team/shop/actions/workflows/build image.yml/dispatches]",
        "422 | Refused[code=422, said=bad ••••••]",
        "429 | Busy[after=PT1M]",
        "503 | Busy[after=PT1M]",
        "302 | PointsElsewhere[to=]"
      })
  void tellsWhatIsWrongAndNeverTheToken(int code, String trouble) {
    forge.then(code, "bad " + TOKEN);
    HotfixPipeline pipeline = dispatch(Flavour.GITHUB, null);
    PipelineFailure failure =
        catchThrowableOfType(PipelineFailure.class, () -> pipeline.trigger("0badcafe", AT));
    assertThat(failure.trouble().toString()).isEqualTo(trouble);
    assertThat(failure.toString()).doesNotContain(TOKEN);
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    forge.then(429, Map.of("Retry-After", "7"), "").then(403, Map.of("Retry-After", "9"), "");
    HotfixPipeline pipeline = dispatch(Flavour.GITHUB, null);
    assertThat(trouble(() -> pipeline.trigger("0badcafe", AT)))
        .isEqualTo(new PipelineTrouble.Busy(Duration.ofSeconds(7)));
    assertThat(trouble(() -> pipeline.trigger("0badcafe", AT)))
        .isEqualTo(new PipelineTrouble.Busy(Duration.ofSeconds(9)));
  }

  @Test
  void sendsNoTokenWhereItIsPointedTo() throws Exception {
    try (FakeForge other = new FakeForge()) {
      forge.then(307, Map.of("Location", other.url() + "/x"), "");
      HotfixPipeline pipeline = dispatch(Flavour.GITHUB, null);
      assertThat(trouble(() -> pipeline.trigger("0badcafe", AT)))
          .isEqualTo(new PipelineTrouble.PointsElsewhere("127.0.0.1"));
      assertThat(other.asked).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://forge.example",
        "ftp://127.0.0.1",
        "https://me@forge.example",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "https:///x"
      })
  void aTokenIsSentEncryptedOrNotOffThisMachine(String url) {
    assertThat(PipelineHttp.isSafe(URI.create(url))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://forge.example/x",
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost"
      })
  void thisMachineAndHttpsAreSafe(String url) {
    assertThat(PipelineHttp.isSafe(URI.create(url))).isTrue();
  }

  @Test
  void saysThatASecretIsNotThere() {
    HotfixPipelines none = new HotfixPipelines(Map.of());
    HotfixPipeline pipeline =
        none.of(
            new HotfixSettings.Webhook(forge.url(), new SecretRef.Variable("FORGE_TOKEN")),
            BAD,
            () -> {
              throw new AssertionError();
            },
            () -> {});
    assertThat(trouble(() -> pipeline.trigger("0badcafe", AT)))
        .isEqualTo(new PipelineTrouble.NoSecret(new SecretRef.Variable("FORGE_TOKEN")));
    assertThat(forge.asked).isEmpty();
    none.close();
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void whatIsNoAnswerIsNotUnderstood(Flavour flavour) throws Exception {
    HotfixPipeline pipeline = dispatch(flavour, null);
    PipelineRun run = new PipelineRun("0badcafe", AT, "1", null);
    forge.then(200, "<html>").then(200, "{}");
    assertThat(trouble(() -> pipeline.look(run))).isInstanceOf(PipelineTrouble.NotUnderstood.class);
    assertThat(trouble(() -> pipeline.look(run))).isInstanceOf(PipelineTrouble.NotUnderstood.class);
  }

  @Test
  void followsARunThroughTroubleThatPasses() throws Exception {
    HotfixPipeline pipeline = dispatch(Flavour.GITHUB, null);
    PipelineRun run = new PipelineRun("0badcafe", AT, "1", null);
    forge
        .then(502, "")
        .then(200, "{\"status\": \"queued\"}")
        .then(429, Map.of("Retry-After", "60"), "")
        .then(200, "{\"status\": \"completed\", \"conclusion\": \"success\"}");
    Instant[] now = {AT};
    List<Duration> waited = new ArrayList<>();
    HotfixWait wait =
        new HotfixWait(
            pipeline,
            BAD,
            () -> now[0],
            (length, _) -> {
              waited.add(length);
              now[0] = now[0].plus(length);
            });
    List<PipelineState> told = new ArrayList<>();
    assertThat(wait.await(run, Duration.ofMinutes(5), Progress.NONE, told::add))
        .as("the digest is not told: a person must")
        .isEqualTo(new HotfixWait.End.NotTold(run, true));
    assertThat(waited).extracting(Duration::toSeconds).containsExactly(5L, 5L, 60L);
    assertThat(told).hasSize(2);
    forge.then(200, "{\"status\": \"queued\"}");
    assertThat(wait.await(run, Duration.ofSeconds(3), Progress.NONE, told::add))
        .isInstanceOf(HotfixWait.End.GoesOn.class);
    forge.then(401, "no");
    assertThat(trouble(() -> wait.await(run, Duration.ofMinutes(5), Progress.NONE, told::add)))
        .as("will not pass by itself")
        .isEqualTo(new PipelineTrouble.NotAllowed(401, "no"));
  }
}
