package salvor.workbench;

import javafx.stage.Stage;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** The same stories on the smallest screen that people still carry about. */
class SmallWindowStoryTest extends WindowStoryTest {
  @Start
  @Override
  void start(Stage stage) { // TestFX looks no further than this class
    super.start(stage);
  }

  @Stop
  @Override
  void stop() {
    super.stop();
  }

  @Override
  int width() {
    return 1280;
  }

  @Override
  int height() {
    return 720;
  }
}
