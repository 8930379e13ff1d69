package salvor.workbench.evidence;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** A sheet on which the columns of the event table are chosen and put in order. */
final class ColumnSheet {
  private static final double WIDTH = 540;
  private static final double ROW = 28;
  private static final double AROUND = 170;

  private final ColumnsViewModel model;
  private final Popup popup = new Popup();
  private final ListView<EventColumn> list = new ListView<>();
  private final VBox content = new VBox();

  ColumnSheet(ColumnsViewModel model) {
    this.model = model;
    list.setId("columns");
    list.setAccessibleText("Columns of the event table");
    list.setAccessibleHelp("Space shows or hides a column, Alt with Up and Down moves it.");
    list.setCellFactory(_ -> new Cell());
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    Button earlier =
        Controls.button("Move _up", "Further to the left in the table", () -> move(-1));
    Button later =
        Controls.button("Move _down", "Further to the right in the table", () -> move(1));
    Button reset =
        Controls.button(
            "_As at first", "Columns, order and widths as they are at first", model::reset);
    reset.setId("columns-reset");
    Button done = Controls.button("D_one", "Close the sheet", popup::hide);
    done.getStyleClass().add("primary");
    HBox foot = new HBox(8, earlier, later, reset, Controls.spring(), done);
    foot.setAlignment(Pos.CENTER_LEFT);
    content.setId("column-sheet");
    content.getStyleClass().addAll("palette", "mark-sheet");
    content
        .getChildren()
        .setAll(
            Controls.label("Columns of the event table", "heading"),
            Controls.paragraph(
                "Space shows or hides a column, Alt+Up and Alt+Down move it. Headings can be"
                    + " dragged too; CSV files and copied text have these columns.",
                "muted"),
            list,
            foot);
    popup.getContent().add(content);
    popup.setAutoHide(true);
    model.all().subscribe(this::show);
  }

  /** Opens it over the upper middle of what a node belongs to. */
  void open(Node owner) {
    Node root = owner.getScene().getRoot();
    Bounds at = root.localToScreen(root.getBoundsInLocal());
    if (at == null) {
      return;
    }
    content.getStylesheets().setAll(owner.getScene().getStylesheets());
    content.setStyle(Scale.style());
    content.setPrefWidth(Scale.px(WIDTH));
    list.setFixedCellSize(Scale.px(ROW));
    double room = at.getHeight() - Scale.px(AROUND) - 90;
    list.setPrefHeight(
        Math.min(Scale.px(ROW) * (double) EventColumn.values().length + 4, Math.max(120, room)));
    if (list.getSelectionModel().isEmpty()) {
      list.getSelectionModel().select(0);
    }
    popup.show(owner, at.getCenterX() - Scale.px(WIDTH) / 2.0, at.getMinY() + 60);
    list.requestFocus();
  }

  private void show(List<EventColumn> all) {
    EventColumn chosen = list.getSelectionModel().getSelectedItem();
    list.getItems().setAll(all);
    if (chosen != null) {
      list.getSelectionModel().select(chosen);
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      popup.hide();
    } else if (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER) {
      toggle(list.getSelectionModel().getSelectedItem());
    } else if (event.isAltDown() && event.getCode() == KeyCode.UP) {
      move(-1);
    } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
      move(1);
    } else {
      return;
    }
    event.consume();
  }

  private void toggle(@Nullable EventColumn column) {
    if (column != null) {
      model.show(column, !model.isShown(column));
      list.refresh();
    }
  }

  private void move(int by) {
    EventColumn chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      model.move(chosen, by);
      list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 3));
    }
    list.requestFocus();
  }

  private final class Cell extends ListCell<EventColumn> {
    private final Node check = Controls.icon("icon-check");
    private final StackPane box = new StackPane(check);
    private final Label name = Controls.label("");
    private final Label meaning = Controls.label("", "muted");
    private final HBox line = new HBox(9, box, name, meaning);

    Cell() {
      box.getStyleClass().add("check-box-sign");
      line.setAlignment(Pos.CENTER_LEFT);
      name.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
      setOnMouseClicked(event -> {
        if (event.getButton() == MouseButton.PRIMARY && !isEmpty()) {
          toggle(getItem());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable EventColumn column, boolean empty) {
      super.updateItem(column, empty);
      setText(null);
      if (empty || column == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      boolean shown = model.isShown(column);
      check.setVisible(shown);
      name.setText(column.plainTitle());
      meaning.setText(column.meaning());
      setAccessibleText(
          column.plainTitle() + (shown ? ", shown. " : ", hidden. ") + column.meaning());
      setGraphic(line);
    }
  }
}
