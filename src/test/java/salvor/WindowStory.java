package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.workbench.OpenRequest;
import salvor.workbench.Opener;
import salvor.workbench.Workbench;
import salvor.workbench.WorkbenchViewModel;
import salvor.workbench.cluster.LiveView;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.cluster.PodsMemory;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/** What the stories and pictures of the window share: the window itself, opening, and waiting. */
@ExtendWith({ApplicationExtension.class, WindowStory.Shown.class})
public abstract class WindowStory {
  protected static final Path WEB_SHELL = Path.of("evidence-samples", "webshell");

  private static final Cases CASES = Salvor.cases();

  protected final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
  protected int width;
  protected int height;
  private final Theme theme;
  protected Stage stage;
  protected Scene scene;

  protected WindowStory(int width, int height, Theme theme) {
    this.width = width;
    this.height = height;
    this.theme = theme;
  }

  /** Shows the window before each story: TestFX itself looks for no such method in a superclass. */
  public static final class Shown implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) throws TimeoutException {
      WindowStory story = (WindowStory) context.getRequiredTestInstance();
      FxToolkit.setupStage(story::show);
      until(story::hasTheKeys);
    }

    @Override
    public void afterEach(ExtensionContext context) throws TimeoutException {
      WindowStory story = (WindowStory) context.getRequiredTestInstance();
      FxToolkit.setupFixture(story::close);
    }
  }

  private void show(Stage shown) {
    stage = shown;
    scene = new Scene(new Workbench(model, opener()), width, height);
    theme.applyTo(scene);
    stage.setScene(scene);
    stage.sizeToScene(); // another story may have left it smaller
    stage.show();
  }

  /** Whether the window system has given the window the keys, asked for once more if not. */
  private boolean hasTheKeys() {
    if (!stage.isFocused()) {
      stage.requestFocus();
    }
    return stage.isFocused();
  }

  /** What a story leaves behind is put away here, on the JavaFX thread. */
  protected void close() {
    model.close();
  }

  /** Says how the window opens what is chosen. */
  protected Opener opener() {
    return this::evidence;
  }

  /** What the window opens when files are chosen or dropped. */
  protected OpenRequest evidence(List<Path> paths) {
    return Salvor.request(CASES, Opening.inMemory(paths, List.of()));
  }

  protected static OpenRequest evidence(Path path) {
    return Salvor.request(CASES, Opening.inMemory(List.of(path), List.of()));
  }

  protected static OpenRequest evidence(Path path, Path baseline) {
    return Salvor.request(CASES, Opening.inMemory(List.of(path), List.of(baseline)));
  }

  protected static OpenRequest storedIn(Path folder, Path path) {
    return Salvor.request(CASES, Opening.inFolder(List.of(path), List.of(), folder));
  }

  /** Opens it and waits until its timeline is painted and has the keys, as the last that comes. */
  protected final void open(FxRobot robot, OpenRequest request) throws TimeoutException {
    robot.interact(() -> model.open(request));
    until(
        () -> painted(robot, "#timeline-picture") && robot.lookup("#timeline").query().isFocused());
  }

  /** Shows a cluster instead of evidence. */
  protected final void show(FxRobot robot, LiveViewModel live) {
    show(robot, live, PodsMemory.none());
  }

  /** Shows a cluster with the table of pods as it was left. */
  protected final void show(FxRobot robot, LiveViewModel live, PodsMemory memory) {
    show(robot, live, memory, _ -> {});
  }

  /** The same, where evidence is opened as the story says. */
  protected final void show(
      FxRobot robot, LiveViewModel live, PodsMemory memory, Consumer<List<Path>> evidence) {
    robot.interact(() -> scene.setRoot(new LiveView(live, opener().library(), memory, evidence)));
  }

  protected static boolean painted(FxRobot robot, String picture) {
    return robot
        .lookup(picture)
        .tryQuery()
        .filter(node -> ((ImageView) node).getImage() != null)
        .isPresent();
  }

  protected static void focus(FxRobot robot, String node) {
    robot.interact(() -> robot.lookup(node).query().requestFocus());
  }

  /** Goes on by the Tab key until a node has the keys. */
  protected static void byTab(FxRobot robot, String id) {
    for (int i = 0; i < 80 && !isAt(robot, id); i++) {
      robot.type(KeyCode.TAB);
      WaitForAsyncUtils.waitForFxEvents();
    }
    assertThat(isAt(robot, id)).as("reached by the Tab key: " + id).isTrue();
    // what is written goes where the keys are: the robot does not follow a sheet by itself
    robot.targetWindow(robot.lookup("#" + id).query().getScene().getWindow());
  }

  protected static boolean isAt(FxRobot robot, String id) {
    return robot.lookup("#" + id).tryQuery().filter(Node::isFocused).isPresent();
  }

  /** What a labelled node says; empty as long as it is not there. */
  protected static String text(FxRobot robot, String node) {
    return robot.lookup(node).tryQuery().map(found -> ((Labeled) found).getText()).orElse("");
  }

  /** Waits until it holds, asked on the JavaFX thread. */
  public static void until(BooleanSupplier holds) throws TimeoutException {
    try {
      WaitForAsyncUtils.waitFor(
          60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds::getAsBoolean).get());
    } catch (TimeoutException e) {
      TimeoutException told = new TimeoutException("It never held. The keys: " + keys());
      told.initCause(e);
      throw told;
    }
  }

  /** Which windows there are, and who has the keys: what a story that hangs is told by. */
  private static String keys() {
    return WaitForAsyncUtils.waitForAsyncFx(
        10_000,
        () ->
            Window.getWindows().stream()
                .map(window ->
                    window.getClass().getSimpleName()
                        + (window.isFocused() ? " focused" : "")
                        + ", owner of the focus "
                        + (window.getScene() == null ? null : window.getScene().getFocusOwner()))
                .collect(Collectors.joining("; ")));
  }
}
