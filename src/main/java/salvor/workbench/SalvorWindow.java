package salvor.workbench;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.training.Scenarios;
import salvor.workbench.fx.FromTheStart;
import salvor.workbench.fx.FxThread;
import salvor.workbench.preferences.PreferencesFile;
import salvor.workbench.preferences.PreferencesViewModel;
import salvor.workbench.welcome.RecentCases;
import salvor.workbench.welcome.Sample;
import salvor.workbench.welcome.WelcomeViewModel;
import salvor.workbench.wording.VisibleText;

/** The program's window. */
public final class SalvorWindow {
  private SalvorWindow() {}

  /**
   * Shows the window and returns when it was closed.
   *
   * @param first what to open at once, null for the welcome screen
   * @param stored whether that only has to be read: it is begun before there is a window, or a
   *     display to show it on
   * @param opener says how to open what the investigator chooses later
   * @return what could not be kept while it closed, in words
   * @throws NoDisplay when there is no display to show a window on
   */
  public static List<String> open(@Nullable OpenRequest first, boolean stored, Opener opener)
      throws NoDisplay {
    CountDownLatch closed = new CountDownLatch(1);
    FromTheStart fx = new FromTheStart(new FxThread());
    Jobs jobs = new Jobs();
    PreferencesFile file = PreferencesFile.ofUser();
    WorkbenchViewModel model =
        new WorkbenchViewModel(
            jobs,
            fx,
            new PreferencesViewModel(file.read(), file::write, jobs, fx),
            new WelcomeViewModel(
                () -> Scenarios.folderOfProgram().map(Sample::in).orElse(List.of()),
                RecentCases.ofUser(),
                jobs,
                fx));
    if (first != null && stored) {
      model.open(first);
    }
    try {
      Platform.startup(() -> {
        if (first != null && !stored) {
          model.open(first);
        }
        show(new Stage(), model, opener, closed, fx);
        fx.begin();
      });
    } catch (UnsupportedOperationException
        | LinkageError cause) { // no display; no GUI libraries on this machine
      leave(model.giveUp());
      throw new NoDisplay(cause);
    }
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread()
          .interrupt(); // told to end: the window goes, and what is open is closed
    }
    List<String> lost = model.close();
    Platform.exit();
    return lost;
  }

  /** The case is looked at in the terminal next, which asks for its folder. */
  private static void leave(@Nullable Job<Session.Made> given) {
    if (given != null && given.await() instanceof JobState.Succeeded<Session.Made>(var made)) {
      try {
        made.investigation().opened().close();
      } catch (CaseUnusable _) {
        // nothing was changed in it; what is wrong with it, the next opening tells
      }
    }
  }

  static void show(
      Stage stage, WorkbenchViewModel model, Opener opener, CountDownLatch closed, Executor fx) {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Scene scene =
        new Scene(
            new Workbench(model, opener),
            Math.min(1600, screen.getWidth()),
            Math.min(1000, screen.getHeight() - 40));
    stage.setScene(scene);
    stage.setMinWidth(960);
    stage.setMinHeight(600);
    stage.setOnCloseRequest(event -> {
      if (!model.mayLeave(stage::hide)) {
        event.consume();
      }
    });
    stage.setOnHidden(_ -> closed.countDown());
    model.state().subscribe(state -> stage.setTitle(title(state)));
    addIcons(stage, scene, fx);
    stage.show();
  }

  /** Icons take a while to read: they come once the first frame is on its way to the screen. */
  private static void addIcons(Stage stage, Scene scene, Executor fx) {
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            scene.removePostLayoutPulseListener(this);
            fx.execute(() -> stage.getIcons().addAll(icons()));
          }
        });
  }

  /** The program's icon in every size that a desktop asks for, smallest first. */
  static List<Image> icons() {
    return IntStream.of(16, 24, 32, 48, 64, 128, 256)
        .mapToObj(size -> "/salvor/workbench/icons/salvor-" + size + ".png")
        .map(name -> Objects.requireNonNull(SalvorWindow.class.getResource(name), name))
        .map(picture -> new Image(picture.toExternalForm()))
        .toList();
  }

  private static String title(WorkbenchViewModel.State state) {
    return switch (state) {
      case WorkbenchViewModel.State.Welcome _ -> "Salvor";
      case WorkbenchViewModel.State.Opening(String name, _) ->
          VisibleText.of(name, 100) + " - Salvor";
      case WorkbenchViewModel.State.Retiming(Session session, _) ->
          VisibleText.of(session.investigation().name(), 100) + " - Salvor";
      case WorkbenchViewModel.State.Open(Session session) ->
          VisibleText.of(session.investigation().name(), 100) + " - Salvor";
      case WorkbenchViewModel.State.Failed(OpenRequest request, _, _) ->
          VisibleText.of(request.name(), 100) + " - Salvor";
    };
  }
}
