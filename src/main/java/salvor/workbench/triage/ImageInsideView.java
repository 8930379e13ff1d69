package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageTool;
import salvor.report.FlawWords;
import salvor.report.ImageWords;
import salvor.triage.ImageInside;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.triage.FlawRow.Part;
import salvor.workbench.triage.ImageInsideViewModel.Shown;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Software;

/** What is in one image. */
final class ImageInsideView extends BorderPane {
  private static final int LIMIT = 400;

  /** What an attacker finds: a program, or a secret. */
  private record Find(
      String what, String path, String technique, String gives, String baseline, String found) {}

  private final ImageInsideViewModel model;
  private final Label caution = Controls.paragraph("", "caution");
  private final Label told = Controls.label("", "muted");
  private final ToggleGroup parts = new ToggleGroup();
  private final ToggleButton finds = part("finds", "What an attacker who is inside finds");
  private final ToggleButton flaws = part("flaws", "Vulnerabilities that reports tell of");
  private final ToggleButton software = part("software", "Packages that reports list");
  private final ToggleButton reports = part("reports", "Who reported it, and when");
  private final RecordTable<Find> findTable;
  private final RecordTable<FlawRow> flawTable;
  private final RecordTable<Software> softwareTable;
  private final RecordTable<ImageReport> reportTable;

  ImageInsideView(ImageInsideViewModel model) {
    this.model = model;
    findTable =
        new RecordTable<Find>("What an attacker finds in the image", List.of(), null, "")
            .with("What", 128, Find::what)
            .with("Where", 120, Find::path)
            .with("ATT&CK", 92, Find::technique)
            .with("By the baseline", 112, Find::baseline)
            .with("What it gives", 190, Find::gives)
            .with("Known by", 90, Find::found);
    findTable.setId("image-finds");
    flawTable =
        new RecordTable<FlawRow>("Vulnerabilities, the worst first", List.of(), null, "")
            .with("Name", 118, row -> row.text(Part.NAME))
            .with(
                "Severity",
                84,
                row -> row.text(Part.SEVERITY),
                Comparator.comparing(r -> r.flaw().severity()))
            .with(
                "CVSS",
                50,
                row -> row.text(Part.SCORE),
                Comparator.comparingInt(r -> -r.flaw().score()))
            .with("Package", 140, row -> row.text(Part.COMPONENT))
            .with("Fixed in", 100, row -> row.text(Part.REMEDY))
            .with("Told by", 120, row -> row.text(Part.LISTED))
            .with("Reports differ in", 90, row -> row.text(Part.DIFFERENCES))
            .with("Title", 300, row -> row.text(Part.TITLE));
    flawTable.setId("image-flaws");
    softwareTable =
        new RecordTable<Software>("Software of the image", List.of(), null, "")
            .with("Package", 200, one -> VisibleText.of(one.name(), LIMIT))
            .with("Version", 140, one -> text(one.version()))
            .with("Kind", 90, one -> text(one.type()))
            .with("Where", 200, one -> text(one.path()))
            .with("Package URL", 300, one -> text(one.purl()));
    softwareTable.setId("image-software");
    reportTable =
        new RecordTable<ImageReport>("Reports on the image", List.of(), null, "")
            .with("Form", 100, one -> FlawWords.origin(one.origin()))
            .with("Says", 330, FlawWords::report)
            .with("System", 110, one -> text(one.system()))
            .with("File", 260, model::source)
            .with("Digests", 300, ImageInsideView::digests);
    reportTable.setId("image-reports");
    FlowPane chips = new FlowPane(6, 4, finds, flaws, software, reports);
    chips.setAlignment(Pos.CENTER_LEFT);
    caution.managedProperty().bind(caution.visibleProperty());
    VBox top = new VBox(4, chips, caution);
    top.getStyleClass().add("image-parts");
    setTop(top);
    setMinWidth(0);
    finds.setUserData(findTable);
    flaws.setUserData(new BorderPane(flawTable, asked(), null, null, null));
    software.setUserData(softwareTable);
    reports.setUserData(reportTable);
    parts.selectToggle(finds);
    parts
        .selectedToggleProperty()
        .subscribe(one -> {
          if (one == null) {
            parts.selectToggle(finds);
          } else {
            part(one);
          }
        });
    model.shown().subscribe(this::show);
    model.listed().subscribe(_ -> list());
  }

  private ToggleButton part(String id, String meaning) {
    ToggleButton part = Controls.toggle("", meaning);
    part.getStyleClass().addAll("chip", "small");
    part.setId("image-part-" + id);
    part.setMinWidth(USE_PREF_SIZE);
    part.setToggleGroup(parts);
    return part;
  }

  private HBox asked() {
    TextField field = new TextField();
    field.setId("image-flaws-words");
    field.setPromptText("CVE, package, severity");
    field.setAccessibleText("Words that must stand in a vulnerability");
    field.setMinWidth(90);
    HBox.setHgrow(field, Priority.ALWAYS);
    model.words().bind(field.textProperty());
    ToggleButton fixable = Controls.toggle("Fi_xable", "Only what is fixed in some version");
    ToggleButton differing = Controls.toggle("Reports _differ", "Only what reports differ in");
    for (ToggleButton each : List.of(fixable, differing)) {
      each.getStyleClass().addAll("chip", "small");
      each.setMinWidth(USE_PREF_SIZE);
    }
    model.fixable().bind(fixable.selectedProperty());
    model.differing().bind(differing.selectedProperty());
    told.setMinWidth(USE_PREF_SIZE);
    HBox asked = new HBox(6, field, told, fixable, differing);
    asked.setAlignment(Pos.CENTER_LEFT);
    asked.getStyleClass().add("image-parts");
    return asked;
  }

  private void part(Toggle one) {
    if (one.getUserData() instanceof Node chosen) {
      setCenter(chosen);
    }
  }

  private void show(Shown shown) {
    ImageInside inside = shown.inside();
    caution.setText(model.caution());
    caution.setVisible(!model.caution().isEmpty());
    List<Find> found = inside == null ? List.of() : finds(inside);
    findTable.show(found, model.noTool());
    String none = "No report lists the software of this image.";
    softwareTable.show(inside == null ? List.of() : inside.software(), none);
    reportTable.show(
        inside == null ? List.of() : inside.known().reports(), "Nothing was reported of it.");
    finds.setText("Finds " + Moments.count(found.size()));
    flaws.setText("Vulnerabilities " + Moments.count(shown.flaws().size()));
    software.setText("Software " + Moments.count(inside == null ? 0 : inside.software().size()));
    reports.setText(
        "Reports " + Moments.count(inside == null ? 0 : inside.known().reports().size()));
    list(); // also where none follows none: why there is none may be another
  }

  private void list() {
    flawTable.show(model.listed().get(), model.noFlaw());
    told.setText(model.told());
  }

  private static List<Find> finds(ImageInside inside) {
    List<Find> finds = new ArrayList<>();
    for (ImageTool tool : inside.tools()) {
      finds.add(
          new Find(
              ImageWords.name(tool),
              VisibleText.of(tool.path(), LIMIT),
              tool.technique(),
              ImageWords.gives(tool),
              ImageWords.use(tool.use()),
              ImageWords.found(tool.found())));
    }
    for (ImageReport.Secret secret : inside.secrets()) {
      String line = secret.line() == 0 ? "" : ":" + secret.line();
      finds.add(
          new Find(
              "secret",
              VisibleText.of(secret.path() + line, LIMIT),
              "T1552.001",
              VisibleText.of(secret.what(), LIMIT),
              "",
              "report"));
    }
    return finds;
  }

  private static String digests(ImageReport report) {
    return report.digests().isEmpty()
        ? "none told"
        : String.join(" ", report.digests().stream().map(Object::toString).toList());
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : VisibleText.of(text, LIMIT);
  }
}
