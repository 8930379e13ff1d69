package salvor.workbench.comparison;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import salvor.workbench.fx.Controls;

/** What the marks of a comparison mean. */
final class CompareLegend extends HBox {
  CompareLegend() {
    super(6);
    add("solid", "did it", "Drawn as on the timeline: this side did it.");
    add("hollow", "did not", "The other side did it there, this one never.");
    setAlignment(Pos.CENTER_LEFT);
  }

  private void add(String shape, String meaning, String explanation) {
    Region sign = new Region();
    sign.getStyleClass().addAll("compare-sign", "compare-" + shape);
    Label words = Controls.label(meaning, "muted");
    words.setMinWidth(USE_PREF_SIZE);
    Controls.explain(words, explanation);
    getChildren().addAll(sign, words);
  }
}
