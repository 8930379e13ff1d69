package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.ObjectKind;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.report.LiveWords;
import salvor.report.SiblingsReport;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class LiveCaseTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final Instant BEFORE_THE_ATTACK = Instant.parse("2026-11-23T04:43:40Z");

  @TempDir Path folder;

  @Test
  void aPodTurnsOutWhileItHappensAndSoDoesOneOfItsSiblings() throws Exception {
    ApiResources resources = new ApiResources();
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, BEFORE_THE_ATTACK, 20);
    LinkedBlockingQueue<LiveCase.Now> told = new LinkedBlockingQueue<>();
    try (PracticeCluster practice =
            new PracticeCluster(Recording.read(SAMPLE, resources), resources, 0, clock, wall);
        Cluster cluster = connect(practice);
        LiveCase live =
            new LiveCase(cluster, folder.resolve("case"), judging(), new Jobs(), wall)) {
      live.begin("", told::add);
      LiveCase.Now over = until(told, now -> out(now, "pay-75d8fd44df-klqbd") > 0);
      assertThat(out(over, "web-5468d8c4df-8ppl7")).isGreaterThan(20);
      assertThat(out(over, "web-5468d8c4df-79mhf")).isGreaterThan(20);
      assertThat(out(over, "web-bare")).as("the one in staging").isZero();
      assertThat(over.sensors()).hasSize(2).allMatch(heard -> heard.lost() == null);
      assertThat(over.holes()).isEmpty();
      assertThat(live.pods().all()).hasSizeGreaterThan(10);
      assertThat(told(java.util.Objects.requireNonNull(over.round().judged()).evidence()))
          .contains("SuccessfulCreate", "Scheduled");
      assertThat(live.known().all(ObjectKind.ROLES, "shop").map(each -> name(each)))
          .contains("web");
      Map<String, List<Boolean>> asked =
          practice.requests().stream()
              .filter(request -> !request.path().contains("/log"))
              .collect(
                  Collectors.groupingBy(
                      LoggedRequest::path,
                      Collectors.mapping(LoggedRequest::isWatch, Collectors.toList())));
      assertThat(asked.keySet())
          .as("nothing below a kind is asked for: none per pod")
          .allMatch(path -> path.matches("/apis?/[^/]+(/[^/]+)?/[a-z]+"))
          .hasSizeGreaterThan(15);
      Set<String> notThere =
          ObjectKind.POLICIES_OF_PLUGINS.stream()
              .map(kind -> "/apis/" + kind.group() + "/" + kind.version() + "/" + kind.plural())
              .collect(Collectors.toSet());
      assertThat(asked)
          .allSatisfy((path, kinds) ->
              assertThat(kinds)
                  .as(path)
                  .isEqualTo(notThere.contains(path) ? List.of(false) : List.of(false, true)));
      siblingsAreTold();
    }
    Given given = Salvor.reader().read(List.of(folder.resolve("case")), Progress.NONE);
    assertThat(given.evidence().observations().size()).isGreaterThan(1000);
    assertThat(told(given.evidence())).contains("SuccessfulCreate", "Started", "Completed");
    assertThat(Files.list(folder.resolve("case/sensors"))).hasSize(2);
  }

  private void siblingsAreTold() throws Exception {
    List<String> command =
        List.of(
            "siblings",
            "shop/web-5468d8c4df-8ppl7",
            "--kubeconfig",
            folder.resolve("kubeconfig").toString());
    List<String> inCase = new ArrayList<>(command);
    inCase.addAll(List.of("--case", folder.resolve("case").toString()));
    Terminal terminal = new Terminal();
    assertThat(terminal.said(inCase.toArray(String[]::new)))
        .contains("  Same image, by digest: 1 of 2 pods out of profile\n")
        .containsPattern("79mhf  \\S+  OUT critical \\d+  unseen\n.*web-bare  \\S+  in profile");
    inCase.addAll(List.of("--json", "-"));
    terminal.said(inCase.toArray(String[]::new));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SiblingsReport.schema())
                .validate(terminal.out(), InputFormat.JSON))
        .isEmpty();
    assertThat(terminal.out()).contains("\"severity\" : \"critical\"");
    assertThat(terminal.said(command.toArray(String[]::new)))
        .as("without what was recorded")
        .contains("  Same image, by digest\n")
        .doesNotContain("profile");
  }

  @Test
  void whatIsNotSeenOrNoLongerJudgedIsSaid() throws Exception {
    ApiResources resources = new ApiResources();
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, BEFORE_THE_ATTACK, 1);
    LinkedBlockingQueue<LiveCase.Now> told = new LinkedBlockingQueue<>();
    AtomicInteger rounds = new AtomicInteger();
    LiveJudging ends =
        new LiveJudging(
            Salvor.reader(),
            (given, suspected, progress) -> {
              if (rounds.incrementAndGet() > 3) {
                throw new IOException("the disk is full");
              }
              return Salvor.judge(given, suspected, progress);
            },
            List.of(),
            LiveJudging.ORDINARY_TAIL);
    try (PracticeCluster practice =
        new PracticeCluster(Recording.read(SAMPLE, resources), resources, 0, clock, wall)) {
      practice
          .faults()
          .plan(
              1000,
              request -> request.path().equals("/api/v1/nodes"),
              new Faults.Fault.Failure(403, "Forbidden", "nodes is forbidden", 0));
      try (Cluster cluster = connect(practice);
          LiveCase live = new LiveCase(cluster, folder.resolve("case"), ends, new Jobs(), wall)) {
        live.begin("", told::add);
        until(
            told,
            now ->
                LiveWords.troubles(now).stream()
                    .anyMatch(said -> said.startsWith("The nodes are not seen")));
        LiveCase.Now last = until(told, now -> now.failed() != null);
        assertThat(LiveWords.troubles(last).getFirst())
            .contains("no longer judged")
            .contains("the disk is full");
      }
    }
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }

  @Test
  void whileLinesWaitToBeJudgedTheyAreCounted() throws Exception {
    ApiResources resources = new ApiResources();
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, BEFORE_THE_ATTACK, 20);
    LinkedBlockingQueue<LiveCase.Behind> behind = new LinkedBlockingQueue<>();
    AtomicReference<LiveCase> begun = new AtomicReference<>();
    LiveJudging asks =
        new LiveJudging(
            Salvor.reader(),
            (given, suspected, progress) -> {
              behind.add(begun.get().behind());
              return Salvor.judge(given, suspected, progress);
            },
            List.of(),
            LiveJudging.ORDINARY_TAIL);
    try (PracticeCluster practice =
            new PracticeCluster(Recording.read(SAMPLE, resources), resources, 0, clock, wall);
        Cluster cluster = connect(practice);
        LiveCase live = new LiveCase(cluster, folder.resolve("case"), asks, new Jobs(), wall)) {
      begun.set(live);
      live.begin("", _ -> {});
      assertThat(behind.take().until()).isNull();
      LiveCase.Behind waiting;
      do {
        waiting = behind.poll(60, TimeUnit.SECONDS);
        assertThat(waiting).isNotNull();
      } while (waiting.lines() == 0);
      Instant until = java.util.Objects.requireNonNull(waiting.until());
      assertThat(LiveWords.behind(waiting, until.plusSeconds(2))).as("it is in time").isEmpty();
      assertThat(LiveWords.behind(waiting, until.plusSeconds(60)).orElseThrow())
          .matches("Judging is behind: .* up to .*Z, [0-9,]+ lines? waits?\\.");
    }
  }

  private static LiveJudging judging() {
    return new LiveJudging(
        Salvor.reader(),
        Salvor::judge,
        List.of(SAMPLE.resolve("baseline.json")),
        LiveJudging.ORDINARY_TAIL);
  }

  private Cluster connect(PracticeCluster practice) throws Exception {
    Path kubeconfig = folder.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.values()[0]);
    return new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
  }

  /** What the cluster itself told of. */
  private static Set<String> told(Evidence evidence) {
    Observations all = evidence.observations();
    return IntStream.range(0, all.size())
        .mapToObj(row -> all.get(row).activity())
        .filter(Activity.ClusterEvent.class::isInstance)
        .map(activity -> ((Activity.ClusterEvent) activity).reason())
        .collect(Collectors.toSet());
  }

  private static int out(LiveCase.Now now, String pod) {
    return now.round().board().of("shop", pod).map(each -> each.out()).orElse(0);
  }

  private static LiveCase.Now until(
      LinkedBlockingQueue<LiveCase.Now> told, Predicate<LiveCase.Now> wanted) throws Exception {
    while (true) {
      LiveCase.Now now = told.poll(60, TimeUnit.SECONDS);
      assertThat(now).isNotNull();
      if (wanted.test(now)) {
        return now;
      }
    }
  }
}
