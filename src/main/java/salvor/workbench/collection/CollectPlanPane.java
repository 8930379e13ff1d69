package salvor.workbench.collection;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.collection.CollectionPlan;
import salvor.report.ContainmentWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/** What would be taken, by which way, what stays behind, and what to know beforehand. */
final class CollectPlanPane extends ScrollPane {
  private final Label verdict = Controls.paragraph("");
  private final GridPane sections = new GridPane();

  CollectPlanPane() {
    ColumnConstraints headings = new ColumnConstraints();
    headings.setMinWidth(Scale.px(150));
    headings.setMaxWidth(Scale.px(150));
    ColumnConstraints lines = new ColumnConstraints();
    lines.setHgrow(Priority.ALWAYS);
    sections.getColumnConstraints().setAll(headings, lines);
    sections.getStyleClass().add("plan-sections");
    VBox column = new VBox(verdict, sections);
    column.getStyleClass().add("plan");
    verdict.setId("collect-verdict");
    column.setId("collect-plan");
    setContent(column);
    setFitToWidth(true);
    setAccessibleText("What would be taken, and by which way");
    setMinHeight(0);
  }

  /** Shows a plan; null for none. */
  void show(@Nullable CollectionPlan plan) {
    sections.getChildren().clear();
    verdict.setVisible(plan != null);
    if (plan == null) {
      return;
    }
    boolean good = PlanText.isGood(plan);
    verdict.setText(PlanText.verdict(plan));
    verdict.getStyleClass().setAll("label", "plan-verdict", good ? "plan-good" : "plan-bad");
    section("By which way", PlanText.ways(plan), good ? "plan-line" : "plan-bad-line");
    section("Takes, in this order", PlanText.items(plan), "plan-line");
    section("Stays behind", PlanText.footprint(plan), "plan-risk-line");
    if (!plan.missing().isEmpty()) {
      section(
          "You may not", List.of(ContainmentWords.rights(plan.missing()) + "."), "plan-bad-line");
    }
    section("To know", PlanText.remarks(plan), "plan-line");
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
