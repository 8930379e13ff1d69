package salvor.workbench.cluster;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.LeftInPlace;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.VisibleText;

/** Says what ends with the window of a cluster, and what stays, before it is closed. */
public final class ClosingSheet extends VBox {
  private final Button keep;

  private ClosingSheet(LiveViewModel model, boolean played, Runnable stay, Runnable close) {
    setId("closing-sheet");
    getStyleClass().add("sheet");
    boolean acting = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    keep = Controls.button("_Keep watching", "The window stays, and nothing ends (Esc)", stay);
    keep.setId("closing-keep");
    keep.getStyleClass().add("primary");
    keep.setDefaultButton(true);
    Button end =
        Controls.button(
            acting ? "_End acting and recording, and close" : "_End recording and close",
            "What is told above happens",
            close);
    end.setId("closing-end");
    HBox buttons = new HBox(10, Controls.spring(), end, keep);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .add(
            Controls.paragraph(
                "Close the window on " + model.acting().cluster() + "?", "card-title"));
    LeftInPlace left = model.measures().left();
    tell(ClosingWords.ends(model.acting().state().get(), played));
    tell(ClosingWords.stays(left, played, model.measures().trouble().get()));
    if (left.isAny() && !played) {
      tell(
          List.of(
              "It is taken back in the tab Actions, later in a window on this folder, or in the"
                  + " terminal:"));
      getChildren().add(undoing(ClosingWords.undoing(left, model.live().folder())));
    }
    tell(List.of(ClosingWords.recorded(model.now().round().board().lines())));
    Label folder =
        Controls.paragraph(
            VisibleText.of(model.live().folder().toAbsolutePath().toString()), "code");
    folder.setId("closing-folder");
    getChildren().addAll(folder, buttons);
  }

  private void tell(List<String> lines) {
    for (String line : lines) {
      getChildren()
          .add(
              line.startsWith("\u25b2")
                  ? Controls.paragraph(line, "plan-verdict", "plan-careful")
                  : Controls.paragraph(line));
    }
  }

  /** What can be copied from. */
  private static TextArea undoing(List<String> commands) {
    TextArea area = new TextArea(String.join("\n", commands));
    area.setId("closing-undo");
    area.setAccessibleText("By which commands it is taken back later");
    area.setEditable(false);
    area.setWrapText(true);
    area.getStyleClass().add("code");
    area.setPrefRowCount(commands.size() + 1);
    area.setMinHeight(Region.USE_PREF_SIZE);
    return area;
  }

  /**
   * Asks, above the window that is to be closed.
   *
   * @param played whether it is a practice cluster that ends with the window
   * @param close closes it
   */
  public static void open(Node owner, LiveViewModel model, boolean played, Runnable close) {
    Stage[] opened = new Stage[1];
    ClosingSheet sheet =
        new ClosingSheet(
            model,
            played,
            () -> opened[0].close(),
            () -> {
              opened[0].close();
              close.run();
            });
    int marks = model.measures().left().marks().size();
    int lines = marks == 0 ? 0 : Math.min(marks, 3) + 1;
    opened[0] = Sheet.open(owner, "Close", sheet, marks == 0 ? 680 : 860, 340 + 50 * lines);
    sheet.keep.requestFocus();
  }
}
