package salvor.workbench;

import javafx.scene.Node;
import salvor.report.SharedView;
import salvor.workbench.casefile.Notice;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.fx.Clip;
import salvor.workbench.timeline.GoToTimePopup;
import salvor.workbench.timeline.GoToTimeViewModel;
import salvor.workbench.timeline.TimelineCommands;
import salvor.workbench.timeline.TimelineViewModel;

/** From where one looks to somewhere else, and back. */
final class GoCommands {
  private GoCommands() {}

  static void add(Session session, Node view) {
    Commands all = session.commands();
    TimelineViewModel timeline = session.timeline();
    GoToTimePopup popup = new GoToTimePopup(timeline.goToTime());
    all.add(
        Command.of(
            "go.time",
            Menus.GO,
            "Go to a time or a view",
            "G",
            "A time in any zone, a step such as +5m, start, first out, or a copied view",
            () -> popup.open(view)));
    addSharing(session, () -> popup.open(view));
    TimelineCommands.addWays(all, timeline);
  }

  private static void addSharing(Session session, Runnable explain) {
    Commands all = session.commands();
    all.add(
        Command.of(
            "copy.view",
            Menus.EDIT,
            "Copy this view",
            "V",
            "Time, filter, lanes, event and tab as a small JSON, for a colleague with this evidence",
            () -> copy(session)));
    all.add(
        Command.onTimeline(
            "go.paste",
            "Show the copied view",
            "Shortcut+V",
            "A view or a written time that is on the clipboard; back leads where you were",
            () -> paste(session, explain)));
  }

  private static void copy(Session session) {
    String json = session.sharing().now().json();
    if (json.length() > SharedView.LONGEST) {
      session
          .marking()
          .edits()
          .say(
              Notice.failed(
                  "Not copied: with so many sources and lanes the view is too long to hand over"));
    } else {
      Clip.put(json);
      session.export().say("The view was copied; a colleague pastes it on the timeline");
    }
  }

  /** What cannot be gone to is written where it is said why. */
  private static void paste(Session session, Runnable explain) {
    String text = Clip.text();
    if (text.length() > SharedView.LONGEST) {
      session
          .marking()
          .edits()
          .say(Notice.failed("What is on the clipboard is too long for a view"));
      return;
    }
    GoToTimeViewModel place = session.timeline().goToTime();
    place.text().set(text);
    if (!place.go()) {
      explain.run();
    }
  }
}
