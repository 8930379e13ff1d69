package salvor.workbench.timeline;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.timeline.LaneOrder;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;

/** Which lanes are open, and the order they stand in: at first the worst at the top. */
public final class LaneArrangement {
  private final LaneRanks ranks;
  private final ReadOnlyObjectWrapper<LaneOrder> order =
      new ReadOnlyObjectWrapper<>(LaneOrder.WORST);
  private final ReadOnlyObjectWrapper<Lanes> lanes;

  LaneArrangement(Lanes lanes, LaneRanks ranks) {
    this.ranks = ranks;
    this.lanes = new ReadOnlyObjectWrapper<>(lanes.ordered(ranks.by(LaneOrder.WORST)));
  }

  Lanes get() {
    return lanes.get();
  }

  void set(Lanes opened) {
    lanes.set(opened);
  }

  /** Has the lanes stand in an order; which are open stays. */
  public void order(LaneOrder chosen) {
    lanes.set(lanes.get().ordered(ranks.by(chosen)));
    order.set(chosen);
  }

  ReadOnlyObjectProperty<Lanes> lanes() {
    return lanes.getReadOnlyProperty();
  }

  /** What decides which lane stands first. */
  public ReadOnlyObjectProperty<LaneOrder> order() {
    return order.getReadOnlyProperty();
  }
}
