package salvor.workbench.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.UnaskedCluster;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.playbook.BuiltIn;
import salvor.playbook.Fact;
import salvor.playbook.Facts;
import salvor.playbook.RunLog;
import salvor.recovery.FakeForge;
import salvor.recovery.HotfixWait;
import salvor.workbench.containment.ActingViewModel;
import salvor.workload.ImageDigest;

/** Has an image rebuilt by a server on this machine, without a window. */
@Timeout(120)
class HotfixViewModelTest {
  private static final String TOKEN = "t0ken-that-nobody-may-see";
  private static final String BAD = "sha256:" + "b".repeat(64);
  private static final String GOOD = "sha256:" + "a".repeat(64);
  private @TempDir Path dir;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private final Jobs jobs = new Jobs();
  private FakeForge forge;
  private LiveCase live;
  private ActingViewModel acting;
  private HotfixViewModel model;

  private final String home = System.getProperty("user.home");

  @BeforeEach
  void begin() throws Exception {
    System.setProperty("user.home", dir.resolve("home").toString());
    forge = new FakeForge();
    LiveJudging unused =
        new LiveJudging(
            (_, _) -> {
              throw new AssertionError("nothing is read here");
            },
            (_, _, _) -> {
              throw new AssertionError("nothing is judged here");
            },
            List.of(),
            LiveJudging.ORDINARY_TAIL);
    live =
        new LiveCase(
            new UnaskedCluster() {}, dir.resolve("case"), unused, jobs, InstantSource.system());
    Files.createDirectories(live.folder());
    acting = new ActingViewModel(live.custody().acting(), "practice", jobs, turns::add);
    model =
        new HotfixViewModel(
            live,
            acting,
            BAD,
            Map.of("FORGE_TOKEN", TOKEN),
            jobs,
            turns::add,
            InstantSource.system());
  }

  @AfterEach
  void close() {
    System.setProperty("user.home", home);
    forge.close();
  }

  private void settings() throws Exception {
    Files.writeString(
        model.file(),
        """
        {"system": "github", "api": "%s", "repository": "team/shop", "workflow": "b.yml", "ref": "main",
         "token": {"variable": "FORGE_TOKEN"}}
        """
            .formatted(forge.url()));
  }

  private void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Runnable next = turns.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("something more happens: " + model.stage().get()).isNotNull();
      next.run();
    }
  }

  private boolean is(Class<? extends HotfixStage> kind) {
    return kind.isInstance(model.stage().get());
  }

  private void ready() throws Exception {
    settings();
    model.begin();
    until(() -> is(HotfixStage.Ready.class));
    acting.allow("CVE-1");
    until(() -> acting.leave().isPresent());
  }

  @Test
  void saysWhatIsWrongWithSettingsAndTriggersNothing() throws Exception {
    model.begin();
    until(() -> is(HotfixStage.NoSettings.class));
    assertThat(((HotfixStage.NoSettings) model.stage().get()).why())
        .contains("hotfix.json is not there; write one");
    Files.writeString(model.file(), "{\"system\": \"github\", \"token\": \"" + TOKEN + "\"}");
    model.begin();
    until(() ->
        model.stage().get() instanceof HotfixStage.NoSettings(String why)
            && why.contains("token: is a secret"));
    assertThat(((HotfixStage.NoSettings) model.stage().get()).why()).doesNotContain(TOKEN);
    settings();
    model.begin();
    until(() -> is(HotfixStage.Ready.class));
    assertThat(model.pipeline().get()).contains("the GitHub workflow", "team/shop b.yml main");
    assertThat(model.against()).startsWith("Read-only.");
    model.trigger();
    assertThat(forge.asked).isEmpty();
    model.bad().set("latest");
    assertThat(model.against()).startsWith("The bad digest is none");
  }

  @Test
  void triggersFollowsAndTakesTheDigestFromAPerson() throws Exception {
    ready();
    forge
        .then(200, "{}")
        .then(200, "{\"workflow_run_id\": 42, \"html_url\": \"https://x/42\"}")
        .then(200, "{\"id\": 42, \"status\": \"completed\", \"conclusion\": \"success\"}");
    model.trigger();
    until(() -> is(HotfixStage.Ended.class));
    assertThat(forge.asked.getFirst().header("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(((HotfixStage.Ended) model.stage().get()).end())
        .isInstanceOf(HotfixWait.End.NotTold.class);
    assertThat(model.made().get()).isEmpty();
    model.confirm(BAD, "the registry says so");
    until(() -> is(HotfixStage.Failed.class));
    assertThat(((HotfixStage.Failed) model.stage().get()).why())
        .contains("the new digest is the bad one");
    model.confirm(GOOD, "the registry says so");
    until(() -> model.made().get().isPresent());
    assertThat(
            new RunLog(live.custody().ledger())
                .course(BuiltIn.named("web-shell").orElseThrow())
                .facts()
                .known(Fact.FIXED_DIGEST))
        .contains(new Facts.Known("known", Facts.Source.STATED));
    HotfixViewModel next =
        new HotfixViewModel(live, acting, BAD, Map.of(), jobs, turns::add, InstantSource.system());
    model = next;
    next.begin();
    until(() -> is(HotfixStage.Ready.class));
    assertThat(next.made().get()).as("after a start").isEqualTo(Optional.of(new ImageDigest(GOOD)));
    nothingHoldsTheToken();
  }

  @Test
  void whatFailedSaysWhyAndCanBeTriedAgain() throws Exception {
    ready();
    forge.then(401, "you said " + TOKEN);
    model.trigger();
    until(() -> is(HotfixStage.Failed.class));
    assertThat(((HotfixStage.Failed) model.stage().get()).why())
        .contains("it does not take the token")
        .doesNotContain(TOKEN);
    forge
        .then(200, "{}")
        .then(200, "{\"workflow_run_id\": 43, \"html_url\": \"https://x/43\"}")
        .then(200, "{\"id\": 43, \"status\": \"completed\", \"conclusion\": \"failure\"}");
    model.trigger();
    until(() -> is(HotfixStage.Ended.class));
    assertThat(((HotfixStage.Ended) model.stage().get()).end())
        .isInstanceOf(HotfixWait.End.Failed.class);
    nothingHoldsTheToken();
  }

  @Test
  void isLeftFoundAgainAndEnded() throws Exception {
    ready();
    forge
        .then(200, "{}")
        .then(200, "{\"workflow_run_id\": 44, \"html_url\": \"https://x/44\"}")
        .then(200, "{\"id\": 44, \"status\": \"in_progress\", \"conclusion\": null}");
    model.trigger();
    until(() ->
        model.stage().get() instanceof HotfixStage.Following(String said)
            && said.contains("in_progress"));
    model.leave();
    until(() -> is(HotfixStage.Known.class));
    model =
        new HotfixViewModel(
            live,
            acting,
            BAD,
            Map.of("FORGE_TOKEN", TOKEN),
            jobs,
            turns::add,
            InstantSource.system());
    model.begin();
    until(() -> is(HotfixStage.Known.class));
    int asked = forge.asked.size();
    System.setProperty("user.home", dir.resolve("another").toString());
    model.begin();
    until(() -> is(HotfixStage.Reading.class));
    until(() -> is(HotfixStage.Known.class));
    model.follow();
    assertThat(((HotfixStage.Known) model.stage().get()).said())
        .as("a secret of this machine is not sent unasked")
        .contains("Nothing was sent", "with the secret in the variable FORGE_TOKEN");
    assertThat(forge.asked).hasSize(asked);
    forge.then(200, "{\"id\": 44, \"status\": \"in_progress\", \"conclusion\": null}");
    model.follow();
    until(() ->
        model.stage().get() instanceof HotfixStage.Following(String said)
            && said.contains("in_progress"));
    model.leave();
    until(() -> is(HotfixStage.Known.class));
    forge.then(202, "");
    model.end();
    until(() ->
        model.stage().get() instanceof HotfixStage.Known(String said)
            && said.equals("It was told to end"));
    assertThat(forge.asked.getLast().line()).startsWith("POST ").endsWith("/44/cancel");
  }

  private void nothingHoldsTheToken() throws Exception {
    try (Stream<Path> all = Files.walk(live.folder())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(TOKEN);
      }
    }
  }
}
