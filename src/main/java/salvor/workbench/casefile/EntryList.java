package salvor.workbench.casefile;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;

/** Entries below each other, each with its remarks. */
public final class EntryList extends ListView<Entry> {
  /**
   * A list of entries.
   *
   * @param name what they are, for a screen reader
   * @param none what is said when there are none
   */
  public EntryList(List<Entry> entries, String name, String none) {
    getStyleClass().add("entries");
    setAccessibleText(name);
    setPlaceholder(Controls.paragraph(none, "empty"));
    setItems(FXCollections.observableArrayList(entries));
    setCellFactory(_ -> new Cell());
  }

  /** Shows these entries in place of those before. */
  public void show(List<Entry> entries) {
    getItems().setAll(entries);
  }

  private static final class Cell extends ListCell<Entry> {
    private final Label title = Controls.label("", "entry-title");
    private final Label kind = Controls.label("", "chip-small");
    private final Label sum = Controls.label("", "entry-sum");
    private final VBox remarks = new VBox(1);
    private final VBox all;

    Cell() {
      getStyleClass().add("entry-cell");
      title.setTextOverrun(javafx.scene.control.OverrunStyle.CENTER_ELLIPSIS);
      kind.setMinWidth(USE_PREF_SIZE);
      sum.setMinWidth(USE_PREF_SIZE);
      HBox head = new HBox(10, title, kind, Controls.spring(), sum);
      head.setAlignment(Pos.CENTER_LEFT);
      all = new VBox(3, head, remarks);
      all.getStyleClass().add("entry");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      setText(null);
      if (empty || entry == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      title.setText(entry.title());
      kind.setText(entry.kind());
      kind.setVisible(!entry.kind().isEmpty());
      sum.setText(entry.sum());
      sum.getStyleClass().setAll("label", entry.attention() ? "entry-attention" : "entry-sum");
      remarks
          .getChildren()
          .setAll(entry.remarks().stream().map(r -> Controls.paragraph(r, "muted")).toList());
      setAccessibleText(entry.spoken());
      setGraphic(all);
    }
  }
}
