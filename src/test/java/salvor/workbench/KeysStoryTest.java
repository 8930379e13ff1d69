package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.jobs.Jobs;
import salvor.workbench.comparison.CompareView;
import salvor.workbench.comparison.CompareViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;
import salvor.workbench.jobs.OnDemand;

/** Where the keys are when something has just been shown. */
class KeysStoryTest extends WindowStory {
  KeysStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  @Test
  void theTabKeyReachesTheStatusBarLast(FxRobot robot) throws Exception {
    assertThat(scene.getFocusOwner().getId()).as("the first").isNotEqualTo("zone");
    assertThat(scene.getRoot().getChildrenUnmodifiable().getLast().getStyleClass())
        .contains("status-bar");
    open(robot, evidence(WEB_SHELL));
    assertThat(scene.getRoot().getChildrenUnmodifiable().getLast().getStyleClass())
        .contains("status-bar");
  }

  @Test
  void aComparisonThatIsMadeBeforeItsFirstFrameHasTheKeys(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    OnDemand<CompareViewModel> comparison = SampleCase.session(model).overviews().comparison();
    robot.interact(comparison::want);
    until(() -> comparison.state().get() instanceof OnDemand.State.Made<CompareViewModel>);
    CompareViewModel made = ((OnDemand.State.Made<CompareViewModel>) comparison.state().get()).it();
    robot.interact(() -> {
      CompareView view = new CompareView(made, () -> {}, new Jobs(), new FxThread());
      scene.setRoot(new StackPane(view));
      view.focusPicture();
    });
    until(() -> robot.lookup("#mirror").tryQuery().filter(Node::isFocused).isPresent());
  }
}
