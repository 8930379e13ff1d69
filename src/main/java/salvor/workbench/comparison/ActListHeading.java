package salvor.workbench.comparison;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import salvor.triage.ComparedAct.Presence;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;

/** The sum of a comparison, and what of it is listed. */
final class ActListHeading extends HBox {
  private final CompareViewModel model;
  private final Label sum = Controls.label("", "heading");
  private final Label hidden = Controls.label("", "muted");

  ActListHeading(CompareViewModel model) {
    super(10);
    this.model = model;
    sum.setId("compare-sum");
    sum.setMinWidth(160); // beside four buttons a long sum yields, and is told by its tooltip
    hidden.setMinWidth(0);
    getChildren().addAll(sum, Controls.spring(), hidden);
    for (Presence presence : Presence.values()) {
      getChildren().add(chip(presence));
    }
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("pane-heading");
    model.state().subscribe(this::show);
  }

  private void show(CompareState state) {
    if (state instanceof CompareState.Made(Compared it)) {
      sum.setText(CompareWords.sum(it.comparison()));
      sum.setTooltip(new Tooltip(sum.getText()));
      hidden.setText(it.hidden() == 0 ? "" : Moments.count(it.hidden()) + " hidden by the filter");
    }
  }

  private ToggleButton chip(Presence presence) {
    ToggleButton chip = Controls.toggle("", CompareWords.explained(presence, false));
    chip.getStyleClass().addAll("chip", "small");
    chip.setId("compare-" + presence.name());
    chip.setMinWidth(USE_PREF_SIZE);
    chip.managedProperty().bind(chip.visibleProperty());
    model.list().listed().subscribe(listed -> chip.setSelected(listed.contains(presence)));
    chip.setOnAction(_ -> model.list().list(presence, chip.isSelected()));
    model
        .state()
        .subscribe(state -> {
          Question question = model.question().get();
          boolean baseline = question != null && question.b() == null;
          int count =
              state instanceof CompareState.Made(Compared it) ? it.comparison().count(presence) : 0;
          chip.setText(CompareWords.group(presence, baseline) + " " + Moments.count(count));
          chip.setVisible(baseline || presence != Presence.UNTOLD);
          Controls.explain(chip, CompareWords.explained(presence, baseline));
        });
    return chip;
  }
}
