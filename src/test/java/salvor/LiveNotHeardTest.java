package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.evidence.Kind;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.live.Sensor;
import salvor.timeline.Gap;
import salvor.timeline.GapLanes;
import salvor.timeline.TimelineModel;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sensor whose log breaks off is a gap on the lanes of its node, also when opened later. */
@Timeout(120)
class LiveNotHeardTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final Instant BEFORE_THE_ATTACK = Instant.parse("2026-11-23T04:43:40Z");

  @TempDir Path folder;

  @Test
  void aLogThatIsDroppedIsAGapOfItsNodeWhenTheFolderIsOpened() throws Exception {
    ApiResources resources = new ApiResources();
    InstantSource wall = InstantSource.system();
    ReplayClock clock = new ReplayClock(wall, BEFORE_THE_ATTACK, 5);
    LinkedBlockingQueue<LiveCase.Now> told = new LinkedBlockingQueue<>();
    LiveJudging judging =
        new LiveJudging(Salvor.reader(), Salvor::judge, List.of(), LiveJudging.ORDINARY_TAIL);
    Sensor lost;
    Map<String, Set<String>> podsOfNodes;
    try (PracticeCluster practice =
            new PracticeCluster(Recording.read(SAMPLE, resources), resources, 0, clock, wall);
        Cluster cluster = connect(practice);
        LiveCase live = new LiveCase(cluster, folder.resolve("case"), judging, new Jobs(), wall)) {
      live.begin("", told::add);
      LiveCase.Now heard =
          until(
              told,
              now ->
                  now.sensors().size() == 2
                      && now.sensors().stream().allMatch(each -> each.lines() > 0));
      lost = heard.sensors().getFirst().sensor();
      podsOfNodes =
          live.pods().all().stream()
              .collect(
                  Collectors.groupingBy(
                      pod -> pod.node(),
                      Collectors.mapping(pod -> pod.name(), Collectors.toSet())));
      practice
          .faults()
          .plan(
              1000,
              request -> request.path().endsWith("/" + lost.pod() + "/log"),
              new Faults.Fault.Dropped());
      practice.cut();
      long before =
          until(told, now -> now.sensors().getFirst().lost() != null).round().board().judged();
      until(
          told,
          now -> now.sensors().getLast().lost() == null && now.round().board().judged() > before);
    }
    Path written =
        folder
            .resolve("case/not-heard")
            .resolve(lost.namespace() + "_" + lost.pod() + "_" + lost.container());
    JsonNode record =
        JsonMapper.shared()
            .readTree(Files.readAllLines(written.resolve("000001.jsonl")).getFirst());
    assertThat(record.path("salvor").asString()).isEqualTo("not-heard");
    assertThat(record.path("of").path("node").asString()).isEqualTo(lost.node());

    Given given = Salvor.reader().read(List.of(folder.resolve("case")), Progress.NONE);
    TimelineModel model =
        TimelineModel.of(given.evidence(), Salvor.judge(given, null, Progress.NONE));
    assertThat(model.gaps()).as("the other was heard again").hasSize(1);
    Gap gap = model.gaps().getFirst();
    assertThat(model.observations().kind(gap.row())).isEqualTo(Kind.NOT_HEARD);
    assertThat(gap.to()).isGreaterThan(gap.from());
    Set<String> drawn = GapLanes.pods(model, gap);
    String attacked = "web-5468d8c4df-8ppl7";
    String node =
        podsOfNodes.entrySet().stream()
            .filter(each -> each.getValue().contains(attacked))
            .findFirst()
            .orElseThrow()
            .getKey();
    assertThat(drawn.contains(attacked)).isEqualTo(node.equals(lost.node()));
    assertThat(drawn).isNotEmpty().isSubsetOf(podsOfNodes.get(lost.node()));
  }

  private Cluster connect(PracticeCluster practice) throws Exception {
    Path kubeconfig = folder.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.values()[0]);
    return new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
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
