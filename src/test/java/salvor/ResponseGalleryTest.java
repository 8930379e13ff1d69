package salvor;

import java.nio.file.Path;
import java.util.Map;
import javafx.scene.control.Button;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.custody.Deed;
import salvor.workbench.OpenRequest;
import salvor.workbench.fx.Theme;

/** Pictures of what was done about an incident, on the timeline, in {@code target/gallery}. */
class ResponseGalleryTest extends Gallery {
  private static final String POD = LivePractice.VICTIM;
  @TempDir Path dir;

  private static RecordedResponse acted(Path folder) throws Exception {
    return new RecordedResponse(folder)
        .at("04:44:50")
        .write(Deed.NOTE, POD, Map.of("verb", "acting-on"), Map.of())
        .at("04:45:00")
        .step(Deed.PLANNED, POD, "")
        .at("04:45:01")
        .step(Deed.FAILED, POD, "hindered")
        .at("04:45:30")
        .step(Deed.PLANNED, POD, "")
        .at("04:45:31")
        .step(Deed.ACTION, POD, "done")
        .at("04:45:40")
        .look(POD, "verified", "04:45:33")
        .at("04:45:50")
        .write(
            Deed.COLLECTED,
            POD,
            Map.of("verb", "exec", "kind", "state"),
            Map.of("result", "collected", "archive", "whole"))
        .at("04:55:00")
        .write(Deed.EXPORTED, POD, Map.of("verb", "seal"), Map.of());
  }

  private OpenRequest request(RecordedResponse of) {
    return evidence(of.folder, Path.of("evidence-samples/webshell/baseline.json"));
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1920,1080", "DARK,1920,1080", "LIGHT,1280,720", "DARK,1280,720"})
  void ofACase(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, request(acted(dir.resolve("recorded"))), theme, width, height);
    until(() -> robot.lookup("#response-0").tryQuery().isPresent());
    save("response" + suffix);
    robot.interact(() -> robot.lookup("#response-1").<Button>query().fire());
    robot.interact(() -> robot.lookup("#response-1").query().requestFocus());
    save("response-chosen" + suffix);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void takenBackTooSoon(Theme theme, int width, int height, FxRobot robot) throws Exception {
    RecordedResponse of = acted(dir.resolve("recorded"));
    String name = "web-with-a-very-long-name-that-goes-on-and-on-and-on-5468d8c4df-8ppl7";
    of.at("04:56:00").step(Deed.UNDO, POD, "done").at("04:56:30").step(Deed.ACTION, name, "done");
    String suffix = open(robot, request(of), theme, width, height);
    until(() -> robot.lookup("#response-0").tryQuery().isPresent());
    save("response-lapsed" + suffix);
  }
}
