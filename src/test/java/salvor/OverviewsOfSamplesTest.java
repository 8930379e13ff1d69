package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Lineage;
import salvor.baseline.Peer;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;
import salvor.triage.Filter;
import salvor.triage.FilterError;
import salvor.triage.FilterFact;
import salvor.triage.FilterField;
import salvor.triage.Finding;
import salvor.triage.Findings;
import salvor.triage.ImagesSeen;
import salvor.triage.KnownImages;
import salvor.triage.NetworkPeers;
import salvor.triage.NetworkPeers.Direction;
import salvor.triage.NetworkPeers.Talk;
import salvor.triage.ProcessForest;
import salvor.triage.RecordTerms;
import salvor.triage.RowMarks;
import salvor.triage.WorkloadFindings;

/** Processes, peers and images of the recorded web shell, against what its ground truth says. */
class OverviewsOfSamplesTest {
  private static Given given;
  private static Verdicts verdicts;
  private static Observations all;

  @BeforeAll
  static void read() throws Exception {
    given = Salvor.reader().read(List.of(Path.of("evidence-samples/webshell")), Progress.NONE);
    verdicts = Salvor.judge(given, null, Progress.NONE);
    all = given.evidence().observations();
  }

  @Test
  void theShellsStandBelowTheWebServerThatStartedThem() {
    ProcessForest forest = ProcessForest.of(all, verdicts, Progress.NONE);
    Set<List<String>> lineages = new HashSet<>();
    for (int run = 0; run < forest.size(); run++) {
      List<String> lineage = new ArrayList<>();
      for (int at = run; at >= 0; at = forest.parent(at)) {
        String program = all.processAt(forest.firstRow(at)).program();
        lineage.addFirst(program == null ? "" : program);
      }
      lineages.add(lineage);
    }
    assertThat(lineages).anyMatch(l -> endsWith(l, "/usr/bin/dash", "/usr/bin/cat"));
    assertThat(lineages).anyMatch(l -> endsWith(l, "/usr/bin/dash", "/usr/bin/curl"));
    assertThat(lineages).anyMatch(l -> l.contains("/tmp/kworkerds"));
    assertThat(forest.trees().getFirst().worst()).isEqualTo(DrawingClass.OUT);
    assertThat(all.location(forest.trees().getFirst().location()).pod()).startsWith("web-");
  }

  private static boolean endsWith(List<String> lineage, String... programs) {
    int from = lineage.size() - programs.length;
    return from >= 0 && lineage.subList(from, lineage.size()).equals(List.of(programs));
  }

  @Test
  void everyRunStandsOnceBelowItsParentAndCountsItsRows() {
    ProcessForest forest = ProcessForest.of(all, verdicts, Progress.NONE);
    Lineage lineage = new Lineage(all);
    int[] rows = new int[forest.size()];
    int[] worst = new int[forest.size()];
    for (int row = 0; row < all.timed(); row++) {
      Lineage.Run run = lineage.see(row);
      assertThat(forest.runOf(row)).isEqualTo(run == null ? ProcessForest.NONE : run.number());
      if (run != null) {
        rows[run.number()]++;
        worst[run.number()] =
            Math.max(worst[run.number()], DrawingClass.of(verdicts.judgement(row)).ordinal());
      }
    }
    BitSet met = new BitSet();
    List<Integer> waiting = new ArrayList<>();
    forest.trees().forEach(tree -> waiting.addAll(tree.roots()));
    while (!waiting.isEmpty()) {
      int run = waiting.removeLast();
      assertThat(met.get(run)).isFalse();
      met.set(run);
      assertThat(forest.events(run)).isEqualTo(rows[run]);
      assertThat(forest.worst(run).ordinal()).isEqualTo(worst[run]);
      int below = 0;
      for (int i = 0; i < forest.children(run); i++) {
        int child = forest.child(run, i);
        assertThat(forest.parent(child)).isEqualTo(run);
        assertThat(forest.firstRow(child)).isGreaterThan(forest.firstRow(run));
        below =
            Math.max(
                below, Math.max(forest.worst(child).ordinal(), forest.worstBelow(child).ordinal()));
        waiting.add(child);
      }
      assertThat(forest.worstBelow(run).ordinal()).isEqualTo(below);
    }
    assertThat(met.cardinality()).isEqualTo(forest.size()).isGreaterThan(100);
    assertThat(forest.trees().stream().mapToInt(ProcessForest.Tree::runs).sum())
        .isEqualTo(forest.size());
  }

  @Test
  void aFilterKeepsRunsAndTheirAncestors() {
    ProcessForest forest = ProcessForest.of(all, verdicts, Progress.NONE);
    int deep = 0;
    for (int run = 0; run < forest.size(); run++) {
      deep = forest.parent(run) >= 0 && forest.parent(forest.parent(run)) >= 0 ? run : deep;
    }
    BitSet rows = new BitSet();
    rows.set(forest.firstRow(deep));
    BitSet kept = forest.having(rows);
    BitSet wanted = new BitSet();
    for (int run = deep; run >= 0; run = forest.parent(run)) {
      wanted.set(run);
    }
    assertThat(kept).isEqualTo(wanted);
    assertThat(kept.cardinality()).isGreaterThan(2);
  }

  @Test
  void theAttackersAddressesAreAmongTheWorstPeers() {
    List<Talk> talks = NetworkPeers.of(given.evidence(), verdicts, Progress.NONE);
    assertThat(talks)
        .filteredOn(t -> t.worst() == DrawingClass.OUT)
        .anySatisfy(t -> {
          assertThat(t.remote().address()).isEqualTo("203.0.113.66");
          assertThat(t.direction()).isEqualTo(Direction.OUTGOING);
          assertThat(t.port()).isEqualTo(4444);
        })
        .anySatisfy(t -> {
          assertThat(t.remote().address()).isEqualTo("203.0.113.77");
          assertThat(t.port()).isEqualTo(3333);
          assertThat(t.program()).isEqualTo("/tmp/kworkerds");
        });
    assertThat(talks)
        .anyMatch(t ->
            !t.who().isEmpty()
                && t.who().getFirst() instanceof Peer.OfService service
                && service.name().equals("kubernetes"));
    assertThat(talks).extracting(Talk::worst).isSortedAccordingTo((a, b) -> b.compareTo(a));
    int connections = 0;
    for (int row = 0; row < all.timed(); row++) {
      Kind kind = Lineage.kind(all, row);
      connections += kind == Kind.CONNECTION_OPENED || kind == Kind.CONNECTION_ACCEPTED ? 1 : 0;
    }
    assertThat(talks.stream().mapToInt(Talk::count).sum()).isEqualTo(connections);
  }

  @Test
  void theImagesThatRanAreTheOnesOfThePods() {
    List<ImagesSeen.Image> images =
        ImagesSeen.of(
            given.evidence(),
            verdicts,
            new Judge(given.baselines(), given.evidence().inventory()).matching(),
            KnownImages.of(given.evidence().inventory()),
            Progress.NONE);
    ImagesSeen.Image worst = images.getFirst();
    assertThat(worst.image()).endsWith("web:1.4.2");
    assertThat(worst.digest()).isNotNull();
    assertThat(worst.pods()).hasSize(3);
    assertThat(worst.match().rule().name()).isEqualTo("SAME_WORKLOAD");
    assertThat(images)
        .filteredOn(i -> i.image() != null && i.image().endsWith("web:1.4.3"))
        .singleElement()
        .satisfies(i -> assertThat(i.match().rule().name()).isEqualTo("OTHER_DIGEST"));
    assertThat(images.stream().filter(ImagesSeen.Image::sameTagOtherDigest)).isEmpty();
  }

  /** Falco takes the client's end for the one that accepted where both are in one pod. */
  @Test
  void withinAPodThePortThatServesIsNamedNotTheClients() {
    List<Talk> within =
        NetworkPeers.of(given.evidence(), verdicts, Progress.NONE).stream()
            .filter(t -> t.direction() == Direction.INCOMING)
            .filter(t -> t.who().contains(new Peer.Loopback()))
            .toList();
    assertThat(within).extracting(Talk::port).containsOnly(8080, 8000);
    assertThat(within)
        .extracting(talk -> List.of(talk.at(), talk.port()))
        .as("one for all clients")
        .doesNotHaveDuplicates();
    assertThat(within)
        .allSatisfy(talk ->
            assertThat(
                    FilterFact.of(
                        all.get(talk.firstRow()), verdicts.judgement(talk.firstRow()), ""))
                .contains(new FilterFact(FilterField.PORT, Integer.toString(talk.port()))));
  }

  private static BitSet left(List<String> terms) throws FilterError {
    return Filter.parse(String.join(" and ", terms))
        .rows(given.evidence(), verdicts, RowMarks.NONE);
  }

  @Test
  void theTermsOfARecordLeaveItsEvents() throws Exception {
    for (Talk talk : NetworkPeers.of(given.evidence(), verdicts, Progress.NONE)) {
      if (RecordTerms.of(talk).isEmpty()) {
        assertThat(talk.remote().address()).isNull();
        continue;
      }
      List<Talk> same =
          NetworkPeers.of(given.evidence(), verdicts, left(RecordTerms.of(talk)), Progress.NONE);
      assertThat(same).as(talk.toString()).contains(talk);
      assertThat(same)
          .allSatisfy(
              other -> assertThat(other.remote().address()).isEqualTo(talk.remote().address()));
    }
    var matching = new Judge(given.baselines(), given.evidence().inventory()).matching();
    KnownImages known = KnownImages.of(given.evidence().inventory());
    for (ImagesSeen.Image image :
        ImagesSeen.of(given.evidence(), verdicts, matching, known, Progress.NONE)) {
      if (RecordTerms.of(image).isEmpty()) {
        assertThat(image.image()).isNull();
        continue;
      }
      assertThat(
              ImagesSeen.of(
                  given.evidence(),
                  verdicts,
                  matching,
                  known,
                  left(RecordTerms.of(image)),
                  Progress.NONE))
          .as(image.toString())
          .containsExactly(image);
    }
    ProcessForest forest = ProcessForest.of(all, verdicts, Progress.NONE);
    for (int run = 0; run < forest.size(); run += 7) {
      List<String> terms = RecordTerms.of(all, forest, run);
      BitSet rows = terms.isEmpty() ? new BitSet() : left(terms);
      int of = run;
      assertThat(rows.stream().filter(row -> forest.runOf(row) == of).count())
          .as(terms.toString())
          .isEqualTo(terms.isEmpty() ? 0 : forest.events(run));
    }
    List<Finding> findings = Findings.of(given.evidence(), verdicts, matching);
    assertThat(findings).isNotEmpty();
    for (Finding finding : findings) {
      BitSet rows = left(RecordTerms.of(finding));
      for (int i = 0; i < finding.rows().limit(); i++) {
        assertThat(rows.get(finding.rows().get(i))).as(finding.toString()).isTrue();
      }
    }
    for (WorkloadFindings group : WorkloadFindings.of(findings)) {
      BitSet rows = left(RecordTerms.of(group));
      assertThat(group.findings()).allSatisfy(f -> assertThat(rows.get(f.row())).isTrue());
    }
  }
}
