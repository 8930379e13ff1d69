package salvor.workbench.custody;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.jobs.Standing;

/** How an act of a sheet goes on, and what became of it. */
final class ActCourse {
  private final Label told = Controls.paragraph("", "code");
  private final ProgressBar bar = new ProgressBar();
  private final Label doing = Controls.label("", "muted");
  private final Button stop;
  private final HBox progress;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final Subscription heard;

  /**
   * @param id what the ids of its controls begin with
   * @param doing what goes on, for a screen reader
   */
  ActCourse(CustodyActs acts, String id, String doing) {
    told.setId(id + "-told");
    bar.setAccessibleText("Progress of " + doing);
    this.doing.setMinWidth(0);
    stop = Controls.button("_Stop", "Stops it; nothing is left of the bundle", () -> {});
    stop.setId(id + "-stop");
    stop.setMinWidth(Region.USE_PREF_SIZE);
    progress = new HBox(8, bar, this.doing, Controls.spring(), stop);
    progress.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(progress, Priority.ALWAYS);
    heard = acts.outcome().subscribe(this::show);
  }

  private void show(CustodyActs.Outcome now) {
    busy.set(now.job() != null);
    told.setText(now.words().isEmpty() ? now.title() : now.title() + "\n" + now.words());
    told.setVisible(!now.title().isEmpty());
    told.setManaged(told.isVisible());
    told.getStyleClass().remove("failure-text");
    if (!now.good()) {
      told.getStyleClass().add("failure-text");
    }
    show(now.job());
  }

  private void show(JobsViewModel.@Nullable Shown job) {
    progress.setVisible(job != null);
    bar.progressProperty().unbind();
    doing.textProperty().unbind();
    if (job != null) {
      bar.progressProperty().bind(job.standing().map(Standing::part));
      doing.textProperty().bind(job.standing().map(Standing::words));
      stop.setOnAction(_ -> job.cancel());
    }
  }

  /** What became of it. */
  Label told() {
    return told;
  }

  /** How it goes on, before the button that begins it. */
  HBox line(Button act) {
    act.setMinWidth(Region.USE_PREF_SIZE);
    HBox line = new HBox(8, progress, act);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }

  /** Whether it goes on. */
  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** Tells it while this window is there. */
  void until(Stage closed, Runnable then) {
    closed.setOnHidden(_ -> {
      heard.unsubscribe();
      then.run();
    });
  }
}
