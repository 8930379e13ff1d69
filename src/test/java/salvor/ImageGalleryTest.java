package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import salvor.ingest.image.ImageTar;
import salvor.workbench.fx.Theme;

/** Pictures of what an image among the evidence adds to the window. */
class ImageGalleryTest extends Gallery {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void whatTheImageHolds(Theme theme, int width, int height, FxRobot robot) throws Exception {
    ImageEvidenceTest.write(folder, ImageTar.alpineLike());
    String suffix = open(robot, evidence(folder), theme, width, height);
    until(() -> robot.lookup("#reason").tryQuery().isPresent());
    save("image-details" + suffix);
    robot.interact(() ->
        robot
            .lookup(".tab-pane")
            .queryAllAs(TabPane.class)
            .forEach(pane ->
                pane.getTabs().stream()
                    .filter(tab -> tab.getText() != null && tab.getText().startsWith("Images"))
                    .forEach(tab -> pane.getSelectionModel().select(tab))));
    until(() -> robot.lookup("#images").tryQuery().isPresent());
    TableView<?> images = robot.lookup("#images").query();
    until(() -> !images.getItems().isEmpty());
    assertThat(images.getColumns()).extracting(TableColumn::getText).contains("Holds");
    save("image-tab" + suffix);
  }
}
