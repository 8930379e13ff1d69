package salvor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.playbook.BuiltIn;
import salvor.playbook.Playbook;
import salvor.playbook.RunLog;
import salvor.workbench.fx.Theme;

/** Pictures of the run of a playbook, in {@code target/gallery}. */
class PlaybookGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1920,1080", "LIGHT,1280,720", "DARK,1280,720"})
  void running(Theme theme, int width, int height, FxRobot robot) throws Exception {
    try (LivePractice practice = new LivePractice(folder, 20)) {
      practice.model.begin();
      String suffix = show(robot, practice.model, theme, width, height);
      until(() -> practice.model.title().startsWith("PRACTICE"));
      robot.interact(
          () -> robot.lookup("#live-tabs").<TabPane>query().getSelectionModel().select(3));
      ListView<?> offers = awaited(robot, "#playbooks");
      until(() -> !offers.getItems().isEmpty());
      robot.interact(() -> offers.getSelectionModel().select(2));
      save("playbook-choose" + suffix);
      until(() -> !text(robot, "#dwell-compromise").startsWith("--"));
      robot.interact(() -> robot.lookup("#playbook-begin").<Button>query().fire());
      ListView<?> steps = awaited(robot, "#steps");
      until(() -> !steps.getItems().isEmpty());
      save("playbook-begun" + suffix);
      written(practice.live.custody().ledger());
      until(() -> text(robot, "#dwell-verified").contains("1 of "));
      save("playbook-under-way" + suffix);
      robot.interact(() -> steps.getSelectionModel().select(1));
      save("playbook-step" + suffix);
      robot.interact(() -> robot.lookup("#step-skip").<Button>query().fire());
      over(robot, "#say-sheet", "playbook-skip" + suffix);
      robot.interact(() -> robot.lookup("#say-cancel").<Button>query().fire());
    }
  }

  private static ListView<?> awaited(FxRobot robot, String id) throws Exception {
    until(() -> robot.lookup(id).tryQuery().isPresent());
    return robot.lookup(id).query();
  }

  /** As the terminal or another window writes it. */
  private static void written(CaseLedger ledger) throws Exception {
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    RunLog log = new RunLog(ledger);
    write(ledger, Deed.COLLECTED, Map.of("verb", "exec"), Map.of("result", "collected"));
    write(
        ledger,
        Deed.ACTION,
        Map.of("verb", "look-inside", "purpose", "after"),
        Map.of("result", "verified"));
    log.done(playbook, "isolate", "seen by ann and by the probe of the switch");
    write(ledger, Deed.EXPORTED, Map.of("verb", "seal"), Map.of());
    log.assign(playbook, "collect", "Ann of the night shift of the response team in Hamburg");
    ledger.write(RunLog.listed(ledger, "shop/web", List.of("u2")));
    log.done(playbook, "scope", "");
    log.skip(playbook, "revoke", "the account has no bindings; its token was mounted nowhere");
    log.note(log.course(playbook));
  }

  private static void write(
      CaseLedger ledger, Deed deed, Map<String, String> request, Map<String, String> response)
      throws Exception {
    ledger.write(
        ledger
            .entry(deed, "a picture")
            .on(Target.of(null, null).in("shop", "web", "u1"))
            .asked(request, response));
  }
}
