package salvor.workbench.recovery;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.recovery.Hitch;
import salvor.recovery.RollOutPlan;
import salvor.report.ClusterWords;
import salvor.report.RollOutWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** What to know of the chosen workload, and what no roll-out reaches. */
final class RollAbout extends ScrollPane {
  private static final int NAMED = 20;
  private final GridPane sections = new GridPane();

  RollAbout() {
    ColumnConstraints headings = new ColumnConstraints();
    headings.setMinWidth(Scale.px(150));
    headings.setMaxWidth(Scale.px(150));
    ColumnConstraints lines = new ColumnConstraints();
    lines.setHgrow(Priority.ALWAYS);
    sections.getColumnConstraints().setAll(headings, lines);
    sections.getStyleClass().addAll("plan-sections", "plan");
    setId("rollout-about");
    setContent(sections);
    setFitToWidth(true);
    setMinHeight(Scale.px(90));
    setAccessibleText("What to know of the chosen workload, and what no roll-out reaches");
    getStyleClass().add("plan-body");
  }

  /** Shows it; null for nothing. */
  void show(
      @Nullable RollRow row, @Nullable RollOutPlan plan, String unsealed, List<Hitch> hitches) {
    sections.getChildren().clear();
    section(
        "Do not start",
        hitches.stream().limit(NAMED).map(RollOutWords::hitch).toList(),
        "plan-bad-line");
    if (plan != null) {
      section(
          "Evidence that ends",
          unsealed.isEmpty() ? List.of() : List.of(unsealed),
          "plan-bad-line");
      section("Not reached", left(plan), "plan-bad-line");
    }
    if (row != null) {
      section("Remarks", row.remarks(), "plan-risk-line");
      section("How it is known", List.of(row.basis()), "plan-line");
      section("Image now", List.of(row.before()), "plan-line");
      section("Image after", List.of(row.after()), "plan-line");
    }
  }

  private static List<String> left(RollOutPlan plan) {
    List<String> all = new ArrayList<>();
    plan.left().stream().limit(NAMED).map(RollOutWords::left).forEach(all::add);
    if (plan.left().size() > NAMED) {
      all.add("and " + Moments.count(plan.left().size() - NAMED) + " more");
    }
    plan.notSeen()
        .forEach(each ->
            all.add(each.kind().plural() + " were not seen: " + ClusterWords.trouble(each.why())));
    return all;
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
