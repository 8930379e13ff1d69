package salvor.workbench;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.Controls;

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

  private void look() {
    boolean filter = byFilter();
    boolean baseline = byBaseline();
    why.setText(
        filter && baseline
            ? "The filter hides this event, and events in profile are hidden too."
            : filter
                ? "The filter hides this event."
                : "Events in profile are hidden, this one too.");
    setVisible(filter || baseline);
    setManaged(filter || baseline);
  }

  private void showIt() {
    if (byBaseline()) {
      session.timeline().appearance().display(BaselineDisplay.FULL);
    }
    if (byFilter()) {
      session.filter().clear();
    }
  }
}
