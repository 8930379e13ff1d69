package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import salvor.workbench.fx.Theme;

/** The window says at once whether it is over, and leads to what it is known by. */
class EndingsStoryTest extends WindowStory {
  EndingsStoryTest() {
    super(1280, 720, Theme.LIGHT);
  }

  private static List<Hyperlink> links(FxRobot robot, String style) {
    return robot.lookup("#endings " + style).queryAllAs(Hyperlink.class).stream()
        .filter(link -> link.getParent().isVisible())
        .toList();
  }

  private static String details(FxRobot robot) {
    StringBuilder said = new StringBuilder();
    robot
        .lookup(".details")
        .queryAll()
        .forEach(node ->
            node.lookupAll(".label").forEach(l -> said.append(((Label) l).getText()).append('\n')));
    return said.toString();
  }

  @Test
  void saysItAtOnceAndGoesToWhatItNamesByKeysAlone(FxRobot robot) throws Exception {
    open(robot, evidence(WEB_SHELL));
    until(() -> links(robot, ".ending").size() == 3);
    assertThat(links(robot, ".ending"))
        .extracting(Hyperlink::getText)
        .satisfiesExactly(
            web -> assertThat(web).isEqualTo("Not over: acts until the end of the record"),
            pay -> assertThat(pay).startsWith("Not known to be over: quiet for 46 s until the end"),
            cache -> assertThat(cache).startsWith("Not known to be over: quiet for 1 min 47 s"));
    assertThat(links(robot, ".ending").getFirst().getAccessibleText())
        .startsWith("shop/web-5468d8c4df-8ppl7 (web): not over: acts until the end of the record");
    robot.interact(() -> links(robot, ".ending-fold").getFirst().requestFocus());
    robot.push(KeyCode.SPACE);
    until(() -> !links(robot, ".ending-fact").isEmpty());
    Hyperlink first = links(robot, ".ending-fact").getFirst();
    assertThat(first.getText()).isEqualTo("first out of profile 04:43:46");
    assertThat(first.getAccessibleText()).isEqualTo("Select the event: " + first.getText());
    robot.push(KeyCode.TAB);
    until(first::isFocused);
    robot.push(KeyCode.SPACE);
    until(() -> details(robot).contains("04:43:46.925999882"));
    robot.interact(() -> links(robot, ".ending").getFirst().fire());
    until(() -> details(robot).contains("04:46:42.695920106"));
  }
}
