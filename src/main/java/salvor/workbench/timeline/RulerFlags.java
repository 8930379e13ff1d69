package salvor.workbench.timeline;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.util.Duration;
import salvor.timeline.RulerLayout;
import salvor.timeline.RulerLayout.Pennant;
import salvor.workbench.fx.Scale;

/**
 * A button over each drawn flag of the dwell ruler, so that it can be pressed, reached by Tab, read
 * out and asked what it is.
 */
final class RulerFlags extends Pane {
  private final RulerViewModel model;
  private final List<Button> flags = new ArrayList<>();

  RulerFlags(RulerViewModel model) {
    this.model = model;
    setPickOnBounds(false);
    setId("milestone-flags");
  }

  /** Has the buttons stand where the flags are drawn. */
  void show(RulerLayout layout) {
    List<Pennant> pennants = layout.pennants();
    while (flags.size() < pennants.size()) {
      Button flag = new Button();
      flag.getStyleClass().setAll("milestone-flag");
      flag.setTooltip(new Tooltip());
      flag.getTooltip().setShowDelay(Duration.millis(200));
      flag.getTooltip().setShowDuration(Duration.INDEFINITE);
      flags.add(flag);
      getChildren().add(flag);
    }
    for (int i = 0; i < flags.size(); i++) {
      Button flag = flags.get(i);
      boolean shown = i < pennants.size();
      flag.setVisible(shown);
      flag.setManaged(false);
      if (shown) {
        show(flag, pennants.get(i));
      }
    }
  }

  private void show(Button flag, Pennant pennant) {
    String words = model.words(pennant.milestone(), pennant.point());
    flag.setId("milestone-" + pennant.number());
    flag.setAccessibleText("Milestone " + words.replace("\n", ", "));
    flag.getTooltip()
        .setText(
            switch (pennant.side()) {
              case IN_SIGHT -> words;
              case EARLIER -> words + "\nEarlier than what is in sight";
              case LATER -> words + "\nLater than what is in sight";
            });
    flag.setOnAction(_ -> model.select(pennant.point()));
    flag.resizeRelocate(pennant.left(), 0, pennant.width(), Scale.px(18));
  }
}
