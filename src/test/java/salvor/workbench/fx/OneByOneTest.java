package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class OneByOneTest {
  private final StackPane pane = new StackPane();

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(pane, 200, 100));
    stage.show();
  }

  @Test
  void eachPartIsLaidOutBeforeTheNextIsAdded(FxRobot robot) throws Exception {
    List<Integer> laidOutBefore = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(4);
    List<Region> regions = IntStream.range(0, 4).mapToObj(_ -> new Region()).toList();
    robot.interact(() ->
        OneByOne.begin(
            regions.stream()
                .<Runnable>map(region ->
                    () -> {
                      laidOutBefore.add(
                          (int) regions.stream().filter(r -> r.getWidth() > 0).count());
                      pane.getChildren().add(region);
                      done.countDown();
                    })
                .toList()));
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(laidOutBefore).containsExactly(0, 1, 2, 3);
  }
}
