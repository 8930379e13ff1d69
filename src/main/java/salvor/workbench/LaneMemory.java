package salvor.workbench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import salvor.timeline.HiddenLanes;
import salvor.timeline.Lane;
import salvor.timeline.LaneNames;
import salvor.timeline.LaneOrder;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;
import salvor.timeline.PinnedLanes;
import salvor.timeline.TimelineModel;
import salvor.workbench.casefile.WindowMemory;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.timeline.LaneArrangement;
import salvor.workbench.timeline.TimelineViewModel;

/** How the lanes of a case were left: their order, which were open, hidden and pinned. */
final class LaneMemory {
  private final WindowMemory memory;
  private final LaneNames names = new LaneNames();
  private final Lanes left;

  private LaneMemory(WindowMemory memory, TimelineModel timeline, LaneRanks ranks) {
    this.memory = memory;
    boolean quiet = memory.get(Item.QUIET_LANES).map("yes"::equals).orElse(false);
    Set<Lane> named = Set.copyOf(lanes(timeline, Item.HIDDEN_LANES));
    this.left =
        Lanes.of(
            timeline,
            lanes(timeline, Item.TURNED_LANES),
            new HiddenLanes(named, quiet ? ranks.quiet() : Set.of()),
            new PinnedLanes(lanes(timeline, Item.PINNED_LANES)));
  }

  private List<Lane> lanes(TimelineModel timeline, Item item) {
    return names.find(timeline.tree(), memory.get(item).orElse(""));
  }

  /** What is remembered. Opens containers again: not for the JavaFX thread. */
  static LaneMemory of(WindowMemory memory, TimelineModel timeline, LaneRanks ranks) {
    return new LaneMemory(memory, timeline, ranks);
  }

  /** Has the lanes as they were left. */
  void restore(LaneArrangement lanes) {
    Optional<LaneOrder> order =
        memory
            .get(Item.LANES)
            .flatMap(name ->
                Arrays.stream(LaneOrder.values()).filter(o -> o.name().equals(name)).findFirst());
    lanes.restore(left);
    order.ifPresent(lanes::order);
  }

  /** Remembers from now on how they are. */
  void remember(TimelineViewModel timeline, Runnable store) {
    timeline
        .arrangement()
        .order()
        .addListener((_, _, now) -> {
          memory.put(Item.LANES, now.name());
          store.run();
        });
    timeline
        .lanes()
        .addListener((_, _, now) -> {
          memory.put(Item.TURNED_LANES, names.of(now.turned()));
          memory.put(Item.PINNED_LANES, names.inOrder(now.pins().lanes()));
          memory.put(Item.HIDDEN_LANES, names.of(now.hidden().named()));
          memory.put(Item.QUIET_LANES, now.hidden().quiet().isEmpty() ? "no" : "yes");
          store.run();
        });
  }
}
