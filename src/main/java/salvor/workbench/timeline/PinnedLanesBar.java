package salvor.workbench.timeline;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;

/** That not all pinned lanes stay in sight, above the lanes, for as long as that is so. */
final class PinnedLanesBar extends HBox {
  private final TimelineViewModel model;
  private final Label count = Controls.label("", "muted");

  PinnedLanesBar(TimelineViewModel model) {
    super(8);
    this.model = model;
    setId("pinned-lanes");
    getStyleClass().add("hidden-lanes");
    setAlignment(Pos.CENTER_LEFT);
    Button unpin =
        Controls.button(
            "Unpin all",
            "Each pinned lane stands in its group again",
            model.arrangement()::unpinAll);
    unpin.getStyleClass().add("small");
    unpin.setMinWidth(USE_PREF_SIZE);
    count.setMinWidth(0);
    getChildren().addAll(unpin, count);
    model.lanes().subscribe(_ -> count());
    model.viewport().subscribe(_ -> count());
  }

  private void count() {
    Lanes lanes = model.lanes().get();
    LanePlaces places = new LanePlaces(lanes, model.viewport().get());
    count.setText(
        "Pinned lanes stay in sight on half of the timeline: "
            + Moments.count(places.fixed())
            + " of "
            + Moments.count(lanes.pinned(), "line")
            + " do, the others are scrolled");
    setVisible(!places.allFixed());
    setManaged(!places.allFixed());
  }
}
