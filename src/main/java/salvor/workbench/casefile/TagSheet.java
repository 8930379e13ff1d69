package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Tags the selected events, one tag after the other, by keys alone. A tag that is there is taken
 * off by choosing it again.
 */
final class TagSheet extends MarkSheet {
  private static final double ROW = 28;
  private static final int ROWS = 8;
  private static final int LONGEST = 100;

  private final MarkingViewModel model;
  private final TextField field = new TextField();
  private final ListView<String> offers = new ListView<>();

  TagSheet(MarkingViewModel model) {
    super("tag-sheet");
    this.model = model;
    field.setId("tag-field");
    field.setPromptText("Tag");
    field.setAccessibleText("Tag");
    field.textProperty().subscribe(this::offer);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    offers.setId("tag-offers");
    offers.setAccessibleText("Tags in use");
    offers.setFixedCellSize(ROW);
    offers.setFocusTraversable(false);
    offers.setPlaceholder(Controls.label("No tag is in use yet.", "muted"));
    offers.setCellFactory(_ -> new Offer());
    offers.setOnMouseClicked(_ -> take());
    content
        .getChildren()
        .addAll(
            field,
            offers,
            Controls.paragraph(
                "Enter adds the tag, or takes it off where it is already. Enter on nothing, or Escape,"
                    + " closes.",
                "muted"));
    model
        .changes()
        .subscribe(_ -> {
          if (isShowing()) {
            offer(field.getText());
          }
        });
  }

  @Override
  Node prepare() {
    title("Tag " + Moments.count(model.selection().count(), "event"));
    field.clear();
    offer("");
    return field;
  }

  /** What is written comes first, then the tags in use that have it. */
  private void offer(String typed) {
    List<String> shown = new ArrayList<>(model.tagsLike(typed.strip()));
    String own = typed.strip();
    if (!own.isEmpty()) {
      shown.remove(own);
      shown.addFirst(own);
    }
    offers.getItems().setAll(shown);
    offers.setPrefHeight(Math.clamp(shown.size(), 1, ROWS) * ROW + 4);
    if (!own.isEmpty()) {
      offers.getSelectionModel().select(0);
    }
  }

  private void key(KeyEvent event) {
    int chosen = offers.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> choose(chosen + 1);
      case UP -> choose(chosen - 1);
      case ENTER -> take();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void choose(int index) {
    int next = Math.clamp(index, 0, Math.max(0, offers.getItems().size() - 1));
    offers.getSelectionModel().select(next);
    offers.scrollTo(Math.max(0, next - ROWS + 2));
  }

  private void take() {
    String tag = offers.getSelectionModel().getSelectedItem();
    if (tag == null) {
      hide();
      return;
    }
    boolean alone = model.selection().count() == 1;
    if (alone && model.mark().get().tags().contains(tag)) {
      model.untag(tag);
    } else {
      model.tag(cut(tag));
    }
    field.clear();
    offers.getSelectionModel().clearSelection();
  }

  /** Not longer than a tag may be, and never with half a character at its end. */
  static String cut(String tag) {
    if (tag.length() <= LONGEST) {
      return tag;
    }
    int end = Character.isHighSurrogate(tag.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return tag.substring(0, end);
  }

  private final class Offer extends ListCell<String> {
    private final Label name = Controls.label("");
    private final Label use = Controls.label("", "muted");
    private final Region check = Controls.icon("icon-check");
    private final HBox line = new HBox(8, check, name, Controls.spring(), use);

    Offer() {
      line.setAlignment(Pos.CENTER_LEFT);
      use.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable String tag, boolean empty) {
      super.updateItem(tag, empty);
      setText(null);
      if (empty || tag == null) {
        setGraphic(null);
        return;
      }
      Integer events = model.tags().get(tag);
      name.setText(VisibleText.of(tag, LONGEST));
      use.setText(events == null ? "new" : Moments.count(events, "event"));
      check.setVisible(model.mark().get().tags().contains(tag));
      setGraphic(line);
    }
  }
}
