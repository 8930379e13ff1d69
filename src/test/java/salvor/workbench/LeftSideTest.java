package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.casefile.Acceptance;
import salvor.casefile.OpenedCase;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.LaneCounts;
import salvor.timeline.TimelineModel;
import salvor.triage.Finding;
import salvor.triage.ProcessForest;
import salvor.workbench.fx.Turns;
import salvor.workbench.selection.Sight;
import salvor.workbench.triage.FindingRow;
import salvor.workbench.triage.ProcessTreeViewModel;
import salvor.workbench.workload.NavigatorNode;
import salvor.workbench.workload.NavigatorViewModel;

/** Findings by workload, and the navigator, without a window. */
class LeftSideTest {
  private final Turns turns = new Turns();
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), turns);
  private final Session session = open();
  private final NavigatorViewModel navigator = session.navigator();

  private Session open() {
    model.open(new OpenRequest("webshell", _ -> SampleCase.investigation()));
    turns.until(() -> model.state().get() instanceof WorkbenchViewModel.State.Open);
    Session opened = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    opened.timeline().resize(1000, 400);
    return opened;
  }

  private List<Finding> cards() {
    return session.findings().rows().get().stream()
        .filter(FindingRow.Card.class::isInstance)
        .map(row -> ((FindingRow.Card) row).finding())
        .toList();
  }

  @Test
  void everyFindingStandsOnceBelowTheHeadingOfItsWorkload() {
    assertThat(session.findings().rows().get().getFirst()).isInstanceOf(FindingRow.Heading.class);
    assertThat(cards())
        .containsExactlyInAnyOrderElementsOf(session.findings().findings())
        .first()
        .isSameAs(session.findings().findings().getFirst());
  }

  @Test
  void aClosedHeadingKeepsItsPlaceAndItsFindingsComeBack() {
    FindingRow.Heading first = (FindingRow.Heading) session.findings().rows().get().getFirst();
    int all = cards().size();
    session.findings().toggle(first.of());
    assertThat(cards()).hasSize(all - first.of().findings().size());
    assertThat(session.findings().rows().get().getFirst())
        .isEqualTo(new FindingRow.Heading(first.of(), false));
    session.findings().toggle(first.of());
    assertThat(cards()).hasSize(all);
  }

  private static BitSet rows(Finding finding) {
    BitSet rows = new BitSet();
    for (int i = 0; i < finding.rows().limit(); i++) {
      rows.set(finding.rows().get(i));
    }
    return rows;
  }

  private FindingRow.@Nullable Apart apart() {
    return session.findings().rows().get().stream()
        .filter(FindingRow.Apart.class::isInstance)
        .map(FindingRow.Apart.class::cast)
        .findFirst()
        .orElse(null);
  }

  @Test
  void whatWasAcceptedStandsLastAndApartUntilThatIsUndone() {
    List<FindingRow> before = session.findings().rows().get();
    List<Finding> all = session.findings().findings();
    Finding worst = all.getFirst();
    assertThat(session.findings().title().get()).isEqualTo("Findings " + all.size());
    session.marking().accept("a drill", rows(worst));
    turns.until(() -> apart() != null);
    assertThat(apart()).isEqualTo(new FindingRow.Apart(1, true));
    assertThat(session.findings().title().get()).isEqualTo("Findings " + (all.size() - 1));
    FindingRow.Card last = (FindingRow.Card) session.findings().rows().get().getLast();
    assertThat(last.finding()).isSameAs(worst);
    assertThat(last.accepted().reasons().getFirst().text()).isEqualTo("a drill");
    session.findings().toggleApart();
    assertThat(apart()).isEqualTo(new FindingRow.Apart(1, false));
    assertThat(cards()).hasSize(all.size() - 1);

    session.marking().undo();
    turns.until(() -> apart() == null);
    assertThat(session.findings().rows().get()).isEqualTo(before);
    assertThat(session.findings().title().get()).isEqualTo("Findings " + all.size());
  }

  @Test
  void whatWasAcceptedInPartStaysInItsPlaceAndSaysHowMuch() {
    Finding finding =
        session.findings().findings().stream()
            .filter(f -> f.rows().limit() > 1)
            .findFirst()
            .orElseThrow();
    int place = cards().indexOf(finding);
    BitSet one = new BitSet();
    one.set(finding.rows().get(0));
    session.marking().accept("a drill", one);
    turns.until(() -> accepted(finding) != null);
    assertThat(apart()).isNull();
    assertThat(cards().indexOf(finding)).isEqualTo(place);
    assertThat(accepted(finding).accepted()).isEqualTo(1);
    assertThat(accepted(finding).events()).isEqualTo(finding.rows().limit());
  }

  private @Nullable Acceptance accepted(Finding finding) {
    return session.findings().rows().get().stream()
        .filter(row -> row instanceof FindingRow.Card card && card.finding() == finding)
        .map(row -> ((FindingRow.Card) row).accepted())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private @Nullable NavigatorNode named(NavigatorNode from, String name) {
    for (NavigatorNode child : navigator.children(from)) {
      if (navigator.name(child).equals(name)) {
        return child;
      }
      NavigatorNode deeper = named(child, name);
      if (deeper != null) {
        return deeper;
      }
    }
    return null;
  }

  @Test
  void theNavigatorLeadsToTheWorstFirstAndCountsWhatIsOutOfProfile() {
    NavigatorNode first = navigator.children(new NavigatorNode.Root()).getFirst();
    assertThat(navigator.name(first)).isEqualTo("shop");
    assertThat(navigator.isOpenAtFirst(first)).isTrue();
    var timeline = session.timeline().model();
    long out =
        IntStream.range(0, timeline.observations().timed())
            .filter(row -> timeline.drawingClass(row).isOut())
            .filter(row -> "shop".equals(namespace(row)))
            .count();
    assertThat(navigator.amount(first)).isEqualTo(Long.toString(out));
    NavigatorNode workload = navigator.children(first).getFirst();
    assertThat(navigator.name(workload)).isEqualTo("web");
  }

  private @Nullable String namespace(int row) {
    var observations = session.timeline().model().observations();
    return observations.location(observations.locationId(row)).namespace();
  }

  @Test
  void aChosenPlaceIsBroughtIntoSightOnTheTimeline() {
    session.timeline().resize(1000, 60);
    NavigatorNode.Place place = (NavigatorNode.Place) named(new NavigatorNode.Root(), "pay");
    navigator.show(place);
    Lane track = place.lane();
    while (!track.isTrack()) {
      track = track.children().getFirst();
    }
    var timeline = session.timeline();
    int line = timeline.lanes().get().lineOf(track);
    int top = timeline.lanes().get().top(line, timeline.viewport().get().rowHeight());
    assertThat(top - timeline.viewport().get().scroll()).isBetween(0, 59);
  }

  @Test
  void onlyAPlaceIsLeftAndThenEverythingAgain() {
    NavigatorNode web = named(new NavigatorNode.Root(), "web");
    long all = session.timeline().model().shown();
    navigator.only(web);
    turns.until(() -> !session.filter().inForce().get().isEmpty());
    assertThat(session.filter().text().get()).isEqualTo("workload=web");
    assertThat(session.timeline().model().shown()).isBetween(1L, all - 1);
    NavigatorNode pay = named(new NavigatorNode.Root(), "pay");
    turns.until(() -> navigator.amount(pay).equals("0"));
    navigator.only(web);
    turns.until(() -> session.timeline().model().shown() == all);
  }

  @Test
  void aLateCountIsNotShownWhenTheFilterIsGone() {
    Turns late = new Turns();
    LaneCounts whole = navigator.counts().get();
    NavigatorViewModel own =
        new NavigatorViewModel(
            whole,
            session.timeline(),
            session.investigation().opened().evidence(),
            session.filter(),
            session.selection(),
            new Jobs(),
            late);
    TimelineModel all = session.timeline().model();
    session.timeline().show(all.filtered(_ -> false));
    Runnable counted = late.next();
    session.timeline().show(all);
    counted.run();
    assertThat(own.counts().get()).isSameAs(whole);
  }

  @Test
  void lateProcessesAreNotShownWhenTheFilterIsGone() {
    Turns late = new Turns();
    OpenedCase opened = session.investigation().opened();
    Sight sight = new Sight();
    ProcessTreeViewModel tree =
        new ProcessTreeViewModel(
            ProcessForest.of(opened.evidence().observations(), opened.verdicts(), Progress.NONE),
            opened.evidence(),
            session.selection(),
            sight,
            new Jobs(),
            late);
    sight.show(new BitSet());
    Runnable kept = late.next();
    sight.show(null);
    kept.run();
    assertThat(tree.inSight().get()).isNull();
  }
}
