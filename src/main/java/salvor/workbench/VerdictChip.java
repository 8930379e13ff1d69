package salvor.workbench;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import salvor.baseline.Verdict;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.triage.FilterViewModel;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.Words;

/** A verdict in the title bar. */
final class VerdictChip {
  private VerdictChip() {}

  /** How many have a verdict; pressed, only these are in sight. */
  static ToggleButton of(FilterViewModel filter, Verdict verdict, long count) {
    String name = Words.verdict(verdict).toLowerCase(Locale.ROOT);
    Label number = Controls.label(Moments.count(count), "chip-number");
    HBox content =
        new HBox(
            VerdictMark.of(DrawingClass.valueOf(verdict.name())), number, Controls.label(name));
    content.getStyleClass().add("chip-content");
    content.setAlignment(Pos.CENTER);
    ToggleButton chip = new ToggleButton();
    chip.setGraphic(content);
    chip.setId("chip-" + verdict.name());
    chip.getStyleClass().add("chip");
    chip.setMinWidth(Region.USE_PREF_SIZE);
    chip.setAccessibleText(Moments.count(count) + " " + name);
    Controls.explain(chip, Words.meaning(verdict) + " Press to see only these.");
    String term = "verdict=" + verdict.name().toLowerCase(Locale.ROOT);
    chip.setOnAction(_ -> filter.toggle(term));
    filter.text().subscribe(_ -> chip.setSelected(filter.has(term)));
    return chip;
  }
}
