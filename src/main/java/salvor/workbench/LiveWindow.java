package salvor.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.casefile.BaselineLibrary;
import salvor.jobs.Jobs;
import salvor.live.ActingSwitch;
import salvor.live.LiveCluster;
import salvor.workbench.cluster.ClosingSheet;
import salvor.workbench.cluster.LiveView;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.cluster.PodsMemory;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Scale;
import salvor.workbench.preferences.Preferences;
import salvor.workbench.preferences.PreferencesFile;

/** The window on a cluster while it runs. */
public final class LiveWindow {
  private LiveWindow() {}

  /**
   * Shows clusters, each in a window, and returns when all were closed. What was recorded opens in
   * windows of its own, which are closed with the last.
   *
   * @param opener says how to open what was recorded
   * @throws NoDisplay when there is no display to show a window on
   */
  public static void open(List<LiveCluster> clusters, Opener opener) throws NoDisplay {
    CountDownLatch closed = new CountDownLatch(clusters.size());
    Jobs jobs = new Jobs();
    FxThread fx = new FxThread();
    List<LiveViewModel> models = new ArrayList<>();
    for (LiveCluster each : clusters) {
      models.add(new LiveViewModel(each, jobs, fx, InstantSource.system()));
    }
    List<WorkbenchViewModel> opened = new ArrayList<>();
    AtomicReference<@Nullable UncheckedIOException> failed = new AtomicReference<>();
    try {
      Platform.startup(() -> {
        try {
          models.forEach(model -> {
            begin(model);
            show(
                model,
                opener.library(),
                false,
                closed::countDown,
                paths -> opened.add(recorded(paths, jobs, fx, opener)));
          });
        } catch (UncheckedIOException cause) { // whoever waits for the windows is told
          failed.set(cause);
          models.forEach(_ -> closed.countDown());
        }
      });
    } catch (UnsupportedOperationException | LinkageError cause) {
      throw new NoDisplay(cause);
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread()
          .interrupt(); // told to end: the window goes, and what is open is closed
    }
    models.forEach(LiveViewModel::end);
    opened.forEach(WorkbenchViewModel::close);
    Platform.exit();
    UncheckedIOException cause = failed.get();
    if (cause != null) {
      throw cause;
    }
  }

  static void begin(LiveViewModel model) {
    try {
      model.begin();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  /**
   * Shows it; says when the window was closed, and when evidence is to be opened.
   *
   * @param played whether it is a practice cluster that ends with the window
   */
  static Stage show(
      LiveViewModel model,
      Optional<BaselineLibrary> library,
      boolean played,
      Runnable closed,
      Consumer<List<Path>> open) {
    Preferences preferred = PreferencesFile.ofUser().read().preferences();
    Scale.set(preferred.letters(), preferred.density());
    LiveView view =
        new LiveView(model, library, PodsMemory.in(PreferencesFile.beside("pods.json")), open);
    view.setStyle(Scale.style());
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Scene scene =
        new Scene(view, Math.min(1600, screen.getWidth()), Math.min(1000, screen.getHeight() - 40));
    preferred.theme().applyTo(scene);
    Stage stage = new Stage();
    stage.setScene(scene);
    stage.setTitle(model.title());
    stage.getIcons().addAll(SalvorWindow.icons());
    stage.setOnCloseRequest(event -> {
      event.consume();
      ClosingSheet.open(view, model, played, stage::hide);
    });
    stage.setOnHidden(_ -> {
      model.acting().end(ActingSwitch.End.WINDOW_CLOSED);
      closed.run();
    });
    stage.show();
    return stage;
  }

  private static WorkbenchViewModel recorded(
      List<Path> evidence, Jobs jobs, FxThread fx, Opener opener) {
    WorkbenchViewModel model = new WorkbenchViewModel(jobs, fx);
    Stage stage = new Stage();
    SalvorWindow.show(stage, model, opener, new CountDownLatch(1), fx);
    stage.toFront();
    model.open(opener.evidence(evidence));
    return model;
  }
}
