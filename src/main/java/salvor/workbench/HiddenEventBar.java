package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.timeline.TimelineViewModel;

/**
 * Says that the selected event is not to be seen on the timeline and in the table, and why, with a
 * way to see it.
 */
final class HiddenEventBar extends VBox {
  private final Session session;
  private final Label why = Controls.paragraph("");

  HiddenEventBar(Session session) {
    super(5);
    this.session = session;
    setId("hidden-event");
    getStyleClass().addAll("section", "hidden-event");
    Button show = Controls.button("Show _it", "Ends what hides the selected event", this::showIt);
    show.setId("show-hidden-event");
    show.getStyleClass().add("small");
    getChildren().addAll(why, show);
    session.selection().row().subscribe(_ -> look());
    session.sight().rows().subscribe(_ -> look());
    session.filter().dims().subscribe(_ -> look());
    session.timeline().shown().subscribe(_ -> look());
    session.timeline().display().subscribe(_ -> look());
    session.timeline().lanes().subscribe(_ -> look());
  }

  private boolean byFilter() {
    int row = session.selection().row().get();
    return row >= 0 && !session.filter().dims().get() && !session.sight().isInSight(row);
  }

  private boolean byBaseline() {
    int row = session.selection().row().get();
    return row >= 0
        && session.timeline().display().get() == BaselineDisplay.HIDE
        && session.timeline().model().drawingClass(row) == DrawingClass.IN;
  }

  private boolean byLane() {
    int row = session.selection().row().get();
    TimelineModel all = session.timeline().model().whole();
    return all.shows(row) && session.timeline().lanes().get().lineOf(all.laneOf(row)) < 0;
  }

  private void look() {
    boolean filter = byFilter();
    boolean baseline = byBaseline();
    boolean lane = byLane();
    List<String> causes = new ArrayList<>();
    if (filter) {
      causes.add("The filter hides this event.");
    }
    if (baseline) {
      causes.add("Events in profile are hidden, this one too.");
    }
    if (lane) {
      causes.add("Its lane is hidden on the timeline.");
    }
    why.setText(String.join(" ", causes));
    setVisible(!causes.isEmpty());
    setManaged(!causes.isEmpty());
  }

  private void showIt() {
    if (byBaseline()) {
      session.timeline().appearance().display(BaselineDisplay.FULL);
    }
    if (byFilter()) {
      session.filter().clear();
    }
    if (byLane()) {
      TimelineViewModel timeline = session.timeline();
      timeline.reveal(timeline.model().laneOf(session.selection().row().get()));
    }
  }
}
