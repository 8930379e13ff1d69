package salvor.workbench.casefile;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Edit;
import salvor.workbench.casefile.MarksListViewModel.Item;
import salvor.workbench.casefile.MarksListViewModel.Shown;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.Moments;

/** All marked events, and behind a button the history of every edit with undo to any point. */
public final class MarksTab extends BorderPane {
  private static final double WHEN = 145;

  private final MarksListViewModel model;
  private final RecordTable<Item> marks;
  private final RecordTable<Edit> history;
  private final Label caption = Controls.label("", "muted");
  private final ToggleButton showHistory =
      Controls.toggle("_History", "Every edit of this case: who, when, what, and whether it holds");
  private final Button clear =
      Controls.button("_Take all marks off", "Star, tags, comments, milestones", this::clear);
  private final Button turn = Controls.button("", "", this::turn);

  /** A tab of what the model shows. */
  public MarksTab(MarksListViewModel model) {
    this.model = model;
    this.marks = marks(model);
    this.history = history();
    showHistory.setId("show-history");
    showHistory.getStyleClass().add("small");
    clear.getStyleClass().add("small");
    clear.setId("clear-marks");
    turn.getStyleClass().add("small");
    turn.setId("undo-to");
    for (Button each : new Button[] {clear, turn}) {
      each.setMinWidth(USE_PREF_SIZE);
    }
    showHistory.setMinWidth(USE_PREF_SIZE);
    caption.setMinWidth(0);
    HBox head = new HBox(10, caption, Controls.spring(), clear, turn, showHistory);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("table-caption");
    head.setPadding(new javafx.geometry.Insets(4, 10, 4, 10));
    setTop(head);
    showHistory.selectedProperty().subscribe(_ -> look());
    marks.getSelectionModel().selectedItemProperty().subscribe(_ -> buttons());
    history.getSelectionModel().selectedItemProperty().subscribe(_ -> buttons());
    model.shown().subscribe(this::show);
    model.selection().row().subscribe(_ -> marks.follow(model.current()));
  }

  private static RecordTable<Item> marks(MarksListViewModel model) {
    RecordTable<Item> table =
        new RecordTable<>(
                "Marked events",
                List.of(),
                model::drawn,
                "Nothing is marked yet. Select an event, then star, tag or comment on it, make it a"
                    + " milestone or accept it as normal: the Edit menu has the keys.")
            .withTime("Time", 105, model::time, Comparator.comparingInt(Item::row))
            .with("Verdict", 110, model::verdict, Comparator.comparing(model::drawn))
            .with("What", 250, model::what)
            .with("Marked as", 150, model::signs)
            .with("Tags", 120, model::tags)
            .with("Comment or reason", 220, model::comment)
            .with("Who", 80, item -> MarksListViewModel.author(item.author()))
            .withTime(
                "When",
                WHEN,
                item -> MarksListViewModel.when(item.at()),
                Comparator.comparing(Item::at))
            .onChosen(model::choose);
    table.setId("marks");
    return table;
  }

  private static RecordTable<Edit> history() {
    RecordTable<Edit> table =
        new RecordTable<Edit>(
                "History of edits, the newest first",
                List.of(),
                null,
                "Nothing was edited in this case yet.")
            .withTime(
                "When",
                WHEN,
                edit -> MarksListViewModel.when(edit.at()),
                Comparator.comparing(Edit::at))
            .with("Who", 110, edit -> MarksListViewModel.author(edit.author()))
            .with("What", 320, MarksListViewModel::what)
            .with("Now", 260, MarksListViewModel::state);
    table.setId("history");
    return table;
  }

  private void show(Shown now) {
    fill(marks, now.items());
    marks.follow(model.current());
    Edit chosen = chosen();
    fill(history, now.log());
    if (chosen != null) {
      history.getItems().stream()
          .filter(e -> e.number() == chosen.number())
          .findFirst()
          .ifPresent(history::follow);
    }
    look();
  }

  private static <T> void fill(RecordTable<T> table, List<T> items) {
    table.getItems().setAll(items);
    if (!table.getSortOrder().isEmpty()) {
      table.sort();
    }
  }

  private void look() {
    boolean past = showHistory.isSelected();
    setCenter(past ? history : marks);
    Shown now = model.shown().get();
    caption.setText(
        past
            ? Moments.count(now.log().size(), "edit") + ", the newest first"
            : Moments.count(now.items().size(), "marked event"));
    buttons();
  }

  private void buttons() {
    boolean past = showHistory.isSelected();
    Item item = marks.getSelectionModel().getSelectedItem();
    show(clear, !past && item != null && item.row() >= 0);
    Edit edit = chosen();
    long undone = edit == null ? 0 : model.undoneWith(edit);
    long redone = edit == null ? 0 : model.redoneWith(edit);
    show(turn, past && undone + redone > 0);
    turn.setText(
        undone > 0
            ? "_Undo " + Moments.count(undone, "edit") + ", down to this"
            : "_Redo " + Moments.count(redone, "edit") + ", up to this");
    Controls.explain(
        turn,
        undone > 0
            ? "Undoes this edit and all after it; redo brings them back"
            : "Does this edit again, and all undone before it");
  }

  private static void show(Button button, boolean shown) {
    button.setVisible(shown);
    button.setManaged(shown);
  }

  private @Nullable Edit chosen() {
    return history.getSelectionModel().getSelectedItem();
  }

  private void clear() {
    Item item = marks.getSelectionModel().getSelectedItem();
    if (item != null) {
      model.clear(item);
    }
  }

  private void turn() {
    Edit edit = chosen();
    if (edit != null && model.undoneWith(edit) > 0) {
      model.undoTo(edit);
    } else if (edit != null) {
      model.redoTo(edit);
    }
  }
}
