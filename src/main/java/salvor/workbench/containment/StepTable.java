package salvor.workbench.containment;

import java.util.List;
import javafx.scene.control.TextArea;
import salvor.report.StepText;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.VisibleText;

/** The steps of a measure, how each stands, and the request of the chosen one as text. */
final class StepTable {
  private static final int MOST = 5;
  private static final int LEAST = 2;
  private final TextArea request = new TextArea();
  private final RecordTable<StepRow> table =
      new RecordTable<StepRow>("Steps, in this order", List.of(), null, "")
          .with("", 48, row -> Integer.toString(row.number()))
          .with("What is sent, in this order", 520, StepRow::what)
          .with("How it stands", 420, StepRow::told)
          .knownBy(StepRow::number);

  /**
   * @param id what the ids of its controls begin with
   */
  StepTable(String id) {
    request.setEditable(false);
    request.setId(id + "-request");
    request.setAccessibleText("What the chosen step sends, and what it changes");
    request.getStyleClass().add("code");
    table.setId(id + "-steps");
    table.setMinHeight(height(LEAST));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row != null) {
            request.setText(
                StepText.difference(row.step())
                    + "\n\n"
                    + VisibleText.lines(StepText.yaml(row.step())));
          }
        });
  }

  private static double height(int rows) {
    return Scale.px(36) + Scale.row(26) * rows;
  }

  /** Shows steps; the last is chosen where none is. */
  void show(List<StepRow> rows) {
    table.show(rows, "");
    table.setPrefHeight(height(Math.clamp(rows.size(), LEAST, MOST)));
    table.setMinHeight(height(Math.clamp(rows.size(), LEAST, 3)));
    if (rows.isEmpty()) {
      request.clear();
    } else if (table.getSelectionModel().isEmpty()) {
      table.getSelectionModel().select(rows.size() - 1);
    }
  }

  RecordTable<StepRow> table() {
    return table;
  }

  /** What the chosen step sends, whole, and what it changes. */
  TextArea request() {
    return request;
  }
}
