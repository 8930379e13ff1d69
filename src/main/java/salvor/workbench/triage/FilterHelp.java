package salvor.workbench.triage;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** How a filter is written, by examples that can be taken. */
public final class FilterHelp {
  private FilterHelp() {}

  /** A button that shows examples; the one that is pressed is written. */
  public static Button button(List<FilterWords.Example> all, Consumer<String> write) {
    Button help = new Button("?");
    help.getStyleClass().add("small");
    help.setAccessibleText("How to write a filter");
    Controls.explain(help, "How to write a filter");
    Popup sheet = new Popup();
    sheet.setAutoHide(true);
    help.setOnAction(_ -> {
      VBox examples = new VBox(2);
      examples.getStyleClass().add("filter-help");
      examples.getStylesheets().setAll(help.getScene().getStylesheets());
      examples.getChildren().add(Controls.label("Write what should be left", "heading"));
      for (FilterWords.Example example : all) {
        Button use =
            Controls.button(
                example.expression(),
                example.meaning(),
                () -> {
                  sheet.hide();
                  write.accept(example.expression());
                });
        use.setMnemonicParsing(false);
        use.getStyleClass().add("filter-example");
        HBox line = new HBox(10, use, Controls.label(example.meaning(), "muted"));
        line.setAlignment(Pos.CENTER_LEFT);
        examples.getChildren().add(line);
      }
      sheet.getContent().setAll(examples);
      Bounds at = help.localToScreen(help.getBoundsInLocal());
      sheet.show(help, Math.max(0, at.getMaxX() - Scale.px(620)), at.getMaxY() + 4);
    });
    return help;
  }
}
