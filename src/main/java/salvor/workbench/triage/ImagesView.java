package salvor.workbench.triage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import salvor.triage.ImagesSeen.Image;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.Moments;

/** Which images ran where and when, the worst first, as far as the filter leaves them. */
public final class ImagesView extends BorderPane implements SubjectView {
  private final ImagesViewModel model;
  private final RecordTable<Image> table;

  /** A table of the model's images. */
  public ImagesView(ImagesViewModel model) {
    this.model = model;
    table =
        new RecordTable<>("Images, the worst first", List.of(), Image::worst, "")
            .with("Image", 170, model::name);
    if (model.knowsInside()) {
      table.with("Vulnerabilities", 170, model::flaws, model.byFlaws());
    }
    table.with("Digest", 150, model::digest);
    if (model.knowsInside()) {
      table.with("Holds", 200, model::holds);
    }
    table
        .with("Container", 180, model::where)
        .with("Pods", 70, model::pods, Comparator.comparingInt(i -> i.pods().size()))
        .with("Nodes", 70, model::nodes)
        .with("Baseline", 180, model::baseline)
        .with(
            "Events",
            70,
            image -> Moments.count(image.events()),
            Comparator.comparingInt(Image::events))
        .withTime("First", model::first, Comparator.comparingInt(Image::firstRow))
        .withTime("Last", model::last, Comparator.comparingInt(Image::lastRow))
        .onChosen(model::choose);
    table.setId("images");
    Label told = Controls.label("", "muted", "records-filtered");
    told.setId("images-filtered");
    told.managedProperty().bind(told.textProperty().isNotEmpty());
    model
        .shown()
        .subscribe(shown -> {
          told.setText(shown.told());
          table.quiet(shown.dimmed());
          table.show(shown.records(), shown.none());
        });
    setTop(told);
    if (!model.knowsInside()) {
      setCenter(table);
      return;
    }
    SplitPane panes = new SplitPane(table, new ImageInsideView(model.inside()));
    panes.setDividerPositions(0.3);
    setCenter(panes);
    table.getItems().stream()
        .filter(image -> image.known() != null)
        .findFirst()
        .ifPresent(first -> {
          table.follow(first);
          model.look(first);
        });
  }

  @Override
  public Optional<Subject> subject(int place) {
    return place < 0 || place >= table.getItems().size()
        ? Optional.empty()
        : Optional.of(model.subject(table.getItems().get(place)));
  }

  @Override
  public int focused() {
    return table.getFocusModel().getFocusedIndex();
  }
}
