package salvor.workbench.timeline;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.baseline.HourlyCounts;
import salvor.baseline.JudgedHours;
import salvor.timeline.Lane;
import salvor.timeline.RateLane;
import salvor.timeline.RateLanes;
import salvor.timeline.RateLanes.Place;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.jobs.OnDemand.State;

/**
 * How much one container did by the hour against its baseline: that of the selected event, or one
 * that was chosen. What it is made of takes a walk through all rows, off the JavaFX thread, when it
 * is first looked at.
 */
public final class RatesViewModel {
  /**
   * What is looked at.
   *
   * @param lane the container
   * @param facet what was counted of it
   * @param hour the hour gone to, since 1970; null when none was
   */
  public record Shown(RateLane lane, JudgedHours facet, @Nullable Long hour) {}

  private final OnDemand<RateLanes> made;
  private final TimelineViewModel timeline;
  private final BooleanProperty on = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
  private int awaited; // 1 or -1 to go to the next or the previous hour as soon as there is any

  /** The rates beside a timeline. */
  public RatesViewModel(OnDemand<RateLanes> made, TimelineViewModel timeline) {
    this.made = made;
    this.timeline = timeline;
    on.subscribe(now -> {
      if (now) {
        made.want();
      }
    });
    made.state().subscribe(this::became);
    timeline.selection().row().subscribe(_ -> follow());
  }

  /** Whether they are shown. */
  public BooleanProperty on() {
    return on;
  }

  /** What is looked at; null while there is nothing. */
  public ReadOnlyObjectProperty<@Nullable Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** How far what they are made of is. */
  public ReadOnlyObjectProperty<State<RateLanes>> state() {
    return made.state();
  }

  /** All containers, once they are known. */
  public List<RateLane> all() {
    return lanes() == null ? List.of() : lanes().all();
  }

  private @Nullable RateLanes lanes() {
    return made.state().get() instanceof State.Made<RateLanes>(RateLanes it) ? it : null;
  }

  private void became(State<RateLanes> state) {
    if (state instanceof State.Made<RateLanes>(RateLanes it) && !it.all().isEmpty()) {
      RateLane first = it.places().isEmpty() ? it.all().getFirst() : it.places().getFirst().lane();
      choose(first, first.loudest());
      follow();
      int step = awaited;
      awaited = 0;
      if (step != 0) {
        go(step);
      }
    }
  }

  private void follow() {
    RateLanes lanes = lanes();
    int row = timeline.selection().row().get();
    if (lanes == null || !timeline.model().whole().shows(row)) {
      return;
    }
    Lane lane = timeline.model().laneOf(row);
    Shown now = shown.get();
    lanes
        .of(lane)
        .filter(found -> now == null || !now.lane().equals(found))
        .ifPresent(found -> choose(found, found.loudest()));
  }

  /** Shows a facet of a container. */
  public void choose(RateLane lane, JudgedHours facet) {
    shown.set(new Shown(lane, facet, null));
  }

  /** Has an hour told of what is shown; the same again: no hour. */
  void look(long hour) {
    Shown now = shown.get();
    if (now != null) {
      boolean again = now.hour() != null && now.hour() == hour;
      shown.set(new Shown(now.lane(), now.facet(), again ? null : hour));
    }
  }

  /** Goes to the next hour that is not ordinary, of any container; after the last the first. */
  public void next() {
    go(1);
  }

  /** Goes to the previous one; before the first the last. */
  public void previous() {
    go(-1);
  }

  private void go(int step) {
    on.set(true);
    RateLanes lanes = lanes();
    if (lanes == null) {
      awaited = step;
      return;
    }
    List<Place> places = lanes.places();
    if (places.isEmpty()) {
      return;
    }
    Place to = places.get(Math.floorMod(from(places, step), places.size()));
    shown.set(new Shown(to.lane(), to.facet(), to.hour().begin() / HourlyCounts.HOUR));
    long middle = to.hour().begin() + HourlyCounts.HOUR / 2;
    int x = timeline.viewport().get().x(middle);
    if (x < 0 || x >= timeline.viewport().get().width()) {
      timeline.centre(middle);
    }
  }

  private int from(List<Place> places, int step) {
    Shown now = shown.get();
    if (now != null && now.hour() != null) {
      for (int i = 0; i < places.size(); i++) {
        Place place = places.get(i);
        if (place.facet() == now.facet()
            && place.hour().begin() == now.hour() * HourlyCounts.HOUR) {
          return i + step;
        }
      }
    }
    return step > 0 ? 0 : -1;
  }
}
