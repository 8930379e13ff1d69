package salvor.workbench.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.custody.LedgerRecord;
import salvor.report.CustodyWords;
import salvor.workbench.fx.Clip;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** All that a record of the ledger says: its fields, and itself as the next one has its hash. */
final class RecordPage extends ScrollPane {
  private static final int NAME = 60;
  private static final int VALUE = 2000;
  private static final int RAW = 100_000;
  private final Label none =
      Controls.paragraph("Choose a record to read all that it says.", "empty");
  private final Label title = Controls.paragraph("", "page-title");
  private final Label result = Controls.paragraph("");
  private final GridPane fields = new GridPane();
  private final TextArea raw = new TextArea();
  private final VBox page;
  private String whole = "";

  /** A field of a record. */
  private record Field(String name, String value) {}

  RecordPage() {
    setId("custody-record");
    setFitToWidth(true);
    setFocusTraversable(true);
    setAccessibleText("The chosen record with all that it says");
    getStyleClass().add("record-scroll");
    title.setId("custody-record-title");
    result.setId("custody-record-result");
    fields.setId("custody-record-fields");
    fields.getStyleClass().add("fields");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    fields.getColumnConstraints().setAll(names, values);
    raw.setId("custody-raw");
    raw.setEditable(false);
    raw.setWrapText(true);
    raw.getStyleClass().add("code");
    raw.setAccessibleText("The record itself, as the next one has its hash");
    Button copy =
        Controls.button("Cop_y", "Copies all that it says, and itself", () -> Clip.put(whole));
    copy.setId("custody-record-copy");
    copy.getStyleClass().add("small");
    copy.setMinWidth(USE_PREF_SIZE);
    Label itself = Controls.paragraph("The record itself, as the next one has its hash", "muted");
    HBox.setHgrow(itself, Priority.ALWAYS);
    itself.setMaxWidth(Double.MAX_VALUE);
    HBox head = new HBox(8, itself, copy);
    head.setAlignment(Pos.CENTER_LEFT);
    page = new VBox(title, result, fields, head, raw);
    page.getStyleClass().add("record-page");
    show(null);
  }

  /** Shows a record; null for none. */
  void show(@Nullable LedgerRecord record) {
    if (record == null) {
      setContent(none);
      whole = "";
      return;
    }
    List<Field> all = fields(record);
    title.setText(record.seq() + ". " + value(CustodyWords.deed(record)));
    result.setText(value(CustodyWords.result(record)));
    result.setVisible(!result.getText().isEmpty());
    result.setManaged(result.isVisible());
    fields.getChildren().clear();
    for (Field field : all) {
      Label name = Controls.label(field.name(), "field-name");
      Label value = Controls.paragraph(field.value());
      value.setMinWidth(0);
      GridPane.setValignment(name, VPos.TOP);
      fields.addRow(fields.getRowCount(), name, value);
    }
    raw.setText(VisibleText.of(record.raw(), RAW));
    raw.setPrefRowCount(Math.clamp(raw.getText().length() / 50 + 1, 4, 24));
    whole = copied(all) + "\n" + record.raw() + "\n";
    setContent(page);
    setVvalue(0);
  }

  private static List<Field> fields(LedgerRecord record) {
    List<Field> all = new ArrayList<>();
    add(all, "Time", record.time() + ", by the clock: " + record.clock());
    add(all, "Who", record.who());
    add(all, "What", CustodyWords.deed(record) + " (" + record.eventName() + ")");
    add(all, "Object", record.object());
    add(all, "SHA-256", record.sha256());
    add(all, "Result", CustodyWords.result(record));
    add(all, "Why", record.why());
    add(all, "Note", record.note());
    pairs(all, "Asked", record.request());
    pairs(all, "Answered", record.response());
    add(all, "Tool", record.tool());
    add(all, "Evidence", record.evidenceId());
    return all;
  }

  private static void pairs(List<Field> all, String how, Map<String, String> pairs) {
    new TreeMap<>(pairs).forEach((name, value) -> add(all, how + ": " + name, value));
  }

  private static void add(List<Field> all, String name, String value) {
    if (!value.isEmpty()) {
      all.add(new Field(VisibleText.of(name, NAME), value(value)));
    }
  }

  private static String value(String text) {
    return VisibleText.of(text, VALUE);
  }

  private static String copied(List<Field> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(each -> text.append(each.name()).append(": ").append(each.value()).append('\n'));
    return text.toString();
  }
}
