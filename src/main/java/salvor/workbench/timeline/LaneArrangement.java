package salvor.workbench.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.HiddenLanes;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;
import salvor.timeline.PinnedLanes;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.wording.Failure;

/**
 * Which lanes are open, hidden and pinned, and the order they stand in: at first the worst at the
 * top.
 */
public final class LaneArrangement {
  private LaneRanks ranks;
  private final ReadOnlyObjectWrapper<LaneOrder> order =
      new ReadOnlyObjectWrapper<>(LaneOrder.WORST);
  private final Held<Lanes> lanes;

  private final NewestFirst<Change, Change> work;
  private final List<UnaryOperator<Lanes>> waiting = new ArrayList<>();
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  /** What is to be done to the lanes as they were, and what came of it. */
  private record Change(Lanes before, List<UnaryOperator<Lanes>> acts, Lanes after) {}

  LaneArrangement(Lanes lanes, LaneRanks ranks, Jobs jobs, Executor fx) {
    this.ranks = ranks;
    this.work =
        new NewestFirst<>(
            "lanes", jobs, fx, true, LaneArrangement::changed, this::show, this::failed);
    this.lanes = new Held<>(lanes.ordered(ranks.by(LaneOrder.WORST)));
  }

  Lanes get() {
    return lanes.get();
  }

  void set(Lanes opened) {
    lanes.set(opened);
  }

  /** Has the lanes of a later timeline, in the order of now. */
  void grow(Lanes later, LaneRanks places) {
    ranks = places;
    restore(later);
  }

  Held<Lanes> held() {
    return lanes;
  }

  /**
   * Changes which are open, elsewhere: a container's programs are found by a look at all of its
   * rows. Changes that are asked for meanwhile are made as well.
   */
  public void change(UnaryOperator<Lanes> act) {
    trouble.set("");
    waiting.add(act);
    ask();
  }

  private void ask() {
    work.ask(new Change(lanes.get(), List.copyOf(waiting), lanes.get()));
  }

  private static Change changed(Change asked, Progress progress) {
    Lanes after = asked.before();
    for (UnaryOperator<Lanes> act : asked.acts()) {
      progress.at(0, asked.acts().size(), "opening");
      after = act.apply(after);
    }
    return new Change(asked.before(), asked.acts(), after);
  }

  private void show(Change made) {
    if (made.before() != lanes.get() || made.acts().size() != waiting.size()) {
      ask(); // put in order meanwhile
    } else {
      waiting.clear();
      lanes.set(made.after());
    }
  }

  /** What was asked for is given up: what comes next must not fail for it. */
  private void failed(Throwable cause) {
    waiting.clear();
    trouble.set("The lanes are as they were. " + Failure.of(cause).cause() + ".");
  }

  void walkFailed(Throwable cause) {
    trouble.set("The next mark was not found. " + Failure.of(cause).cause() + ".");
  }

  /** Why lanes could not be changed, or no mark found on them; empty when nothing went wrong. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  /** Has one line for each group of a level. */
  public void fold(Lane.Level level) {
    change(now -> now.foldedTo(level));
  }

  /** Has the lanes stand in an order; which are open stays. */
  public void order(LaneOrder chosen) {
    lanes.set(lanes.get().ordered(ranks.by(chosen)));
    order.set(chosen);
  }

  /** Has the lanes as they were left, in the order of now. */
  public void restore(Lanes left) {
    lanes.set(left.ordered(ranks.by(order.get())));
  }

  /** Hides a lane, or all that are in a group. */
  public void hide(Lane lane) {
    hide(hidden().with(lanes.get().tracks(lane)));
  }

  /** Hides the lanes on which everything fits the baseline, or shows them again. */
  public void hideQuiet(boolean hides) {
    hide(hidden().withQuiet(hides ? ranks.quiet() : Set.of()));
  }

  /** Whether the quiet lanes are hidden. */
  public boolean hidesQuiet() {
    return !hidden().quiet().isEmpty();
  }

  /** Shows a lane again, or all that are in a group. */
  public void show(Lane lane) {
    hide(hidden().without(lanes.get().tracks(lane)));
  }

  /** Shows all lanes again. */
  public void showAll() {
    hide(HiddenLanes.NONE);
  }

  /** Whether a lane is pinned, or a group that it belongs to. */
  public boolean isPinned(Lane lane) {
    return pins().of(lane) != null;
  }

  /** Whether a pinned lane can go one place up or down. */
  public boolean canMove(Lane lane, boolean up) {
    return !pins().moved(lane, up).equals(pins());
  }

  /**
   * Has a lane stand first and stay in sight, also if it was hidden; or a pinned one, and the
   * pinned group that it belongs to, stand in its place again.
   */
  void pin(Lane lane) {
    if (isPinned(lane)) {
      pin(pins().without(lane));
    } else {
      Lanes shown = lanes.get().hiding(hidden().without(lanes.get().tracks(lane)));
      lanes.set(shown.pinning(pins().with(lane)));
    }
  }

  /** Has all pinned lanes stand in their places again. */
  public void unpinAll() {
    pin(PinnedLanes.NONE);
  }

  /** Moves a pinned lane up or down among the others. */
  public void move(Lane lane, boolean up) {
    pin(pins().moved(lane, up));
  }

  private PinnedLanes pins() {
    return lanes.get().pins();
  }

  private void pin(PinnedLanes now) {
    if (!now.equals(pins())) {
      lanes.set(lanes.get().pinning(now));
    }
  }

  private HiddenLanes hidden() {
    return lanes.get().hidden();
  }

  private void hide(HiddenLanes now) {
    if (!now.equals(hidden())) {
      lanes.set(lanes.get().hiding(now));
    }
  }

  ReadOnlyObjectProperty<Lanes> lanes() {
    return lanes.getReadOnlyProperty();
  }

  /** What decides which lane stands first. */
  public ReadOnlyObjectProperty<LaneOrder> order() {
    return order.getReadOnlyProperty();
  }
}
