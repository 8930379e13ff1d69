package salvor.workbench.timeline;

import java.util.Locale;
import salvor.timeline.Lane;
import salvor.timeline.LaneOrder;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;

/** How the lanes of the timeline stand. */
public final class LaneCommands {
  private LaneCommands() {}

  /** Adds them. */
  public static void add(Commands all, TimelineViewModel timeline) {
    fold(all, timeline, Lane.Level.NAMESPACE, "namespace", "Closes all there is");
    fold(all, timeline, Lane.Level.WORKLOAD, "workload", "Opens namespaces, closes workloads");
    fold(all, timeline, Lane.Level.CONTAINER, "container", "Opens all groups, closes programs");
    hide(all, timeline);
    pin(all, timeline);
    walk(
        all, timeline, "next", "Right", "Next mark on the lane", () -> timeline.walk().along(true));
    walk(
        all,
        timeline,
        "previous",
        "Left",
        "Previous mark on the lane",
        () -> timeline.walk().along(false));
    walk(
        all,
        timeline,
        "below",
        "Down",
        "Nearest mark on the lane below",
        () -> timeline.walk().across(true));
    walk(
        all,
        timeline,
        "above",
        "Up",
        "Nearest mark on the lane above",
        () -> timeline.walk().across(false));
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

  /** What is done to the lane of the selected event, and to all that are quiet. */
  private static void hide(Commands all, TimelineViewModel timeline) {
    LaneArrangement lanes = timeline.arrangement();
    all.add(
        Command.of(
                "lanes.hide",
                Menus.TIMELINE,
                "Hide the lane of the selected event",
                "",
                "It is counted above the timeline, where it can be shown again",
                () -> lanes.hide(laneOfSelected(timeline)))
            .when(() ->
                timeline.model().whole().shows(timeline.selection().row().get())
                    && timeline.lanes().get().lineOf(laneOfSelected(timeline)) >= 0));
    all.add(
        Command.of(
                "lanes.hide-quiet",
                Menus.TIMELINE,
                "Hide quiet lanes",
                "",
                "Lanes on which everything fits the baseline, whatever the filter",
                () -> lanes.hideQuiet(!lanes.hidesQuiet()))
            .switching(lanes::hidesQuiet));
    all.add(
        Command.of(
                "lanes.show-all", Menus.TIMELINE, "Show all hidden lanes", "", "", lanes::showAll)
            .when(() -> !timeline.lanes().get().hidden().isEmpty()));
  }

  /** What is done to the line that shows the selected event. */
  private static void pin(Commands all, TimelineViewModel timeline) {
    LaneArrangement lanes = timeline.arrangement();
    all.add(
        Command.onTimeline(
                "lanes.pin",
                "Pin the lane",
                "P",
                "The lane of the selected event stands first and stays in sight, or no more",
                () -> timeline.laneAtHand().ifPresent(timeline::pin))
            .when(() -> timeline.laneAtHand().isPresent())
            .named(() ->
                timeline.laneAtHand().filter(lanes::isPinned).isPresent()
                    ? "Unpin the lane"
                    : "Pin the lane"));
    move(all, timeline, true, "up");
    move(all, timeline, false, "down");
    all.add(
        Command.of(
                "lanes.unpin-all",
                Menus.TIMELINE,
                "Unpin all lanes",
                "",
                "Each stands in its group again",
                lanes::unpinAll)
            .when(() -> !timeline.lanes().get().pins().lanes().isEmpty()));
  }

  private static void move(Commands all, TimelineViewModel timeline, boolean up, String where) {
    LaneArrangement lanes = timeline.arrangement();
    all.add(
        Command.onTimeline(
                "lanes.pin-" + where,
                "Move the pinned lane " + where,
                up ? "Alt+Up" : "Alt+Down",
                "Among the other pinned lanes",
                () -> timeline.laneAtHand().ifPresent(lane -> lanes.move(lane, up)))
            .when(() -> timeline.laneAtHand().filter(l -> lanes.canMove(l, up)).isPresent()));
  }

  private static void walk(
      Commands all,
      TimelineViewModel timeline,
      String where,
      String key,
      String name,
      Runnable action) {
    all.add(
        Command.onTimeline(
                "lanes.mark-" + where,
                name,
                "Shortcut+" + key,
                "From the selected event; the worst in that pixel is selected",
                action)
            .when(() -> timeline.laneAtHand().isPresent()));
  }

  private static Lane laneOfSelected(TimelineViewModel timeline) {
    return timeline.model().laneOf(timeline.selection().row().get());
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
