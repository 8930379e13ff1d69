package salvor.workbench.timeline;

import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import salvor.workbench.fx.Controls;

/** Where a time to go to is written: it says which moment that is before one goes there. */
public final class GoToTimePopup {
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
  private static final double WIDTH = 520;

  private final GoToTimeViewModel model;
  private final Popup popup = new Popup();
  private final TextField field = new TextField();
  private final Label moment = Controls.paragraph("", "go-to-moment");
  private final Label more = Controls.paragraph("", "muted");
  private final VBox content =
      new VBox(Controls.label("Go to a time or a view", "heading"), field, moment, more);

  /** A place to write for what the model understands. */
  public GoToTimePopup(GoToTimeViewModel model) {
    this.model = model;
    field.setId("go-to-time");
    field.setPromptText("A time, a step such as +5m, or a copied view");
    field.setAccessibleText("Time or view to go to");
    field.textProperty().bindBidirectional(model.text());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    moment.setId("go-to-moment");
    content.getStyleClass().addAll("palette", "go-to");
    content.setPrefWidth(WIDTH);
    popup.getContent().add(content);
    popup.setAutoHide(true);
    model.answer().subscribe(this::show);
  }

  /** Opens it over the upper middle of what a node belongs to. */
  public void open(Node owner) {
    Node root = owner.getScene().getRoot();
    Bounds at = root.localToScreen(root.getBoundsInLocal());
    if (at == null) {
      return;
    }
    content.getStylesheets().setAll(owner.getScene().getStylesheets());
    model.understand();
    popup.show(owner, at.getCenterX() - WIDTH / 2, at.getMinY() + 90);
    field.requestFocus();
    field.selectAll();
  }

  private void show(GoToTimeViewModel.Answer answer) {
    moment.setText(answer.moment());
    more.setText(answer.more());
    field.setAccessibleHelp(answer.moment() + ", " + answer.more());
    boolean refused = !answer.leads() && !field.getText().isBlank();
    moment.pseudoClassStateChanged(REFUSED, refused);
  }

  private void key(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER -> {
        if (model.go()) {
          popup.hide();
        }
      }
      case ESCAPE -> popup.hide();
      default -> {
        return;
      }
    }
    event.consume();
  }
}
