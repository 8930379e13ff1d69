package salvor.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Peer;
import salvor.baseline.Phase;
import salvor.baseline.Profile;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.baseline.Verdicts;
import salvor.baseline.Watched;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

class FindingOrderTest {
  private static final String INJECTED = "sh -c export csv; id";
  private static final ProcessInfo.Parent APP = Story.parent(5, "/usr/bin/python3", "python3 /app");
  private static final ProcessInfo.Parent SHELL = Story.parent(50, "/bin/dash", INJECTED);

  @Test
  void theStartAtTheRootStandsForItsTreeAndTheGreatestSeverityIsKept() {
    Finding finding = only(injected());
    assertThat(finding.row()).isZero();
    assertThat(finding.reason()).isEqualTo(Reason.NEW_ARG_SHAPE);
    assertThat(finding.judgement().severity()).isEqualTo(Severity.MEDIUM);
    assertThat(finding.judgement().differences())
        .extracting(Judgement.Difference::field)
        .containsExactly("arguments");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.severest().reason()).isEqualTo(Reason.NEW_BINARY_IN_IMAGE);
    assertThat(finding.severest().modifiers())
        .containsExactly(
            Judgement.Modifier.SHELL_ANCESTOR, Judgement.Modifier.SAME_LINEAGE_AS_EARLIER_OUT);
    assertThat(finding.commandLine()).isEqualTo(INJECTED);
    assertThat(finding.client()).isNull();
  }

  @Test
  void theGravestHardIndicatorStandsForItsTree() {
    Story story =
        injected()
            .act(Story.process(52, "/usr/bin/nc", "nc", SHELL), Story.to("203.0.113.77", 3333))
            .start(53, "memfd:x", "x", SHELL)
            .start(54, "memfd:y", "y", SHELL);
    Finding finding = only(story);
    assertThat(finding.reason()).isEqualTo(Reason.EXECUTED_FROM_MEMORY);
    assertThat(finding.row()).isEqualTo(3);
    assertThat(finding.commandLine()).isEqualTo(INJECTED);
  }

  @Test
  void whatIsCertainIsReadFirstAndThenTheStoryInTheOrderOfTime() {
    Story story =
        injected()
            .start(60, "/bin/dash", "sh -c export csv; w", APP)
            .start(61, "/usr/bin/w", "w", Story.parent(60, "/bin/dash", "sh -c export csv; w"))
            .start(70, "memfd:x", "x", APP)
            .act(5, "/usr/bin/python3", Story.from("203.0.113.9", 1000));
    assertThat(findings(story).stream().map(f -> f.row() + " " + f.reason() + " " + f.severity()))
        .containsExactly(
            "4 EXECUTED_FROM_MEMORY CRITICAL",
            "0 NEW_ARG_SHAPE CRITICAL",
            "2 NEW_ARG_SHAPE CRITICAL",
            "5 NEW_PEER HIGH");
  }

  @Test
  void connectionsThatCameInAreToldApartByClientUntilThereIsACrowd() {
    Story few = new Story();
    for (int i = 0; i < 6; i++) {
      few.act(5, "/usr/bin/python3", Story.from("203.0.113." + i % 2, 1000 + i));
    }
    assertThat(findings(few))
        .extracting(Finding::client)
        .containsExactlyInAnyOrder("203.0.113.0", "203.0.113.1");
    assertThat(findings(few)).allSatisfy(f -> assertThat(f.rows().limit()).isEqualTo(3));
    Story crowd = new Story();
    for (int i = 0; i < 40; i++) {
      crowd.act(5, "/usr/bin/python3", Story.from("203.0.113." + i, 1000));
    }
    List<Finding> findings = findings(crowd);
    assertThat(findings).hasSize(17);
    assertThat(findings)
        .filteredOn(f -> f.client() == null)
        .singleElement()
        .satisfies(f -> assertThat(f.rows().limit()).isEqualTo(24));
  }

  @Test
  void theSameActAgainDoesNotRaiseItsOwnSeverity() {
    ProcessInfo shell = Story.process(50, "/bin/dash", INJECTED, APP);
    Activity alert =
        new Activity.Alert("Run shell untrusted", "Notice", null, new Activity.ProcessStarted());
    Finding finding = only(new Story().act(shell, alert).act(shell, new Activity.ProcessStarted()));
    assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(finding.alerts().limit()).isEqualTo(1);
  }

  private static Story injected() {
    return new Story().start(50, "/bin/dash", INJECTED, APP).start(51, "/usr/bin/id", "id", SHELL);
  }

  private static Finding only(Story story) {
    List<Finding> findings = findings(story);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static List<Finding> findings(Story story) {
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      states.put(facet, FacetState.STABLE);
    }
    List<Trait> traits =
        List.of(
            new Trait.Exec("/bin/dash", null, "/usr/bin/python3", "-c {export <word>}", null, null),
            new Trait.Network(Trait.Network.Direction.IN, new Peer.Node(), 8000, "tcp", "python3"));
    List<Element> elements =
        traits.stream()
            .map(t ->
                new Element(
                    t, Watched.ids(3), null, null, Set.of(Phase.STEADY), List.of(), List.of()))
            .toList();
    Profile profile =
        new Profile(
            "web",
            new Profile.Key("shop", "Deployment", "web", "web", Story.DIGEST),
            states,
            elements,
            Watched.units(3),
            List.of(),
            "salvor");
    Observations observations = story.observations();
    Judge judge = new Judge(List.of(profile), Inventory.EMPTY);
    Verdicts verdicts = judge.judge(observations, Progress.NONE);
    return Findings.of(
        new Evidence(List.of(), observations, Inventory.EMPTY), verdicts, judge.matching());
  }
}
