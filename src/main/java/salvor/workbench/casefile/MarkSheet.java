package salvor.workbench.casefile;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.util.Subscription;
import salvor.workbench.fx.Controls;

/** A small sheet over the window, in which something is added to the selected events. */
abstract class MarkSheet {
  static final double WIDTH = 460;

  private final Popup popup = new Popup();
  private final Label title = Controls.label("", "heading");
  final VBox content = new VBox(title);

  MarkSheet(String id) {
    content.setId(id);
    content.getStyleClass().addAll("palette", "mark-sheet");
    content.setPrefWidth(WIDTH);
    popup.getContent().add(content);
    popup.setAutoHide(true);
    content.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            hide();
            event.consume();
          }
        });
  }

  /** Makes the sheet fit what is selected now, and gives what is to have the keys. */
  abstract Node prepare();

  final void title(String text) {
    title.setText(text);
  }

  /** Opens it over the upper middle of what a node belongs to. */
  final void open(Node owner) {
    Node root = owner.getScene().getRoot();
    Bounds at = root.localToScreen(root.getBoundsInLocal());
    if (at == null) {
      return;
    }
    content.getStylesheets().setAll(owner.getScene().getStylesheets());
    Node first = prepare();
    Subscription replaced =
        owner
            .disabledProperty()
            .subscribe(is -> hideWhere(is))
            .and(owner.sceneProperty().subscribe(scene -> hideWhere(scene == null)));
    popup.setOnHidden(_ -> {
      replaced.unsubscribe();
      hidden();
    });
    popup.show(owner, at.getCenterX() - WIDTH / 2, at.getMinY() + 90);
    first.requestFocus();
  }

  /** It is for what its owner shows, and goes with that. */
  private void hideWhere(boolean gone) {
    if (gone) {
      hide();
    }
  }

  /** It was closed, however. */
  void hidden() {}

  final void hide() {
    popup.hide();
  }

  final boolean isShowing() {
    return popup.isShowing();
  }
}
