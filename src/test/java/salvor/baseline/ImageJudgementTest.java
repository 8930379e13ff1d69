package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static salvor.baseline.ImageFact.Holding.ABSENT;
import static salvor.baseline.ImageFact.Holding.COVERED;
import static salvor.baseline.ImageFact.Holding.HELD;
import static salvor.baseline.ImageFact.Holding.NOT_LISTED;
import static salvor.baseline.ImageFact.Holding.PERHAPS_COVERED;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.workload.Container;
import salvor.workload.ImageContents;
import salvor.workload.ImageContents.File;
import salvor.workload.ImageContents.Origin;
import salvor.workload.ImageContents.Settings;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Pod;

/** Minute one: nothing was learned, and the image alone speaks. */
class ImageJudgementTest {
  private static final ProcessInfo.Parent APP = Story.parent(5, "/app/server", "/app/server");
  private static final Settings VOLUME =
      new Settings(List.of(), List.of(), null, List.of(), List.of(), List.of("/data"));
  private static final ImageContents IMAGE = image(true, "/app/server", "/bin/busybox");

  private static ImageContents image(boolean complete, String... files) {
    return new ImageContents(
        List.of(new ImageDigest("sha256:" + "c".repeat(64)), Story.DIGEST),
        List.of(),
        null,
        Origin.ARCHIVE,
        complete,
        VOLUME,
        List.of(files).stream().map(f -> new File(f, 0755, 1, false)).toList(),
        Map.of("/bin/sh", "busybox", "/usr/bin", "/bin"));
  }

  private static Inventory pod(List<ImageContents> images, String... mounts) {
    Container web =
        new Container("web", "0123456789ab", null, Story.DIGEST, null, List.of(), List.of(mounts));
    Pod pod =
        new Pod("shop", "web-5468d8c4df-8ppl7", null, null, List.of(), null, null, List.of(web));
    return new Inventory(List.of(pod), List.of(), Map.of(), images);
  }

  private static Inventory without(ImageContents... images) {
    return new Inventory(List.of(), List.of(), Map.of(), List.of(images));
  }

  private static Judgement judge(Inventory inventory, List<Profile> learned, Story story) {
    Verdicts verdicts = new Judge(learned, inventory).judge(story.observations(), Progress.NONE);
    return verdicts.judgement(story.observations().size() - 1);
  }

  private static Judgement started(Inventory inventory, String path) {
    return judge(inventory, List.of(), new Story().start(9, path, path, APP));
  }

  private static ImageFact.Holding holding(Judgement judgement) {
    assertThat(judgement.image()).isNotNull();
    return judgement.image().holding();
  }

  @Test
  void aProgramThatTheImageDoesNotHoldIsOutThoughNothingWasLearned() {
    Judgement judgement = started(pod(List.of(IMAGE)), "/opt/xmrig");
    assertThat(judgement.reason()).isEqualTo(Reason.NEW_BINARY_NOT_IN_IMAGE);
    assertThat(judgement.verdict()).isEqualTo(Verdict.OUT);
    assertThat(holding(judgement)).isEqualTo(ABSENT);
  }

  @Test
  void aProgramOfTheImageStaysUnknownAndSaysWhatItGives() {
    Judgement judgement = started(pod(List.of(IMAGE)), "/bin/sh");
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.reason()).isEqualTo(Reason.IN_IMAGE);
    assertThat(judgement.image())
        .isEqualTo(new ImageFact(HELD, "/bin/busybox", java.util.Set.of(Utility.SHELL)));
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/sh, HELD",
    "/usr/bin/sh, HELD",
    "/usr/bin/busybox, HELD",
    "/bin/../app/server, HELD",
    "/bin/bash, ABSENT",
    "/tmp/sh, ABSENT",
    "/data/x, COVERED",
    "/datax, PERHAPS_COVERED"
  })
  void linksAndVolumesAreMinded(String path, ImageFact.Holding expected) {
    assertThat(holding(started(without(IMAGE), path))).isEqualTo(expected);
  }

  @Test
  void whatAVolumeMayHaveBroughtIsUnknown() {
    Inventory mounted = pod(List.of(IMAGE), "/opt/tools", "/app/");
    for (String path : List.of("/opt/tools/x", "/opt/tools", "/app/server")) {
      assertThat(holding(started(mounted, path))).as(path).isEqualTo(COVERED);
      assertThat(started(mounted, path).verdict()).as(path).isEqualTo(Verdict.UNKNOWN);
    }
    assertThat(holding(started(mounted, "/opt/toolsx"))).isEqualTo(ABSENT);
    Judgement unspecified = started(without(IMAGE), "/opt/tools/x");
    assertThat(holding(unspecified)).isEqualTo(PERHAPS_COVERED);
    assertThat(unspecified.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aListWithGapsNeverSaysOut() {
    Judgement judgement = started(pod(List.of(image(false, "/app/server"))), "/tmp/x");
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(holding(judgement)).isEqualTo(NOT_LISTED);
    assertThat(started(pod(List.of(image(false), IMAGE)), "/tmp/x").verdict())
        .as("a complete list beside it")
        .isEqualTo(Verdict.OUT);
  }

  @Test
  void oneDigestForSeveralPlatformsIsAbsentOnlyWhereAllLackIt() {
    Inventory both = pod(List.of(IMAGE, image(true, "/bin/arm")));
    assertThat(holding(started(both, "/bin/arm"))).isEqualTo(HELD);
    assertThat(holding(started(both, "/bin/other"))).isEqualTo(ABSENT);
  }

  @Test
  void anotherImageSaysNothing() {
    ImageContents other =
        new ImageContents(
            List.of(new ImageDigest("sha256:" + "d".repeat(64))),
            List.of(),
            null,
            Origin.ARCHIVE,
            true,
            Settings.NONE,
            List.of(),
            Map.of());
    Judgement judgement = started(pod(List.of(other)), "/tmp/x");
    assertThat(judgement.reason()).isEqualTo(Reason.NO_BASELINE);
    assertThat(judgement.image()).isNull();
  }

  @Test
  void namesAndTheRuntimeAreNoPathsOfTheImage() {
    for (String path : List.of("xmrig", "./xmrig", "/proc/self/exe", "/proc/7/root/bin/x")) {
      assertThat(started(pod(List.of(IMAGE)), path).verdict()).as(path).isEqualTo(Verdict.UNKNOWN);
    }
    Story story = new Story().start(9, "/usr/bin/runc", "runc init", Story.SHIM);
    assertThat(judge(pod(List.of(IMAGE)), List.of(), story).verdict()).isEqualTo(Verdict.EXPLAINED);
    Story init = new Story().start(9, "/sbin/docker-init", "docker-init", Story.SHIM);
    assertThat(judge(pod(List.of(IMAGE)), List.of(), init).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(started(pod(List.of(IMAGE)), "/sbin/docker-init").verdict())
        .as("started by anybody else")
        .isEqualTo(Verdict.OUT);
  }

  @Test
  void theArgumentsNeverStandForTheExecutable() {
    ProcessInfo named = new ProcessInfo(9, 10, null, null, "x", "/tmp/x --fast", null, null, APP);
    Story story = new Story().act(named, new salvor.evidence.Activity.ProcessStarted());
    assertThat(judge(pod(List.of(IMAGE)), List.of(), story).image()).isNull();
  }

  @Test
  void whatTheImageLacksIsOutInTheFirstSecondsToo() {
    Story story =
        new Story()
            .start(5, "/app/server", "/app/server", Story.SHIM, Quality.IN_INIT_TREE)
            .start(9, "/tmp/x", "/tmp/x", APP);
    assertThat(judge(pod(List.of(IMAGE)), List.of(), story).verdict()).isEqualTo(Verdict.OUT);
  }

  @Test
  void aProgramOfAnUpperLayerIsOutWithoutAWordOfTheSensor() {
    Story quiet = new Story().start(9, "/app/helper", "/app/helper", APP);
    Story told = new Story().start(9, "/app/helper", "/app/helper", APP, Quality.EXE_UPPER_LAYER);
    assertThat(judge(pod(List.of(IMAGE)), List.of(), quiet).reason())
        .isEqualTo(judge(pod(List.of(IMAGE)), List.of(), told).reason())
        .isEqualTo(Reason.NEW_BINARY_NOT_IN_IMAGE);
    Story replaced =
        new Story().start(9, "/app/server", "/app/server", APP, Quality.EXE_UPPER_LAYER);
    assertThat(judge(pod(List.of(IMAGE)), List.of(), replaced).reason())
        .as("a file of the image, written over")
        .isEqualTo(Reason.EXECUTED_NEW_FILE);
  }

  @Test
  void theImageTellsTheTwoNewBinariesOfALearnedBaselineApart() {
    Profile learned = profile(FacetState.STABLE, "/app/server");
    assertThat(judge(learned, "/bin/busybox").reason()).isEqualTo(Reason.NEW_BINARY_IN_IMAGE);
    assertThat(judge(learned, "/bin/nc").reason()).isEqualTo(Reason.NEW_BINARY_NOT_IN_IMAGE);
    assertThat(judge(learned, "/app/server").reason()).isEqualTo(Reason.MATCHED);
    Profile brought = profile(FacetState.STABLE, "/cache/plugin");
    assertThat(judge(brought, "/cache/plugin").reason())
        .as("known although the image lacks it")
        .isEqualTo(Reason.MATCHED);
    for (FacetState state : FacetState.values()) {
      Profile any = profile(state, "/app/server");
      assertThat(judge(any, "/bin/nc").verdict()).as(state.name()).isEqualTo(Verdict.OUT);
      assertThat(judge(any, "/bin/busybox").verdict() == Verdict.OUT)
          .as(state.name())
          .isEqualTo(state == FacetState.STABLE);
    }
  }

  private static Judgement judge(Profile learned, String path) {
    return judge(pod(List.of(IMAGE)), List.of(learned), new Story().start(9, path, path, APP));
  }

  private static Profile profile(FacetState state, String program) {
    Profile.Key key = new Profile.Key("shop", null, "web", "web", Story.DIGEST);
    return new Profile(
        "learned",
        key,
        Map.of(Facet.EXEC, state),
        List.of(Element.of(new Trait.Exec(program, null, null, null, null, null))),
        List.of(),
        List.of(),
        "test");
  }

  @Test
  void equalProgramsAreOneQuestionInHoweverManyPods() {
    Story story = new Story();
    IntStream.range(0, 50).forEach(i -> story.start(i + 10, "/tmp/x", "/tmp/x", APP));
    Verdicts verdicts =
        new Judge(List.of(), pod(List.of(IMAGE))).judge(story.observations(), Progress.NONE);
    assertThat(verdicts.judgements().stream().filter(j -> j.image() != null)).hasSizeLessThan(3);
  }

  @ParameterizedTest
  @CsvSource({
    "bash, SHELL",
    "python3.12, INTERPRETER",
    "perl5.36.0, INTERPRETER",
    "x86_64-linux-gnu-gcc-12, COMPILER",
    "aarch64-alpine-linux-musl-gcc, COMPILER",
    "curl, DOWNLOAD",
    "nc.openbsd, NETWORK",
    "apt-get, PACKAGE_MANAGER",
    "nsenter, ESCAPE",
    "sudo, RAISED_RIGHTS"
  })
  void aUtilityIsKnownByItsName(String name, Utility expected) {
    assertThat(Utility.of(name)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"server", "cat", "redis-server", "sh1x", "123", "curlx", "''"})
  void nearlyAllProgramsAreNone(String name) {
    assertThat(Utility.of(name)).isEmpty();
  }

  @Test
  void aProgramOfManyNamesIsSeveralAtOnce() {
    assertThat(Utility.of("busybox"))
        .containsExactlyInAnyOrder(Utility.SHELL, Utility.DOWNLOAD, Utility.NETWORK);
    for (Utility each : Utility.values()) {
      assertThat(each.technique()).matches("T\\d{4}(\\.\\d{3})?");
    }
  }
}
