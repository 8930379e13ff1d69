package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import salvor.timeline.Lane;
import salvor.triage.LaneTerms;
import salvor.workbench.commands.Choice;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.ContextMenus;
import salvor.workbench.comparison.CompareViewModel;
import salvor.workbench.fx.Clip;
import salvor.workbench.timeline.LaneArrangement;
import salvor.workbench.timeline.LaneWords;
import salvor.workbench.timeline.TimelineView;
import salvor.workbench.wording.VisibleText;

/** What can be done with the lane that was pointed at, whatever event is selected. */
final class LaneChoices {
  private static final int LIMIT = 40;

  private final Session session;
  private final Consumer<Consumer<CompareViewModel>> compare;

  private LaneChoices(Session session, Consumer<Consumer<CompareViewModel>> compare) {
    this.session = session;
    this.compare = compare;
  }

  /**
   * Has the lanes of a timeline offer it.
   *
   * @param compare shows the comparison, and does something with it as soon as it can be asked
   */
  static void install(
      TimelineView view, Session session, Consumer<Consumer<CompareViewModel>> compare) {
    LaneChoices choices = new LaneChoices(session, compare);
    ContextMenus menus = new ContextMenus(session.commands());
    Node owner = view;
    view.offer((lane, x, y) -> menus.show(owner, choices.of(lane), x, y));
    session
        .commands()
        .add(
            Command.onTimeline(
                "lanes.menu",
                "Menu of the lane",
                "L",
                "What can be done with the lane of the selected event",
                view::laneMenu));
  }

  /** A program has no lane without its container's. */
  private static String trackName(Lane lane) {
    Lane of = lane.parent();
    Lane track = lane.level() == Lane.Level.PROGRAM && of != null ? of : lane;
    return VisibleText.middle(LaneWords.name(track), LIMIT);
  }

  private void pinning(Lane lane, List<Choice> all) {
    LaneArrangement lanes = session.timeline().arrangement();
    Lane pin = session.timeline().lanes().get().pins().of(lane);
    String text = pin == null ? "Pin " + trackName(lane) : "Unpin " + trackName(pin);
    all.add(new Choice.Act(text, () -> session.timeline().pin(lane)));
    for (boolean up : new boolean[] {true, false}) {
      if (lanes.canMove(lane, up)) {
        String where = up ? " up" : " down";
        all.add(new Choice.Act("Move the pinned lane" + where, () -> lanes.move(lane, up)));
      }
    }
  }

  private List<Choice> of(Lane lane) {
    String name = VisibleText.middle(LaneWords.name(lane), LIMIT);
    List<Choice> all = new ArrayList<>();
    if (lane.level() != Lane.Level.PROGRAM) {
      boolean open = session.timeline().lanes().get().isOpen(lane);
      all.add(
          new Choice.Act(
              (open ? "Close " : "Open ") + name, () -> session.timeline().toggle(lane)));
    }
    LaneArrangement lanes = session.timeline().arrangement();
    pinning(lane, all);
    all.add(new Choice.Act("Hide " + trackName(lane), () -> lanes.hide(lane)));
    all.add(new Choice.Known("lanes.hide-quiet"));
    all.add(new Choice.Known("lanes.show-all"));
    String term = LaneTerms.of(lane);
    if (!term.isEmpty()) {
      all.add(new Choice.Line());
      all.add(new Choice.Act("Only events of " + name, () -> session.filter().add(term)));
      all.add(
          new Choice.Act(
              "Leave out events of " + name, () -> session.filter().exclude("(" + term + ")")));
    }
    all.add(new Choice.Line());
    if (lane.level() == Lane.Level.CONTAINER) {
      all.add(
          new Choice.Act(
              "Compare " + name + " with its cleanest replica",
              () -> compare.accept(model -> model.withReplicaOf(lane))));
      all.add(
          new Choice.Act(
              "Compare " + name + " with its baseline",
              () -> compare.accept(model -> model.withBaselineOf(lane))));
    }
    all.add(new Choice.Act("Copy its name", () -> Clip.put(LaneWords.name(lane))));
    all.add(new Choice.Line());
    all.add(new Choice.Known("lanes.fold-namespace"));
    all.add(new Choice.Known("lanes.fold-workload"));
    all.add(new Choice.Known("lanes.fold-container"));
    return all;
  }
}
