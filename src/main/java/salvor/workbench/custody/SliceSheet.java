package salvor.workbench.custody;

import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Cuts a slice: of which time, lanes and filter, what that is of each source, and into what. */
final class SliceSheet extends VBox {
  private final SliceViewModel model;
  private final BundleFields bundle;
  private final ActCourse course;
  private final RecordTable<SliceViewModel.Row> sources;
  private final TextField from = new TextField();
  private final TextField to = new TextField();
  private final CheckBox untimed = new CheckBox("_Untimed events too");
  private final CheckBox filter = new CheckBox();
  private final ComboBox<Slices.LaneChoice> lanes = new ComboBox<>();
  private final Label words = Controls.paragraph("", "muted");
  private final Button cut;

  private SliceSheet(CustodyActs acts, SliceViewModel model) {
    this.model = model;
    bundle = new BundleFields(acts, "slice", acts.name() + " (part)", 5);
    course = new ActCourse(acts, "slice", "cutting");
    setId("slice-sheet");
    getStyleClass().add("sheet");
    sources =
        new RecordTable<SliceViewModel.Row>("Sources", List.of(), null, "")
            .with("Source", 215, SliceViewModel.Row::source)
            .with("Becomes", 235, SliceViewModel.Row::becomes)
            .with(
                "In",
                66,
                row -> Moments.count(row.in()),
                Comparator.comparingLong(SliceViewModel.Row::in))
            .with(
                "Beside",
                70,
                row -> Moments.count(row.beside()),
                Comparator.comparingLong(SliceViewModel.Row::beside))
            .with(
                "Out",
                66,
                row -> Moments.count(row.out()),
                Comparator.comparingLong(SliceViewModel.Row::out));
    sources.setId("slice-sources");
    cut =
        Controls.button(
            "_Cut",
            "Copies the raw records that are wanted, reads them once more, and seals them",
            () -> model.cut(bundle.bundle()));
    cut.getStyleClass().add("primary");
    cut.setId("slice-do");
    HBox middle = new HBox(16, left(), right());
    VBox.setVgrow(middle, Priority.ALWAYS);
    getChildren()
        .setAll(
            Controls.paragraph(
                "The raw records of what is wanted, byte for byte, in a sealed bundle of their own that"
                    + " names what it is a part of. The evidence is never changed.",
                "muted"),
            middle,
            course.told(),
            course.line(cut));
    listen();
  }

  private void listen() {
    from.textProperty().subscribe(_ -> model.between(from.getText(), to.getText()));
    to.textProperty().subscribe(_ -> model.between(from.getText(), to.getText()));
    untimed.selectedProperty().subscribe(model::untimed);
    filter.selectedProperty().subscribe(model::filtered);
    lanes.valueProperty().subscribe(model::on);
    bundle.complete().subscribe(_ -> able());
    course.busy().subscribe(_ -> able());
    model
        .shown()
        .subscribe(now -> {
          sources.show(now.rows(), "");
          words.setText(now.words());
          able();
        });
  }

  /** Opens it above the window of a node. */
  static void open(Node owner, CustodyActs acts, SliceViewModel model) {
    acts.quiet();
    SliceSheet sheet = new SliceSheet(acts, model);
    sheet.course.until(Sheet.open(owner, "Cut a slice", sheet, 1160, 680), () -> {});
    sheet.bundle.begin();
  }

  private void able() {
    boolean busy = course.busy().get();
    for (Node each : List.of(from, to, untimed, lanes)) {
      each.setDisable(busy);
    }
    filter.setDisable(busy || model.filter().isEmpty());
    cut.setDisable(busy || !bundle.complete().get() || !model.shown().get().ready());
  }

  private VBox left() {
    words.setId("slice-words");
    VBox left = new VBox(8, sources, words);
    sources.setPrefHeight(200);
    sources.setMinHeight(60);
    VBox.setVgrow(sources, Priority.ALWAYS);
    HBox.setHgrow(left, Priority.ALWAYS);
    left.setMinWidth(0);
    return left;
  }

  private BundleFields right() {
    Sheets.field(from, "slice-from", "A time in RFC 3339; empty for the beginning");
    Sheets.field(to, "slice-to", "The last time; empty for the end");
    from.setText(model.from());
    to.setText(model.to());
    untimed.setSelected(true);
    untimed.setId("slice-untimed");
    filter.setMnemonicParsing(false);
    filter.setId("slice-filter");
    filter.setMinWidth(0);
    filter.setText(
        model.filter().isEmpty() ? "No filter is in force" : VisibleText.of(model.filter(), 200));
    filter.setSelected(!model.filter().isEmpty());
    lanes.setId("slice-lanes");
    lanes.setMaxWidth(Double.MAX_VALUE);
    lanes.setConverter(words());
    lanes.getItems().setAll(model.lanes());
    lanes.setValue(model.lanes().getFirst());
    lanes.setVisibleRowCount(14);
    Sheets.row(bundle.fields(), 0, "Fro_m", from, from);
    Sheets.row(bundle.fields(), 1, "T_o", to, to);
    bundle.fields().add(untimed, 1, 2);
    Sheets.row(bundle.fields(), 3, "Fi_lter", filter, filter);
    Sheets.row(bundle.fields(), 4, "L_anes", lanes, lanes);
    bundle.setMinWidth(Scale.px(440));
    bundle.setMaxWidth(Scale.px(440));
    return bundle;
  }

  private static StringConverter<Slices.LaneChoice> words() {
    return new StringConverter<>() {
      @Override
      public String toString(Slices.@Nullable LaneChoice lane) {
        return lane == null ? "" : lane.words();
      }

      @Override
      public Slices.@Nullable LaneChoice fromString(String text) {
        return null;
      }
    };
  }
}
