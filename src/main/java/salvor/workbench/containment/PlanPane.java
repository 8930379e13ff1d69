package salvor.workbench.containment;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** What a plan would do, what it would leave, who notices, and what to know beforehand. */
final class PlanPane extends ScrollPane {
  /** What a plan comes to. */
  enum Tone {
    GOOD("plan-good", "\u25c7 "),
    /** It does what was wished for, and something beside. */
    CAREFUL("plan-careful", "\u25b3 "),
    BAD("plan-bad", "\u25b2 ");

    private final String style;
    private final String shape;

    Tone(String style, String shape) {
      this.style = style;
      this.shape = shape;
    }
  }

  private final Label verdict = Controls.paragraph("");
  private final GridPane sections = new GridPane();
  private final VBox column = new VBox(verdict, sections);

  /**
   * @param id what the ids of its parts begin with
   */
  PlanPane(String id) {
    ColumnConstraints headings = new ColumnConstraints();
    headings.setMinWidth(Scale.px(150));
    headings.setMaxWidth(Scale.px(150));
    ColumnConstraints lines = new ColumnConstraints();
    lines.setHgrow(Priority.ALWAYS);
    sections.getColumnConstraints().setAll(headings, lines);
    sections.getStyleClass().add("plan-sections");
    column.getStyleClass().add("plan");
    column.setId(id + "-plan");
    setContent(column);
    setFitToWidth(true);
    setAccessibleText("What the plan would do");
    setMinHeight(0);
  }

  /**
   * Shows a plan.
   *
   * @param told what it comes to, in a sentence; empty for no plan
   */
  void show(String told, Tone tone, List<PlanSection> all) {
    sections.getChildren().clear();
    verdict.setVisible(!told.isEmpty());
    verdict.setManaged(!told.isEmpty());
    verdict.setText(tone.shape + told);
    verdict.getStyleClass().setAll("label", "plan-verdict", tone.style);
    all.forEach(each -> section(each.heading(), each.lines(), each.weight().style()));
    setVvalue(0);
  }

  private void section(String title, List<String> lines, String style) {
    if (lines.isEmpty()) {
      return;
    }
    Label heading = Controls.paragraph(title, "plan-heading");
    VBox told = new VBox();
    lines.forEach(line -> told.getChildren().add(Controls.paragraph(line, style)));
    GridPane.setValignment(heading, VPos.TOP);
    sections.addRow(sections.getRowCount(), heading, told);
  }
}
