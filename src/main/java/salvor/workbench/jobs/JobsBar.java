package salvor.workbench.jobs;

import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import salvor.workbench.fx.Controls;

/** The jobs under way, side by side in the status bar. */
public final class JobsBar extends HBox {
  private final JobsViewModel model;

  /** A bar of the model's jobs. */
  public JobsBar(JobsViewModel model) {
    this.model = model;
    getStyleClass().add("jobs");
    setSpacing(18);
    setAlignment(Pos.CENTER_LEFT);
    setAccessibleText("Work under way");
    model.running().addListener((ListChangeListener<JobsViewModel.Shown>) _ -> rebuild());
    rebuild();
  }

  private void rebuild() {
    getChildren().setAll(model.running().stream().map(JobsBar::entry).toList());
    if (getChildren().isEmpty()) {
      getChildren().add(Controls.label("Ready", "muted"));
    }
  }

  private static HBox entry(JobsViewModel.Shown job) {
    ProgressBar bar = new ProgressBar();
    bar.setAccessibleText("Progress of " + job.title());
    bar.setPrefWidth(120);
    bar.progressProperty().bind(job.standing().map(Standing::part));
    Label doing = Controls.label("", "muted");
    doing.textProperty().bind(job.standing().map(Standing::words));
    Button cancel = Controls.iconButton("icon-cross", "Cancel: " + job.title(), job::cancel);
    HBox entry = new HBox(8, Controls.label(job.title()), bar, doing, cancel);
    entry.setAlignment(Pos.CENTER_LEFT);
    return entry;
  }
}
