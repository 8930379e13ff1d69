package salvor.workbench.timeline;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import salvor.timeline.Lanes;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;

/**
 * How many lanes are hidden, directly above those that are not, for as long as any is: what is
 * hidden must never be taken for absent.
 */
final class HiddenLanesBar extends HBox {
  private final TimelineViewModel model;
  private final Label count = Controls.label("", "hidden-lanes-count");
  private final Label what = Controls.label("", "muted");

  HiddenLanesBar(TimelineViewModel model) {
    super(8);
    this.model = model;
    setId("hidden-lanes");
    getStyleClass().add("hidden-lanes");
    setAlignment(Pos.CENTER_LEFT);
    Button show =
        Controls.button("Show", "Shows all hidden lanes again", model.arrangement()::showAll);
    show.setId("show-hidden-lanes");
    show.getStyleClass().add("small");
    count.setMinWidth(USE_PREF_SIZE);
    show.setMinWidth(USE_PREF_SIZE);
    what.setMinWidth(0);
    getChildren().addAll(count, show, what);
    model.lanes().subscribe(_ -> count());
    model.shown().subscribe(_ -> count());
    model.display().subscribe(_ -> count());
    model.appearance().dims().subscribe(_ -> count());
  }

  private void count() {
    Lanes lanes = model.lanes().get();
    int unseen = lanes.unseen().size();
    long events = model.appearance().count(model.model(), lanes).hiddenByLane();
    count.setText(Moments.count(unseen, "lane") + " hidden");
    what.setText(
        (events == 0 ? "no event to be seen" : Moments.count(events, "event"))
            + " on "
            + (unseen == 1 ? "it" : "them")
            + (lanes.hidden().quiet().isEmpty() ? "" : "; all quiet lanes are among them"));
    setVisible(unseen > 0);
    setManaged(unseen > 0);
  }
}
