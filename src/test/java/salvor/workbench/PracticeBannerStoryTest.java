package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import salvor.WindowStory;
import salvor.workbench.fx.Theme;

/** What a practice cluster played does not pass for an incident when it is opened later. */
@ExtendWith(FxWatchdog.class)
class PracticeBannerStoryTest extends WindowStory {
  @TempDir private Path dir;

  PracticeBannerStoryTest() {
    super(1280, 800, Theme.LIGHT);
  }

  @Test
  void whatWasPlayedIsMarked(FxRobot robot) throws Exception {
    Files.writeString(
        dir.resolve("recording.json"),
        "{\"salvor\":\"recording\",\"context\":\"pr\\u0007act\",\"server\":\"s\",\"practice\":\"webshell\"}\n");
    Files.writeString(
        dir.resolve("falco.jsonl"),
        "{\"time\":\"2026-11-23T04:00:00Z\",\"rule\":\"x\",\"priority\":\"Debug\",\"output\":\"x\",\"output_fields\":"
            + "{\"evt.type\":\"execve\",\"k8s.ns.name\":\"shop\",\"k8s.pod.name\":\"web-1\",\"proc.pid\":7,"
            + "\"proc.exepath\":\"/bin/p\",\"proc.name\":\"p\",\"proc.cmdline\":\"p\"}}\n");
    open(robot, evidence(dir));
    until(() -> robot.lookup("#notice-practice").tryQuery().isPresent());
    String said =
        robot.lookup("#notice-practice .notice-title").<Text>query().getText()
            + robot.lookup("#notice-practice .notice-text").<Text>query().getText();
    assertThat(said).contains("PRACTICE", "Nothing of that is real").doesNotContain("\u0007");
  }
}
