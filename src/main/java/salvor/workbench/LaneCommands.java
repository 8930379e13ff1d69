package salvor.workbench;

import java.util.Locale;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.timeline.LaneOrderMenu;
import salvor.workbench.timeline.TimelineViewModel;

/** How the lanes of the timeline stand. */
final class LaneCommands {
  private LaneCommands() {}

  static void add(Commands all, TimelineViewModel timeline) {
    fold(all, timeline, Lane.Level.NAMESPACE, "namespace", "Closes all there is");
    fold(all, timeline, Lane.Level.WORKLOAD, "workload", "Opens namespaces, closes workloads");
    fold(all, timeline, Lane.Level.CONTAINER, "container", "Opens all groups, closes programs");
    for (LaneOrder order : LaneOrder.values()) {
      all.add(
          Command.of(
                  "lanes." + order.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  Menus.TIMELINE,
                  "Lanes: " + LaneOrderMenu.words(order),
                  "",
                  LaneOrderMenu.meaning(order),
                  () -> timeline.arrangement().order(order))
              .switching(() -> timeline.arrangement().order().get() == order));
    }
  }

  private static void fold(
      Commands all, TimelineViewModel timeline, Lane.Level level, String word, String meaning) {
    all.add(
        Command.of(
            "lanes.fold-" + word,
            Menus.TIMELINE,
            "One lane for each " + word,
            "",
            meaning,
            () -> timeline.arrangement().fold(level)));
  }
}
