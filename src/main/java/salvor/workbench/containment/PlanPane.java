package salvor.workbench.containment;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** What a plan would do, what it would leave, who notices, and what to know beforehand. */
final class PlanPane extends ScrollPane {
  private final Label verdict = Controls.paragraph("");
  private final GridPane sections = new GridPane();
  private final VBox column = new VBox(verdict, sections);

  PlanPane() {
    ColumnConstraints headings = new ColumnConstraints();
    headings.setMinWidth(Scale.px(150));
    headings.setMaxWidth(Scale.px(150));
    ColumnConstraints lines = new ColumnConstraints();
    lines.setHgrow(Priority.ALWAYS);
    sections.getColumnConstraints().setAll(headings, lines);
    sections.getStyleClass().add("plan-sections");
    column.getStyleClass().add("plan");
    column.setId("isolate-plan");
    setContent(column);
    setFitToWidth(true);
    setAccessibleText("What the plan would do");
    setMinHeight(0);
  }

  /** Shows a plan; null for none. */
  void show(@Nullable PlanShown plan) {
    sections.getChildren().clear();
    verdict.setVisible(plan != null);
    if (plan == null) {
      return;
    }
    boolean good = plan.pods() > 0 && plan.plan().isolates();
    verdict.setText((good ? "\u25c7 " : "\u25b2 ") + plan.verdict());
    verdict.getStyleClass().setAll("label", "plan-verdict", good ? "plan-good" : "plan-bad");
    section("Cannot be isolated", plan.refused(), "plan-bad-line");
    section("Would still pass, by policies", plan.passes(), "plan-bad-line");
    section("May destroy evidence", plan.risks(), "plan-risk-line");
    section("Who notices", plan.notices(), "plan-line");
    section("To know", plan.remarks(), "plan-line");
    section("What every quarantine leaves", plan.always(), "plan-line");
    if (!plan.by().isEmpty()) {
      section("By", List.of(plan.by()), "plan-line");
    }
    section("Not by", plan.notBy(), "plan-line");
    if (!plan.missing().isEmpty()) {
      section("You may not", List.of(plan.missing()), "plan-bad-line");
    }
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
