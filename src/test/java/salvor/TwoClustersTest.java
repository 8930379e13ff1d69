package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Matching;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.triage.Ending;
import salvor.triage.Endings;
import salvor.triage.Filter;
import salvor.triage.Finding;
import salvor.triage.Findings;
import salvor.triage.LaneTerms;
import salvor.triage.NetworkPeers;
import salvor.triage.ProcessForest;
import salvor.triage.RowMarks;
import salvor.triage.Siblings;

/** Recordings of two clusters below one folder are told apart, as far as that can be seen. */
class TwoClustersTest {
  @TempDir Path folder;

  private void recorded(String cluster, String... namesAndUids) throws Exception {
    Path objects = Files.createDirectories(folder.resolve(cluster).resolve("objects"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < namesAndUids.length; i += 2) {
      lines.append(
          """
          {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%s","uid":"%s"}}
          """
              .formatted(namesAndUids[i], namesAndUids[i + 1]));
    }
    Files.writeString(objects.resolve("pods.jsonl"), lines);
  }

  private List<Source> opened() throws Exception {
    return Salvor.reader().read(List.of(folder), Progress.NONE).evidence().sources();
  }

  /** As a live case leaves it: the same pods, addresses and process numbers in each. */
  private void live(String folderName, String context, String server) throws Exception {
    Path own = Files.createDirectories(folder.resolve(folderName));
    Files.writeString(
        own.resolve("recording.json"),
        "{\"salvor\":\"recording\",\"context\":\"%s\",\"server\":\"%s\"}\n"
            .formatted(context, server));
    Path objects = Files.createDirectories(own.resolve("objects"));
    String app = folderName.equals("east") ? "cache" : "mine";
    Files.writeString(
        objects.resolve("pods.jsonl"),
        POD.formatted("web-1", "u1", "web", "10.0.0.1", "web", "a".repeat(64))
            + POD.formatted("db-0", "u2", app, "10.0.0.2", app, "b".repeat(64)));
    Path sensor = Files.createDirectories(own.resolve("sensors/falco_f_falco"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      lines.append(EXEC.formatted(i, "a".repeat(12), 100 + i, i == 0 ? 1 : 99 + i));
    }
    lines.append(CONNECT.formatted("a".repeat(12)));
    Files.writeString(sensor.resolve("000001.jsonl"), lines);
  }

  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%s","uid":"%s",\
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"%s","uid":"o",\
      "controller":true}]},"spec":{"nodeName":"node1","containers":[{"name":"c","image":"i"}]},\
      "status":{"podIP":"%s","containerStatuses":[{"name":"c","image":"%s","imageID":"",\
      "containerID":"containerd://%s"}]}}
      """;
  private static final String EXEC =
      """
      {"time":"2026-11-23T04:00:0%d.000000000Z","rule":"x","priority":"Debug","source":"syscall",\
      "output":"x","output_fields":{"evt.type":"execve","container.id":"%s","k8s.ns.name":"shop",\
      "k8s.pod.name":"web-1","container.name":"c","proc.pid":%d,"proc.ppid":%d,"proc.exepath":"/bin/p",\
      "proc.name":"p","proc.cmdline":"p"}}
      """;
  private static final String CONNECT =
      """
      {"time":"2026-11-23T04:00:05.000000000Z","rule":"x","priority":"Debug","source":"syscall",\
      "output":"x","output_fields":{"evt.type":"connect","container.id":"%s","k8s.ns.name":"shop",\
      "k8s.pod.name":"web-1","container.name":"c","proc.pid":100,"proc.exepath":"/bin/p",\
      "proc.name":"p","proc.cmdline":"p","fd.name":"10.0.0.1:40000->10.0.0.2:80","fd.cip":"10.0.0.1",\
      "fd.sip":"10.0.0.2","fd.cport":40000,"fd.sport":80,"fd.l4proto":"tcp"}}
      """;

  private Evidence read() throws Exception {
    return Salvor.reader().read(List.of(folder), Progress.NONE).evidence();
  }

  private static Verdicts unknown(Evidence evidence) {
    return new Verdicts(
        IntBuffer.allocate(evidence.observations().size()),
        List.of(Judgement.of(Reason.NO_BASELINE)));
  }

  @Test
  void whatWasRecordedOfAPracticeClusterSaysSo() throws Exception {
    live("east", "prod", "https://east:6443");
    Path told = folder.resolve("east/recording.json");
    Files.writeString(told, Files.readString(told).replace("}", ",\"practice\":\"webshell\"}"));
    assertThat(read().observations().clusters()).containsExactly("PRACTICE prod");
  }

  @Test
  void aSealedArchiveAndASliceOfItKeepTheCluster() throws Exception {
    live("east", "prod", "https://east:6443");
    Terminal terminal = new Terminal();
    Path zip = folder.resolve("sealed.zip");
    Path slice = folder.resolve("slice.tar.gz");
    terminal.said(
        "seal",
        folder.resolve("east").toString(),
        "--out",
        zip.toString(),
        "--unsigned",
        "--reason",
        "x");
    terminal.said(
        "slice",
        zip.toString(),
        "--pod",
        "web-1",
        "--out",
        slice.toString(),
        "--unsigned",
        "--reason",
        "x");
    for (Path each : List.of(zip, slice)) {
      Evidence read = Salvor.reader().read(List.of(each), Progress.NONE).evidence();
      assertThat(read.observations().clusters()).as(each.toString()).containsExactly("prod");
      for (int row = 0; row < read.observations().size(); row++) {
        assertThat(read.observations().cluster(read.observations().locationId(row)))
            .isEqualTo("prod");
      }
    }
  }

  @Test
  void anArchiveThatTellsItsClusterTooLateSaysSo() throws Exception {
    live("east", "prod", "https://east:6443");
    Path tar = folder.resolve("east.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(tar))) {
      for (String name : List.of("sensors/falco_f_falco/000001.jsonl", "recording.json")) {
        out.putNextEntry(new ZipEntry("live/" + name));
        Files.copy(folder.resolve("east").resolve(name), out);
        out.closeEntry();
      }
    }
    List<Source> sources = Salvor.reader().read(List.of(tar), Progress.NONE).evidence().sources();
    assertThat(sources.getLast().notes()).anyMatch(note -> note.contains("stands behind"));
  }

  @Test
  void nothingOfTwoClustersIsMixed() throws Exception {
    live("east", "prod-east", "https://east:6443");
    live("west", "prod-west", "https://west:6443");
    Evidence evidence = read();
    Observations all = evidence.observations();
    assertThat(evidence.sources()).allMatch(source -> source.notes().isEmpty());
    assertThat(all.clusters()).containsExactly("prod-east", "prod-west");
    assertThat(evidence.inventory().pods()).hasSize(4);

    TimelineModel model = TimelineModel.of(evidence, unknown(evidence));
    assertThat(model.tree().roots())
        .extracting(Lane::level, Lane::name)
        .containsExactly(
            tuple(Lane.Level.CLUSTER, "prod-east"), tuple(Lane.Level.CLUSTER, "prod-west"));
    Lane east = model.tree().tracks(model.tree().roots().getFirst()).getFirst();
    assertThat(LaneTerms.of(east)).isEqualTo("cluster=prod-east and pod=web-1 and container=c");
    assertThat(Siblings.of(evidence, unknown(evidence), model.tree()).best(east)).isEmpty();

    ProcessForest forest = ProcessForest.of(all, unknown(evidence), Progress.NONE);
    assertThat(forest.trees()).as("one of each cluster").hasSize(2);

    assertThat(NetworkPeers.of(evidence, unknown(evidence), Progress.NONE))
        .extracting(talk -> talk.at().cluster() + " " + talk.who().getFirst().text())
        .containsExactlyInAnyOrder("prod-east workload:shop/cache", "prod-west workload:shop/mine");

    BitSet left =
        Filter.parse("cluster=prod-west and program=p")
            .rows(evidence, unknown(evidence), RowMarks.NONE, Progress.NONE);
    assertThat(left.cardinality()).isEqualTo(4);
    assertThat(left.stream().mapToObj(row -> all.cluster(all.locationId(row))))
        .containsOnly("prod-west");
  }

  /** One incident, twice: in each cluster everything is as in one that is looked at alone. */
  @Test
  void eachClusterIsJudgedAsIfItWereAlone() throws Exception {
    Path sample = Path.of("evidence-samples", "webshell");
    for (String cluster : List.of("east", "west")) {
      Path own = Files.createDirectories(folder.resolve(cluster));
      Files.writeString(
          own.resolve("recording.json"),
          "{\"salvor\":\"recording\",\"context\":\"" + cluster + "\"}");
      try (var files = Files.walk(sample.resolve("evidence"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, own.resolve(String.valueOf(file.getFileName())));
        }
      }
    }
    Path baseline = sample.resolve("baseline.json");
    List<String> alone = told(List.of(sample.resolve("evidence"), baseline), null);
    assertThat(alone).isNotEmpty();
    for (String cluster : List.of("east", "west")) {
      assertThat(told(List.of(folder, baseline), cluster))
          .containsExactlyInAnyOrderElementsOf(alone);
    }
  }

  private static List<String> told(List<Path> paths, @Nullable String cluster) throws Exception {
    Given given = Salvor.reader().read(paths, Progress.NONE);
    Observations all = given.evidence().observations();
    Verdicts verdicts = Salvor.judge(given, null, Progress.NONE);
    List<String> told = new ArrayList<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (int row = 0; row < all.size(); row++) {
      if (Objects.equals(cluster, all.cluster(all.locationId(row)))) {
        counts.merge(all.kind(row) + " " + verdicts.judgement(row).reason(), 1, Integer::sum);
      }
    }
    counts.forEach((what, count) -> told.add(what + " " + count));
    Matching matching = new Judge(given.baselines(), given.evidence().inventory()).matching();
    for (Finding finding : Findings.of(given.evidence(), verdicts, matching)) {
      if (Objects.equals(cluster, finding.location().cluster())) {
        told.add(
            "%s %s %s %d %s"
                .formatted(
                    finding.location().pod(),
                    finding.workload(),
                    finding.reason(),
                    finding.rows().remaining(),
                    finding.severity()));
      }
    }
    for (Ending ending :
        Endings.of(
            given.evidence(),
            verdicts,
            Findings.of(given.evidence(), verdicts, matching),
            Progress.NONE)) {
      if (Objects.equals(cluster, ending.location().cluster())) {
        told.add(ending.location().pod() + " " + ending.state() + " " + ending.responses().size());
      }
    }
    Collections.sort(told);
    return told;
  }

  @Test
  void whatNamesNoClusterIsOfNoneUnlessItsContainerTells() throws Exception {
    live("east", "prod-east", "https://east:6443");
    live("west", "prod-west", "https://west:6443");
    Files.writeString(
        folder.resolve("loose.log"),
        EXEC.formatted(7, "c".repeat(12), 7, 1).replace("web-1", "other-1"));
    Files.writeString(folder.resolve("same.log"), EXEC.formatted(8, "a".repeat(12), 8, 1));
    Evidence evidence = read();
    TimelineModel model = TimelineModel.of(evidence, unknown(evidence));
    assertThat(model.tree().roots())
        .extracting(Lane::name)
        .as("a container of both may be of either")
        .containsExactly("prod-east", "prod-west", null);
    assertThat(model.tree().tracks(model.tree().roots().getLast()))
        .extracting(lane -> lane.parent().name())
        .containsExactlyInAnyOrder("other-1", "web-1");
  }

  @Test
  void oneClusterIsNoGroupOfItsOwnAndIsToldAllTheSame() throws Exception {
    live("east", "prod-east", "https://east:6443");
    Files.writeString(folder.resolve("loose.log"), EXEC.formatted(7, "a".repeat(12), 7, 1));
    Evidence evidence = read();
    Observations all = evidence.observations();
    TimelineModel model = TimelineModel.of(evidence, unknown(evidence));
    assertThat(model.tree().roots()).extracting(Lane::level).doesNotContain(Lane.Level.CLUSTER);
    assertThat(model.tree().tracks(model.tree().roots().getFirst())).hasSize(1);
    assertThat(all.cluster(0)).isEqualTo("prod-east");
    assertThat(all.location(0).cluster()).isNull();
    assertThat(
            Filter.parse("cluster=prod-east")
                .rows(evidence, unknown(evidence), RowMarks.NONE, Progress.NONE)
                .cardinality())
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void clustersThatAreCalledAlikeAreToldApartByTheirAddresses() throws Exception {
    live("east", "default", "https://east:6443");
    live("west", "default", "https://west:6443");
    assertThat(read().observations().clusters())
        .containsExactly("default (https://east:6443)", "default (https://west:6443)");
  }

  @Test
  void aRecordingOfOneClusterInTwoFoldersIsOne() throws Exception {
    live("east", "prod", "https://east:6443");
    live("west", "prod", "https://east:6443");
    assertThat(read().observations().clusters()).containsExactly("prod");
  }

  @Test
  void podsOfOneNameAndNoUidInCommonAreRemarkedOn() throws Exception {
    recorded("east", "db-0", "1", "web-a", "2");
    recorded("west", "db-0", "3", "web-b", "4");
    List<Source> sources = opened();
    assertThat(sources.getFirst().notes()).isEmpty();
    assertThat(sources.getLast().notes())
        .singleElement()
        .asString()
        .contains("another cluster than", "east", "1 have the same", "shop/db-0", "by itself");
  }

  @Test
  void oneClusterRecordedTwiceIsNot() throws Exception {
    recorded("monday", "db-0", "1", "web-a", "2");
    recorded("tuesday", "db-0", "3", "web-a", "2");
    recorded("without", "other-0", "9");
    assertThat(opened()).hasSize(3).allMatch(source -> source.notes().isEmpty());
  }
}
