package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Says what ends with the window of a cluster, and what stays, before it is closed. */
public final class ClosingSheet extends VBox {
  private ClosingSheet(LiveViewModel model, boolean played, Runnable stay, Runnable close) {
    setId("closing-sheet");
    getStyleClass().add("sheet");
    boolean acting = model.acting().state().get() instanceof ActingViewModel.State.Allowed;
    Button keep =
        Controls.button("_Keep watching", "The window stays, and nothing ends (Esc)", stay);
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
    lines(model, played).forEach(line -> getChildren().add(Controls.paragraph(line)));
    Label folder =
        Controls.paragraph(
            VisibleText.of(model.live().folder().toAbsolutePath().toString()), "code");
    folder.setId("closing-folder");
    getChildren().addAll(folder, buttons);
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
    opened[0] = Sheet.open(owner, "Close", sheet, 680, 340);
  }

  private static List<String> lines(LiveViewModel model, boolean played) {
    List<String> lines = new ArrayList<>();
    if (model.acting().state().get() instanceof ActingViewModel.State.Allowed allowed) {
      lines.add(ActingViewModel.words(allowed) + ". It ends with the window, as the ledger tells.");
    }
    lines.add(
        "Recording ends: what happens in the cluster from then on is not recorded."
            + (played
                ? " The practice cluster ends too; it can be played again from its begin."
                : ""));
    lines.add(
        Moments.count(model.now().round().board().lines(), "line")
            + " arrived so far. All of it stays in this folder, with the ledger and what was decided"
            + " of pods; its files are closed and listed with their hashes. It opens as evidence:");
    return lines;
  }
}
