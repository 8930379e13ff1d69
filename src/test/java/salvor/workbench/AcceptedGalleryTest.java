package salvor.workbench;

import java.util.BitSet;
import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.Gallery;
import salvor.triage.Finding;
import salvor.workbench.fx.Theme;

/** Pictures of findings that were accepted as normal, in whole and in part. */
class AcceptedGalleryTest extends Gallery {

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void standApart(Theme theme, int width, int height, FxRobot robot) throws Exception {
    String suffix = open(robot, evidence(WEB_SHELL), theme, width, height);
    Session session = SampleCase.session(model);
    List<Finding> findings = session.findings().findings();
    BitSet whole = new BitSet();
    Finding second = findings.get(1);
    for (int i = 0; i < second.rows().limit(); i++) {
      whole.set(second.rows().get(i));
    }
    BitSet part = new BitSet();
    part.set(findings.getFirst().rows().get(0));
    robot.interact(() -> {
      session.marking().accept("A drill of the platform team, ticket SEC-411", whole);
      session.marking().accept("Known from the last incident", part);
    });
    until(() -> session.marking().marks().accepted().cardinality() > whole.cardinality());
    save("findings-accepted-in-part" + suffix);
    ListView<?> list = robot.lookup("#findings").query();
    robot.interact(() -> {
      session.findings().choose(second);
      list.scrollTo(list.getItems().size() - 1);
    });
    save("findings-accepted" + suffix);
    TabPane tabs = robot.lookup("#tabs").query();
    robot.interact(() ->
        tabs.getTabs().stream()
            .filter(tab -> tab.getText().startsWith("Marks"))
            .forEach(tabs.getSelectionModel()::select));
    save("findings-accepted-marks" + suffix);
  }
}
