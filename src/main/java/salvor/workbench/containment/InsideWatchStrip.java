package salvor.workbench.containment;

import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import salvor.workbench.fx.Controls;

/** Whether pods that are cut off are looked at from inside again and again, and what came of it. */
final class InsideWatchStrip extends HBox {
  private final InsideWatch model;
  private final CheckBox on = new CheckBox("Look from _inside every");
  private final Label said = Controls.cut("", 200, "muted");

  InsideWatchStrip(InsideWatch model) {
    this.model = model;
    on.setId("measures-inside");
    on.setMinWidth(USE_PREF_SIZE);
    Controls.explain(
        on,
        "Where a toolbox runs in a pod already; none is brought in, and all is kept in the case");
    ChoiceBox<InsideWatch.Every> every = new ChoiceBox<>();
    every.setId("measures-inside-every");
    every.setAccessibleText("How often");
    every.getItems().setAll(InsideWatch.Every.values());
    every.valueProperty().bindBidirectional(model.every());
    every.disableProperty().bind(model.on());
    said.setId("measures-inside-said");
    getChildren().setAll(on, every, said);
    setSpacing(8);
    setAlignment(Pos.CENTER_LEFT);
    on.setOnAction(_ -> act());
    model.on().subscribe(on::setSelected);
    model.on().subscribe(_ -> show());
    model.said().subscribe(_ -> show());
    model.acting().state().subscribe(_ -> show());
    model.toolbox().text().subscribe(_ -> show());
  }

  private void act() {
    if (on.isSelected()) {
      model.begin();
    } else {
      model.end();
    }
  }

  private void show() {
    String against = model.against();
    on.setDisable(!against.isEmpty() && !model.on().get());
    String last = model.said().get();
    said.setText(
        (last.isEmpty() ? "" : last + ". ")
            + (model.on().get() ? last.isEmpty() ? "Looking\u2026" : "" : against));
  }
}
