package salvor.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Theme;
import salvor.workbench.jobs.JobsBar;

/** The window's content: what is open, and the status bar. */
public final class Workbench extends BorderPane {
  private final WorkbenchViewModel model;
  private final Function<List<Path>, OpenRequest> opener;
  private final HBox facts = new HBox(18);
  private Theme theme = Theme.SYSTEM;

  /**
   * The content of a window.
   *
   * @param opener says how to open files and folders that the investigator chooses
   */
  public Workbench(WorkbenchViewModel model, Function<List<Path>, OpenRequest> opener) {
    this.model = model;
    this.opener = opener;
    getStyleClass().add("workbench");
    setBottom(statusBar());
    setOnDragOver(this::dragged);
    setOnDragDropped(this::dropped);
    model.state().subscribe(this::show);
  }

  private HBox statusBar() {
    Button look = Controls.button("System theme", "Change between the desktop's theme, light and dark", () -> {});
    look.getStyleClass().add("small");
    look.setOnAction(_ -> look.setText(nextTheme()));
    facts.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
    HBox bar = new HBox(new JobsBar(model.running()), Controls.spring(), facts, Controls.label("All times UTC", "muted"), look);
    bar.getStyleClass().add("status-bar");
    return bar;
  }

  private String nextTheme() {
    theme = Theme.values()[(theme.ordinal() + 1) % Theme.values().length];
    theme.applyTo(getScene());
    return switch (theme) {
      case SYSTEM -> "System theme";
      case LIGHT -> "Light theme";
      case DARK -> "Dark theme";
    };
  }

  private void show(WorkbenchViewModel.State state) {
    facts.getChildren().clear();
    setCenter(
        switch (state) {
          case WorkbenchViewModel.State.Welcome(String message) -> States.welcome(message, this::open);
          case WorkbenchViewModel.State.Opening(String name, var job) -> States.opening(name, job);
          case WorkbenchViewModel.State.Open(Session session) -> session(session);
          case WorkbenchViewModel.State.Failed(OpenRequest request, var failure) ->
              States.failed(request.name(), failure, () -> model.open(request), this::open);
        });
  }

  private Node session(Session session) {
    SessionView view = new SessionView(session, model.jobs(), model.fx());
    facts.getChildren().add(view.hidden());
    return view;
  }

  private void open(@Nullable List<Path> paths) {
    if (paths != null && !paths.isEmpty()) {
      model.open(opener.apply(paths));
    }
  }

  private void dragged(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
      event.consume();
    }
  }

  private void dropped(DragEvent event) {
    List<java.io.File> files = Objects.requireNonNullElse(event.getDragboard().getFiles(), List.of());
    event.setDropCompleted(!files.isEmpty());
    event.consume();
    open(files.stream().map(java.io.File::toPath).toList());
  }
}
