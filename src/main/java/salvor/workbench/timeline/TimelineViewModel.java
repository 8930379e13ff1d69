package salvor.workbench.timeline;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DwellRuler;
import salvor.timeline.Lane;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;

/** Which part of time and lanes is looked at, and what is done to it by pointer and keys. */
public final class TimelineViewModel {
  private final Held<TimelineModel> shown;
  private final RulerViewModel ruler;
  private final Selection selection;
  private final TimeWindow window;
  private final LaneScroll scroll;
  private final ViewHistory history;
  private final GoToTimeViewModel goToTime;
  private final LaneArrangement lanes;
  private final UnderPointer under;
  private final AreaMarking marking;
  private final MarkWalk walk;
  private final AreaViewModel area;
  private final EventContext context;
  private final Growing growing;
  private final Appearance appearance = new Appearance();

  /** The whole recording, on a surface of no size yet. */
  public TimelineViewModel(
      TimelineModel model,
      DwellRuler ruler,
      LaneRanks ranks,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.shown = new Held<>(model);
    this.ruler = new RulerViewModel(ruler, selection);
    this.selection = selection;
    this.lanes = new LaneArrangement(model.lanes(), ranks, jobs, fx);
    this.window = new TimeWindow(Span.through(model.first(), model.last()));
    this.scroll = new LaneScroll(lanes, window);
    this.history = new ViewHistory(window, selection, System::nanoTime);
    this.goToTime = new GoToTimeViewModel(this);
    this.under = new UnderPointer(this);
    this.marking = new AreaMarking(this);
    this.walk = new MarkWalk(this, lanes::walkFailed, jobs, fx);
    this.area = new AreaViewModel(this, jobs, fx);
    this.context = new EventContext(this, window);
    this.growing = new Growing(this, window, shown);
    this.ruler.going(this::centre);
    selection.row().subscribe(row -> reveal(row.intValue()));
    lanes.order().addListener((_, _, _) -> reordered());
  }

  /** Scrolls to so many pixels of lanes as soon as the surface has its size. */
  public void scrollWhenSized(int pixels) {
    scroll.whenSized(pixels);
  }

  /**
   * Takes the size of the surface and the height of lanes; what was fitted stays fitted, and the
   * lane of the selected event in sight.
   */
  public void resize(int width, int height) {
    Viewport now = window.now();
    Viewport next =
        now.resized(Math.max(1, width), Math.max(1, height)).withRowHeight(Scale.lane());
    if (!next.equals(now)) {
      int row = selection.row().get();
      history.adapt(() -> scroll.resize(width, height, model(), shows(row) ? row : -1));
    }
  }

  /** Shows more or less time about a pixel column; below 1 is nearer. */
  public void zoom(double factor, int x) {
    window.zoom(factor, x);
  }

  /** Shows more or less time about the selected event if it is in sight, else about the middle. */
  public void zoom(double factor) {
    int row = selection.row().get();
    int width = window.now().width();
    int x = shows(row) ? window.now().x(model().observations().time(row)) : -1;
    zoom(factor, x < 0 || x >= width ? width / 2 : x);
  }

  /** Moves in time by a part of the width; negative is earlier. */
  public void panPart(double part) {
    pan((int) (window.now().width() * part));
  }

  /** Moves in time by pixels; negative is earlier. */
  public void pan(int pixels) {
    window.pan(pixels);
  }

  /** Moves over the lanes by pixels; negative is up. */
  public void scroll(int pixels) {
    scroll.by(pixels);
  }

  /** Moves over the lanes by as much as is in sight; negative is up. */
  void scrollPages(int pages) {
    scroll.byPage(pages);
  }

  /** Shows all time. */
  public void fitAll() {
    history.jump();
    show(window.all());
  }

  /**
   * Shows the selected range; else the selected event with half a minute on both sides; if that is
   * shown already, everything.
   */
  public void fitSelection() {
    context.fit();
  }

  /** Shows a range of time. */
  public void show(Span range) {
    window.show(range);
  }

  /** The time in sight, for {@link #show} to bring it back; null when all is in sight. */
  public @Nullable Span inSight() {
    return window.inSight();
  }

  /** Moves in time so that a time is in the middle. */
  public void centre(long time) {
    window.centre(time);
  }

  /** Moves to the beginning of the recording. */
  public void home() {
    history.jump();
    window.home();
  }

  /** Moves to the end of the recording. */
  public void end() {
    history.jump();
    window.end();
  }

  /** Selects the next event out of profile in time; after the last the first again. */
  public void nextOut() {
    selection.select(OutWalk.next(model(), selection.row().get()));
  }

  /** Selects the previous event out of profile; before the first the last again. */
  public void previousOut() {
    selection.select(OutWalk.previous(model(), selection.row().get()));
  }

  /** Changes what becomes of events in profile: shown, dimmed, hidden. */
  public void cycleBaseline() {
    appearance.display(display().get().next());
  }

  /** Opens or closes the lane of the selected event: a container's programs. */
  public void toggleSelected() {
    int row = selection.row().get();
    if (shows(row)) {
      toggle(model().laneOf(row));
    }
  }

  /** The lane whose line shows the selected event; a closed group if that does. */
  public Optional<Lane> laneAtHand() {
    int row = selection.row().get();
    int line = shows(row) ? lanes.get().lineOf(model().laneOf(row)) : -1;
    return line < 0 ? Optional.empty() : Optional.of(lanes.get().lines().get(line).lane());
  }

  /** Pins a lane or puts it back, and keeps it in sight. */
  public void pin(Lane lane) {
    lanes.pin(lane);
    seeLane(lane);
  }

  /** Opens or closes a lane, if there is one. */
  public void toggle(@Nullable Lane lane) {
    if (lane != null) {
      TimelineModel model = model();
      lanes.change(now -> model.toggled(now, lane));
    }
  }

  /** Forgets the time gone to; without one the selected range, then the selected event. */
  public void escape() {
    if (goToTime.cursor().get() != null) {
      goToTime.forget();
    } else if (selection.range().get() != null) {
      selection.choose(null);
    } else {
      selection.clear();
    }
  }

  private void reveal(int row) {
    if (!shows(row)) {
      return;
    }
    Viewport now = window.now();
    long time = model().observations().time(row);
    int x = now.x(time);
    if (x < 0 || x >= now.width()) {
      centre(time);
    }
    seeLane(row);
  }

  private void reordered() {
    scroll(-window.now().scroll());
    seeLane(selection.row().get());
  }

  private void seeLane(int row) {
    if (shows(row)) {
      seeLane(model().laneOf(row));
    }
  }

  /** Brings the line of a lane into sight, if it has one and is not. */
  public void seeLane(Lane lane) {
    scroll.see(lane);
  }

  /** Brings a lane into the middle, opening the groups that it is in. */
  public void reveal(Lane lane) {
    lanes.set(LaneWay.open(model(), lanes.get(), lane));
    scroll.centre(LaneWay.line(lanes.get(), lane));
  }

  /** What stands where. */
  public UnderPointer under() {
    return under;
  }

  /** Goes from mark to mark. */
  public MarkWalk walk() {
    return walk;
  }

  /** Marks an area. */
  AreaMarking marking() {
    return marking;
  }

  /** What lies in the selected part of the recording. */
  public AreaViewModel area() {
    return area;
  }

  /** What happened around the selected event. */
  public EventContext context() {
    return context;
  }

  /** Becomes longer, and moves with the present. */
  public Growing growing() {
    return growing;
  }

  private boolean shows(int row) {
    return appearance.shows(model(), row);
  }

  /** What is shown. */
  public TimelineModel model() {
    return shown.get();
  }

  /** What is shown, as filters change it. */
  public ReadOnlyObjectProperty<TimelineModel> shown() {
    return shown.getReadOnlyProperty();
  }

  /** Shows the same timeline with other rows of it; time, lanes and selection stay. */
  public void show(TimelineModel filtered) {
    shown.set(filtered);
  }

  /** The milestones of the incident. */
  public RulerViewModel ruler() {
    return ruler;
  }

  /** The views that were looked at. */
  public ViewHistory history() {
    return history;
  }

  /** Going to a time that is written down. */
  public GoToTimeViewModel goToTime() {
    return goToTime;
  }

  /** The selection shared with the other views. */
  public Selection selection() {
    return selection;
  }

  /** The part of time and lanes that is looked at. */
  public ReadOnlyObjectProperty<Viewport> viewport() {
    return window.viewport();
  }

  /** The lanes, as they are opened. */
  public ReadOnlyObjectProperty<Lanes> lanes() {
    return lanes.lanes();
  }

  /** The order they stand in. */
  public LaneArrangement arrangement() {
    return lanes;
  }

  /** What becomes of events in profile. */
  public ReadOnlyObjectProperty<BaselineDisplay> display() {
    return appearance.display();
  }

  /** The same, and what becomes of what the filter leaves out. */
  public Appearance appearance() {
    return appearance;
  }
}
