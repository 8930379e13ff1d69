package salvor.workbench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.report.SharedView;
import salvor.report.SharedView.SharedLanes;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.HiddenLanes;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.timeline.LanePath;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;
import salvor.timeline.PinnedLanes;
import salvor.timeline.TimelineModel;
import salvor.workbench.casefile.Notice;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;
import salvor.workbench.timeline.RatesViewModel;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FilterViewModel;
import salvor.workbench.wording.Failure;

/** What is in sight as a document for a colleague, and a colleague's shown here. */
final class ViewSharing {
  private final Evidence evidence;
  private final TimelineModel whole;
  private final LaneRanks ranks;
  private final TimelineViewModel timeline;
  private final RatesViewModel rates;
  private final FilterViewModel filter;
  private final Consumer<Notice> say;
  private final NewestFirst<SharedView, Found> work;
  private final StringProperty tab = new SimpleStringProperty("");
  private Set<String> tabs = Set.of();
  private int awaited = Selection.NONE; // selected, and to be seen when the filter is applied

  /** All of a view but its time and event. */
  private record Stand(
      LaneOrder order,
      Lanes lanes,
      BaselineDisplay baseline,
      String filter,
      boolean dims,
      boolean rates,
      String tab) {}

  /** What was found here of a view, and which of its lanes were not. */
  private record Found(SharedView view, Lanes lanes, int row, List<List<String>> lost) {}

  /**
   * @param say says what of a view is not here
   * @param fx where properties change
   */
  ViewSharing(
      Evidence evidence,
      LaneRanks ranks,
      TimelineViewModel timeline,
      RatesViewModel rates,
      FilterViewModel filter,
      Consumer<Notice> say,
      Jobs jobs,
      Executor fx) {
    this.evidence = evidence;
    this.whole = timeline.model();
    this.ranks = ranks;
    this.timeline = timeline;
    this.rates = rates;
    this.filter = filter;
    this.say = say;
    this.work =
        new NewestFirst<>(
            "shared view", jobs, fx, true, (view, _) -> find(view), this::show, this::failed);
    timeline.goToTime().showViews(this::show);
    filter.timeline().addListener((_, _, _) -> seeAwaited());
  }

  /** The tab below the timeline; empty when it has no name. */
  StringProperty tab() {
    return tab;
  }

  /** Says which tabs there are. */
  void tabsAre(Set<String> names) {
    tabs = names;
  }

  /** What is in sight now. */
  SharedView now() {
    Lanes lanes = timeline.lanes().get();
    List<Lane> turned =
        lanes.turned().stream()
            .filter(lane -> lane.level() != Lane.Level.PROGRAM && isReached(lanes, lane))
            .toList();
    Span span = timeline.inSight();
    int row = timeline.selection().row().get();
    return new SharedView(
        hashes(),
        span == null ? null : span.from(),
        span == null ? null : span.to(),
        filter.inForce().get(),
        filter.dims().get(),
        timeline.display().get(),
        new SharedLanes(
            timeline.arrangement().order().get(),
            lanes.pins().lanes().stream().map(LanePath::of).toList(),
            paths(turned.stream().filter(lanes::isOpen)),
            paths(turned.stream().filter(lane -> !lanes.isOpen(lane))),
            paths(lanes.hidden().named().stream()),
            timeline.arrangement().hidesQuiet(),
            rates.on().get()),
        row < 0 ? null : WindowMemory.eventName(evidence, row),
        tab.get().isEmpty() ? null : tab.get());
  }

  /** Whether all groups that a lane is in are open, so that it can be seen how it is itself. */
  private static boolean isReached(Lanes lanes, Lane lane) {
    Lane at = lane;
    while (at.parent() != null && !lanes.pins().lanes().contains(at)) {
      at = at.parent();
      if (!lanes.isOpen(at)) {
        return false;
      }
    }
    return true;
  }

  private List<String> hashes() {
    return evidence.sources().stream().map(s -> SharedView.shortHash(s.sha256())).toList();
  }

  private static List<List<String>> paths(Stream<Lane> lanes) {
    return lanes.sorted(Comparator.comparingInt(Lane::id)).map(LanePath::of).toList();
  }

  /**
   * Shows a colleague's view as far as it is found here; back leads to what is in sight now.
   *
   * @param view null for none
   */
  void show(@Nullable SharedView view) {
    if (view != null) {
      work.ask(view);
    }
  }

  private Found find(SharedView view) {
    SharedLanes named = view.lanes();
    List<List<String>> lost = new ArrayList<>();
    List<Lane> turned = new ArrayList<>(lanes(named.opened(), lost));
    turned.addAll(lanes(named.closed(), lost));
    List<Lane> hidden =
        lanes(named.hidden(), lost).stream().flatMap(l -> whole.tree().tracks(l).stream()).toList();
    Lanes lanes =
        Lanes.of(
            whole,
            turned,
            new HiddenLanes(Set.copyOf(hidden), named.quietHidden() ? ranks.quiet() : Set.of()),
            new PinnedLanes(lanes(named.pinned(), lost)));
    String event = view.event();
    int row = event == null ? Selection.NONE : WindowMemory.eventRow(evidence, event);
    return new Found(view, lanes, row, lost.stream().distinct().toList());
  }

  private List<Lane> lanes(Collection<List<String>> paths, List<List<String>> lost) {
    List<Lane> found = new ArrayList<>();
    for (List<String> path : paths) {
      LanePath.find(whole.tree(), path).ifPresentOrElse(found::add, () -> lost.add(path));
    }
    return found;
  }

  private Stand stand() {
    return new Stand(
        timeline.arrangement().order().get(),
        timeline.lanes().get(),
        timeline.display().get(),
        filter.inForce().get(),
        filter.dims().get(),
        rates.on().get(),
        tab.get());
  }

  private void show(Found found) {
    SharedView view = found.view();
    String there = view.tab();
    boolean noTab = there != null && !tabs.isEmpty() && !tabs.contains(there);
    Stand before = stand();
    Stand after =
        new Stand(
            view.lanes().order(),
            found.lanes(),
            view.baseline(),
            view.filter(),
            view.dims(),
            view.lanes().rates(),
            there == null || noTab ? before.tab() : there);
    timeline
        .history()
        .turn(
            () -> {
              take(after);
              look(view, found.row());
            },
            () -> take(before),
            () -> take(after));
    say.accept(SharedViewWords.shown(view, hashes(), whole, found.row() < 0, found.lost(), noTab));
  }

  private void take(Stand stand) {
    timeline.appearance().display(stand.baseline());
    timeline.arrangement().order(stand.order());
    timeline.arrangement().restore(stand.lanes());
    filter.dims().set(stand.dims());
    rates.on().set(stand.rates());
    filter.text().set(stand.filter());
    filter.apply(); // though it ends with what may become the name of a field
    tab.set(stand.tab());
  }

  private void look(SharedView view, int row) {
    timeline.scroll(-timeline.viewport().get().scroll());
    timeline.selection().choose(null);
    timeline.selection().select(row);
    Long from = view.from();
    Long until = view.until();
    timeline.show(
        from == null || until == null
            ? Span.through(whole.first(), whole.last())
            : new Span(from, until));
    awaited = filter.busy().get() ? row : Selection.NONE;
  }

  /** What a former filter hid had no lane to scroll to. */
  private void seeAwaited() {
    int row = awaited;
    awaited = Selection.NONE;
    if (row >= 0 && row < whole.observations().timed() && row == timeline.selection().row().get()) {
      timeline.history().adapt(() -> timeline.seeLane(whole.laneOf(row)));
    }
  }

  private void failed(Throwable cause) {
    say.accept(Notice.failed("The view is not shown. " + Failure.of(cause).cause() + "."));
  }
}
