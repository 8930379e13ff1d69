package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.junit.jupiter.api.Tag;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import salvor.workbench.OpenRequest;
import salvor.workbench.Png;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.fx.Theme;

/** Pictures of the window in {@code target/gallery}, for people to look at. */
@Tag("gallery")
public abstract class Gallery extends WindowStory {
  protected Gallery() {
    super(1600, 1000, Theme.LIGHT);
  }

  /** Opens it in that theme and size; how the pictures' names end. */
  protected final String open(
      FxRobot robot, OpenRequest request, Theme theme, int width, int height)
      throws TimeoutException {
    String suffix = look(robot, theme, width, height);
    open(robot, request);
    return suffix;
  }

  /** Shows a cluster in that theme and size; how the pictures' names end. */
  protected final String show(
      FxRobot robot, LiveViewModel live, Theme theme, int width, int height) {
    String suffix = look(robot, theme, width, height);
    show(robot, live);
    return suffix;
  }

  private String look(FxRobot robot, Theme theme, int width, int height) {
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
      theme.applyTo(scene);
    });
    return "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width;
  }

  protected final void save(String name) throws Exception {
    write(scene, name);
  }

  /** A picture of the popup that holds the node. */
  protected static void over(FxRobot robot, String node, String name) throws Exception {
    until(() -> robot.lookup(node).tryQuery().isPresent());
    Node inside = robot.lookup(node).query();
    write(inside.getScene(), name);
  }

  private static void write(Scene scene, String name) throws Exception {
    WaitForAsyncUtils.waitForFxEvents(60);
    Path folder = Files.createDirectories(Path.of("target/gallery"));
    Png.write(
        WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get(), folder.resolve(name + ".png"));
  }
}
