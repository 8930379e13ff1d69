package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class GraduallyTest {
  private final AtomicLong frames = new AtomicLong();
  private Scene scene;

  @Start
  void start(Stage stage) {
    scene = new Scene(new StackPane(), 200, 100);
    stage.setScene(scene);
    stage.show();
    scene.addPostLayoutPulseListener(frames::incrementAndGet);
  }

  @Test
  void doesOneStepInAFrameInTheOrderGivenAlsoThoseThatAStepAdds(FxRobot robot) throws Exception {
    List<String> done = new CopyOnWriteArrayList<>();
    List<Long> when = new CopyOnWriteArrayList<>();
    Gradually gradually = new Gradually();
    Runnable note = () -> when.add(frames.get());
    robot.interact(() -> {
      gradually.then(() -> done.add("one"));
      gradually.then(note);
      gradually.then(note);
      gradually.then(() -> {
        done.add("two");
        gradually.then(() -> done.add("three"));
      });
      assertThat(done).as("not at once").isEmpty();
    });
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> done.contains("three"));
    assertThat(done).containsExactly("one", "two", "three");
    assertThat(when.get(1)).isGreaterThan(when.get(0));
  }

  @Test
  void whatIsStoppedInItsOwnStepGoesNoFurther(FxRobot robot) throws Exception {
    List<String> done = new CopyOnWriteArrayList<>();
    Gradually gradually = new Gradually();
    robot.interact(() -> {
      gradually.then(gradually::stop);
      gradually.then(() -> done.add("never"));
    });
    Gradually later = new Gradually();
    robot.interact(() -> {
      for (int i = 0; i < 4; i++) {
        later.then(() -> done.add("later"));
      }
    });
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> done.size() == 4);
    assertThat(done).doesNotContain("never");
  }

  @Test
  void theRehearsalShowsEveryKindOfControlAndGoesAgain(FxRobot robot) throws Exception {
    robot.interact(() -> ((StackPane) scene.getRoot()).getChildren().setAll(new Rehearsal()));
    Rehearsal rehearsal = (Rehearsal) ((StackPane) scene.getRoot()).getChildren().getFirst();
    WaitForAsyncUtils.waitFor(
        20,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.asyncFx(() -> !rehearsal.getChildren().isEmpty()).get());
    WaitForAsyncUtils.waitFor(
        20,
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.asyncFx(() -> rehearsal.getChildren().isEmpty()).get());
  }
}
