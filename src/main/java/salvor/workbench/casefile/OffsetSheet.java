package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import salvor.evidence.OffsetText;
import salvor.evidence.Source;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Sets the offset of a source's clock, after saying what that moves: what was detected is offered,
 * and nothing is set but by the button that names it.
 */
final class OffsetSheet extends MarkSheet {
  private final OffsetViewModel model;
  private final Source source;
  private final Subscription shown;
  private final TextField text = new TextField();
  private final TextField zone = new TextField();
  private final Label preview = Controls.paragraph("");
  private final Button set = Controls.button("", "Sets the offset; it can be undone", this::set);

  OffsetSheet(OffsetViewModel model, Source source, SourceClock clock, long withoutZone) {
    super("offset-sheet");
    this.model = model;
    this.source = source;
    text.setId("offset-text");
    text.setPromptText("+3.2s or -1h30m");
    text.setAccessibleText("What is added to the recorded times");
    text.setOnAction(_ -> set());
    zone.setId("offset-zone");
    zone.setPromptText("Zone of times without one: Europe/Berlin, UTC");
    zone.setAccessibleText("The zone of times that name none");
    zone.setOnAction(_ -> set());
    preview.setId("offset-preview");
    set.setId("offset-set");
    set.getStyleClass().add("primary");
    content
        .getChildren()
        .addAll(
            Controls.paragraph(
                "What is added to the times that this source recorded: + when its clock was behind,"
                    + " - when it was ahead. Evidence and recorded times stay.",
                "muted"),
            text,
            offers(clock.corrections()),
            zones(withoutZone),
            preview,
            set);
    text.textProperty().subscribe(_ -> attempt());
    zone.textProperty().subscribe(_ -> attempt());
    shown = model.tried().subscribe(this::show);
  }

  @Override
  void hidden() {
    shown.unsubscribe();
    model.leave();
  }

  private void attempt() {
    model.attempt(source, text.getText(), zone.getText());
  }

  /** Only a source that left the zone out has one to be named. */
  private VBox zones(long count) {
    VBox all =
        new VBox(
            4,
            Controls.paragraph(
                Moments.count(count, "time")
                    + " without a zone. Name it; a time that came twice there, or never, stays without a moment.",
                "muted"),
            zone);
    boolean asked = count > 0 || !model.zone(source).isEmpty();
    all.setVisible(asked);
    all.setManaged(asked);
    return all;
  }

  private FlowPane offers(List<SourceClock.Correction> detected) {
    List<Node> offers = new ArrayList<>();
    for (SourceClock.Correction each : detected) {
      String offset = OffsetText.of(each.nanos());
      Button use =
          Controls.button(
              offset + " as " + each.other(),
              "Detected: with it this clock agrees with " + each.other(),
              () -> text.setText(offset));
      use.setMnemonicParsing(false); // a file's name may hold an underscore
      use.getStyleClass().add("offset-offer");
      offers.add(use);
    }
    if (model.inForce(source) != 0) {
      offers.add(
          Controls.button("As _recorded", "Takes the offset away", () -> text.setText("+0s")));
    }
    FlowPane row = new FlowPane(8, 8);
    row.getChildren().setAll(offers);
    row.setVisible(!offers.isEmpty());
    row.setManaged(!offers.isEmpty());
    return row;
  }

  @Override
  Node prepare() {
    title("Clock of " + VisibleText.of(OffsetViewModel.name(source), 80));
    long now = model.inForce(source);
    text.setText(now == 0 ? "" : OffsetText.of(now));
    text.end();
    zone.setText(model.zone(source));
    return text;
  }

  private void show(OffsetViewModel.Tried tried) {
    preview.setText(tried.words());
    set.setDisable(tried.wanted() == null);
    set.setText(
        tried.wanted() == null ? "_Move events" : "_Move " + Moments.count(tried.moved(), "event"));
  }

  private void set() {
    if (!set.isDisabled()) {
      model.set();
      hide();
    }
  }
}
