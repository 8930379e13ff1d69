package salvor.workbench.custody;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.VisibleText;

/** Seals the evidence of the case: into which bundle, why, by which key, stamped by whom. */
final class SealSheet extends VBox {
  private static final List<String> ENDINGS = List.of("*.zip", "*.tar", "*.tar.gz", "*.tar.zst");
  private final BundleFields bundle;
  private final ActCourse course;

  private SealSheet(CustodyActs acts) {
    bundle = new BundleFields(acts, "seal", acts.name(), 0);
    course = new ActCourse(acts, "seal", "sealing");
    setId("seal-sheet");
    getStyleClass().add("sheet");
    Button seal =
        Controls.button(
            "S_eal", "Copies and hashes every file, then signs", () -> acts.seal(bundle.bundle()));
    seal.getStyleClass().add("primary");
    seal.setId("seal-do");
    seal.disableProperty().bind(bundle.complete().not().or(course.busy()));
    Label given =
        Controls.paragraph(
            acts.given().stream()
                .map(path -> VisibleText.middle(VisibleText.of(path.toString(), 2000), 120))
                .collect(Collectors.joining("\n")),
            "code");
    given.setId("seal-given");
    getChildren()
        .setAll(
            Controls.paragraph(
                "The evidence is copied and never changed. Links, pipes and devices are passed over"
                    + " and named.",
                "muted"),
            given,
            bundle,
            course.told(),
            course.line(seal));
  }

  /** Opens it above the window of a node. */
  static void open(Node owner, CustodyActs acts) {
    acts.quiet();
    SealSheet sheet = new SealSheet(acts);
    sheet.course.until(Sheet.open(owner, "Seal evidence", sheet), () -> {});
    sheet.bundle.begin();
  }

  /** Has a bundle chosen. */
  static void choose(Window window, Consumer<Path> chosen) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("A sealed bundle");
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Bundles", ENDINGS));
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("All files", "*"));
    File file = chooser.showOpenDialog(window);
    if (file != null) {
      chosen.accept(file.toPath());
    }
  }
}
