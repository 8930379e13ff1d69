package salvor.workbench.custody;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;
import salvor.workbench.jobs.Standing;

/** Makes a redacted copy: what the rules take out, what more, and what becomes of the rest. */
final class RedactSheet extends VBox {
  private final RedactViewModel model;
  private final BundleFields bundle;
  private final ActCourse course;
  private final RecordTable<RedactViewModel.Rule> rules;
  private final RecordTable<RedactViewModel.FileRow> files;
  private final TextField fields = new TextField();
  private final CheckBox keep = new CheckBox("_Keep what cannot be looked into, as it is");
  private final TextField why = new TextField();
  private final Label words = Controls.paragraph("", "muted");
  private final Button look =
      Controls.button("Look _ahead", "Counts what the rules find; nothing is made", this::look);
  private final ReadOnlyBooleanWrapper said = new ReadOnlyBooleanWrapper(true);

  private RedactSheet(CustodyActs acts) {
    model = acts.redacting();
    bundle = new BundleFields(acts, "redact", acts.name() + " (redacted)", 3);
    course = new ActCourse(acts, "redact", "redacting");
    setId("redact-sheet");
    getStyleClass().add("sheet");
    rules =
        new RecordTable<RedactViewModel.Rule>("Rules", List.of(), null, "")
            .with("Rule", 130, RedactViewModel.Rule::id)
            .with("Takes out", 390, RedactViewModel.Rule::catches)
            .with("Found", 110, RedactViewModel.Rule::found);
    rules.setId("redact-rules");
    files =
        new RecordTable<RedactViewModel.FileRow>("Files", List.of(), null, "")
            .with("File", 200, RedactViewModel.FileRow::path)
            .with("Becomes", 220, RedactViewModel.FileRow::becomes)
            .with("Found", 110, RedactViewModel.FileRow::found);
    files.setId("redact-files");
    Button make =
        Controls.button(
            "_Make the copy",
            "Takes out what the rules find, reads the copy once more, and seals it",
            () -> model.copy(bundle.bundle()));
    make.getStyleClass().add("primary");
    make.setId("redact-do");
    make.disableProperty()
        .bind(bundle.complete().and(said.getReadOnlyProperty()).not().or(course.busy()));
    HBox middle = new HBox(16, left(), right());
    VBox.setVgrow(middle, Priority.ALWAYS);
    getChildren()
        .setAll(
            Controls.paragraph(
                "A copy of the evidence without its secrets, sealed by itself. The evidence is never"
                    + " changed. What is found in one place is taken out of all.",
                "muted"),
            middle,
            course.told(),
            course.line(make));
    listen();
  }

  private void listen() {
    fields.textProperty().subscribe(model::fields);
    keep.selectedProperty().subscribe(_ -> keep());
    why.textProperty().subscribe(_ -> keep());
    why.disableProperty().bind(keep.selectedProperty().not());
    for (Node each : List.of(fields, keep)) {
      each.disableProperty().bind(course.busy());
    }
    model.shown().subscribe(this::show);
    look.disableProperty().bind(course.busy());
  }

  /** Opens it above the window of a node. */
  static void open(Node owner, CustodyActs acts) {
    acts.quiet();
    RedactSheet sheet = new RedactSheet(acts);
    sheet.course.until(Sheet.open(owner, "Redacted copy", sheet, 1160, 680), sheet.model::stop);
    sheet.bundle.begin();
  }

  private VBox left() {
    look.setId("redact-look");
    look.setMinWidth(USE_PREF_SIZE);
    words.setId("redact-words");
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox ahead = new HBox(10, look, words);
    ahead.setAlignment(Pos.CENTER_LEFT);
    VBox left = new VBox(8, rules, ahead, files);
    for (RecordTable<?> table : List.of(rules, files)) {
      table.setPrefHeight(120);
      table.setMinHeight(60);
      VBox.setVgrow(table, Priority.ALWAYS);
    }
    HBox.setHgrow(left, Priority.ALWAYS);
    left.setMinWidth(0);
    return left;
  }

  private BundleFields right() {
    keep.setId("redact-keep");
    Sheets.field(fields, "redact-fields", "Names of JSON fields, with commas between");
    Sheets.field(why, "redact-why", "Why it may be copied unseen");
    Sheets.row(bundle.fields(), 0, "_Fields too", fields, fields);
    bundle.fields().add(keep, 1, 1);
    Sheets.row(bundle.fields(), 2, "Be_cause", why, why);
    bundle.setMinWidth(Scale.px(440));
    bundle.setMaxWidth(Scale.px(440));
    return bundle;
  }

  private void look() {
    if (model.shown().get().looking() == null) {
      model.look();
    } else {
      model.stop();
    }
  }

  private void keep() {
    model.keepUnread(keep.isSelected() ? why.getText() : null);
    said.set(model.isSaid());
  }

  private void show(RedactViewModel.Shown now) {
    rules.show(now.rules(), "");
    files.show(now.files(), "What becomes of each file is known when one has looked.");
    look.setText(now.looking() == null ? "Look _ahead" : "Stop looking _ahead");
    words.textProperty().unbind();
    if (now.looking() == null) {
      words.setText(now.words());
    } else {
      words.textProperty().bind(now.looking().standing().map(Standing::words));
    }
  }
}
