package salvor.workbench.casefile;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Comment;
import salvor.workbench.commands.PressedKeys;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;

/** Writes a comment about the selected events, or changes one. */
final class CommentSheet extends MarkSheet {
  private final MarkingViewModel model;
  private final TextArea text = new TextArea();
  private final Button keep =
      Controls.button("_Keep the comment", "Adds it to the selected events", this::keep);
  private @Nullable Comment changed;

  CommentSheet(MarkingViewModel model) {
    super("comment-sheet");
    this.model = model;
    text.setId("comment-text");
    text.setAccessibleText("Comment");
    text.setPrefRowCount(5);
    text.setWrapText(true);
    text.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    keep.getStyleClass().add("primary");
    keep.disableProperty().bind(text.textProperty().map(String::isBlank));
    HBox foot =
        new HBox(
            10,
            Controls.label(PressedKeys.words("Shortcut+Enter") + " keeps it", "muted"),
            Controls.spring(),
            keep);
    foot.setAlignment(Pos.CENTER_LEFT);
    content.getChildren().addAll(text, foot);
  }

  /** Opens it with a comment that is to be changed. */
  void open(Node owner, Comment comment) {
    changed = comment;
    open(owner);
  }

  /** Opens it for a new comment. */
  void openNew(Node owner) {
    changed = null;
    open(owner);
  }

  @Override
  Node prepare() {
    Comment old = changed;
    title(
        old == null
            ? "Comment on " + Moments.count(model.selection().count(), "event")
            : "Change the comment of " + MarkSigns.signed(old));
    text.setText(old == null ? "" : old.text());
    text.end();
    return text;
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
      keep();
      event.consume();
    }
  }

  private void keep() {
    String written = text.getText().strip();
    Comment old = changed;
    if (written.isEmpty()) {
      return;
    }
    if (old == null) {
      model.comment(written);
    } else {
      model.changeComment(old.id(), written);
    }
    hide();
  }
}
