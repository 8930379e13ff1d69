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
    setAlignment(Pos.CENTER_LEFT);
    show(false);
  }

  /** What they mean of two pods, or of one and its baseline. */
  void show(boolean baseline) {
    getChildren().clear();
    add("solid", "did it", "Drawn as on the timeline: this side did it.");
    if (baseline) {
      add(
          "hollow",
          "not known, or not seen",
          "Below what A did: the baseline does not know it. At the right: expected and not seen; the baseline gives no time.");
      add("untold", "cannot tell", "Hatched below what A did: the baseline is not stable there.");
    } else {
      add("hollow", "did not", "The other side did it there, this one never.");
    }
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
