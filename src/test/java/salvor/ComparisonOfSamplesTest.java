package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.timeline.TimelineModel;
import salvor.triage.Alignment;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.ComparedSide;
import salvor.triage.Comparison;
import salvor.triage.Siblings;

/** The attacked pod of the recorded web shell beside its clean replica. */
class ComparisonOfSamplesTest {
  private static final String ATTACKED = "web-5468d8c4df-8ppl7";
  private static final String CLEAN = "web-5468d8c4df-79mhf";

  private static Given given;
  private static Verdicts verdicts;
  private static LaneTree tree;

  @BeforeAll
  static void read() throws Exception {
    given = Salvor.reader().read(List.of(Path.of("evidence-samples/webshell")), Progress.NONE);
    verdicts = Salvor.judge(given, null, Progress.NONE);
    tree = TimelineModel.of(given.evidence().observations(), verdicts).tree();
  }

  private static Lane web(String pod) {
    return web(tree, pod);
  }

  private static Lane web(LaneTree lanes, String pod) {
    return Stream.of(lanes.roots())
        .flatMap(Collection::stream)
        .flatMap(root -> lanes.tracks(root).stream())
        .filter(t -> "web".equals(t.name()) && t.parent() != null && pod.equals(t.parent().name()))
        .findFirst()
        .orElseThrow();
  }

  private static Comparison replicas(Alignment alignment) {
    return Comparison.of(
        given.evidence(),
        verdicts,
        tree,
        ComparedSide.of(web(ATTACKED)),
        ComparedSide.of(web(CLEAN)),
        alignment,
        Progress.NONE);
  }

  @Test
  void theAttackAndTheResponseAreAllThatDiffers() {
    Comparison compared = replicas(new Alignment.Start());
    assertThat(compared.ofDifferentImages()).isFalse();
    assertThat(compared.a().all()).isEqualTo(3083);
    assertThat(compared.a().compared() + compared.a().byRuntime() + compared.a().notSpokenOf())
        .isEqualTo(3083);
    assertThat(compared.b().all()).isEqualTo(compared.b().compared()).isEqualTo(2707);
    assertThat(compared.count(Presence.ONLY_A)).isEqualTo(99);
    assertThat(compared.count(Presence.BOTH)).isEqualTo(11);
    assertThat(compared.acts())
        .filteredOn(act -> act.presence() == Presence.ONLY_A)
        .as("nothing that is normal for the workload sets the attacked replica apart")
        .allMatch(act -> act.worst().isOut() || act.worst() == DrawingClass.EXPLAINED)
        .filteredOn(act -> act.worst() == DrawingClass.EXPLAINED)
        .as("the responder's collection by exec")
        .hasSize(9);
    assertThat(compared.acts())
        .filteredOn(act -> act.presence() == Presence.ONLY_B)
        .extracting(act -> act.trait().text())
        .as("the roll-out's hook and end")
        .containsExactly(
            "<runtime> -> /usr/bin/dash -c {sleep <number>}", "delete /run/nginx.pid by nginx");
  }

  @Test
  void whatTheAttackerRanReadAndTalkedToIsNamed() {
    Comparison compared = replicas(new Alignment.Start());
    assertThat(compared.acts())
        .filteredOn(act -> act.presence() == Presence.ONLY_A)
        .extracting(act -> act.trait().text())
        .contains(
            "/usr/bin/dash -> /tmp/kworkerds <ip> <number>",
            "/usr/bin/bash -> /usr/bin/bash -i",
            "read /etc/shadow by cat",
            "read /var/run/secrets/kubernetes.io/serviceaccount/token by cat",
            "write /etc/cron.d/.sysupd by sh",
            "out 203.0.113.66 tcp/4444 by bash",
            "out 203.0.113.77 tcp/3333 by kworkerds",
            "out 203.0.113.88 tcp/8080 by curl",
            "out node tcp/10250 by curl",
            "list secrets",
            "list nodes");
    assertThat(compared.acts())
        .filteredOn(act -> act.presence() == Presence.BOTH)
        .extracting(act -> act.trait().text())
        .contains(
            "read /etc/shadow by cron",
            "out 198.51.100.10 tcp/5432 by python3",
            "/usr/bin/python3.11 -> /usr/bin/dash -c {/app/export.sh <word>}");
  }

  @Test
  void aDifferenceTellsWhatTheOtherSideDoesInstead() {
    ComparedAct shell =
        replicas(new Alignment.Start()).acts().stream()
            .filter(act -> act.trait().text().contains("cat <sensitive> > <path>"))
            .findFirst()
            .orElseThrow();
    assertThat(shell.differences())
        .singleElement()
        .satisfies(difference -> {
          assertThat(difference.field()).isEqualTo("arguments");
          assertThat(difference.expected()).isEqualTo("-c {/app/export.sh <word>}");
        });
  }

  @Test
  void bothAreLaidUponTheStartThatTheClusterReports() {
    Comparison compared = replicas(new Alignment.Start());
    assertThat(compared.a().units())
        .singleElement()
        .satisfies(unit -> assertThat(unit.from()).isEqualTo(Alignment.Zero.CLUSTER_OBJECTS));
    ComparedAct first = compared.acts().getFirst();
    assertThat(first.firstOffset()).isBetween(518_000_000_000L, 520_000_000_000L);
    assertThat(replicas(new Alignment.Clock()).acts())
        .as("how they are aligned changes times, not differences")
        .extracting(act -> act.trait() + " " + act.presence() + " " + act.count())
        .containsExactlyInAnyOrderElementsOf(
            compared.acts().stream()
                .map(act -> act.trait() + " " + act.presence() + " " + act.count())
                .toList());
  }

  @Test
  void theReplicaWithTheLeastOutOfProfileIsProposed() {
    Siblings siblings = Siblings.of(given.evidence(), verdicts, tree);
    assertThat(siblings.best(web(ATTACKED))).contains(web(CLEAN));
    assertThat(siblings.candidates().getFirst().lane()).isEqualTo(web(ATTACKED));
  }

  /** The sensors of the first sample began after the pod, those of the second before. */
  @ParameterizedTest
  @CsvSource({
    "webshell, web-5468d8c4df-8ppl7, 2026-11-23T04:46:00Z, true",
    "clean, web-649f858ffc-gdhhg, 2026-11-23T04:51:30Z, false"
  })
  void recordedInPartIsWhatBeganBeforeItsSensor(
      String sample, String pod, Instant until, boolean partly) throws Exception {
    Given read = Salvor.reader().read(List.of(Path.of("evidence-samples", sample)), Progress.NONE);
    Verdicts judged = Salvor.judge(read, null, Progress.NONE);
    TimelineModel timeline = TimelineModel.of(read.evidence(), judged);
    LaneTree lanes = timeline.tree();
    ComparedSide side =
        new ComparedSide(web(lanes, pod), null, until.getEpochSecond() * 1_000_000_000L);
    Comparison compared =
        Comparison.of(
            read.evidence(), judged, lanes, side, side, new Alignment.Start(), Progress.NONE);
    assertThat(compared.a().isPartlyRecorded(timeline)).isEqualTo(partly);
  }
}
