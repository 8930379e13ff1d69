package salvor.workbench.evidence;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedText;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Words;

/**
 * The selected observation: its verdict, why, everything that is known of it, and the raw record.
 */
public final class DetailsView extends BorderPane implements FollowsPreferences {
  private final DetailsViewModel model;
  private final Commands commands;
  private final Node hidden;
  private final Node marks;
  private final Node seenBefore;
  private final boolean baselines;
  private final VBox body = new VBox();
  private final ScrollPane scroll = new ScrollPane(body);
  private final RawRecordView raw;
  private final SplitPane split = new SplitPane(scroll);
  private @Nullable RecordRef seen;

  /**
   * A view of what the model shows.
   *
   * @param hidden says that it is not to be seen elsewhere, where that is so
   * @param marks what people added to it
   * @param seenBefore where else the same was seen
   * @param baselines whether there is a page of baselines to go to
   * @param commands know the keys that are named while nothing is selected
   */
  public DetailsView(
      DetailsViewModel model,
      Node hidden,
      Node marks,
      Node seenBefore,
      boolean baselines,
      Commands commands) {
    this.baselines = baselines;
    this.model = model;
    this.commands = commands;
    this.hidden = hidden;
    this.marks = marks;
    this.seenBefore = seenBefore;
    this.raw = new RawRecordView(model);
    setId("details");
    getStyleClass().add("details");
    body.getStyleClass().add("details-body");
    body.setMinWidth(0);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setAccessibleText("Selected event");
    Label heading = Controls.label("Selected event", "heading");
    HBox top = new HBox(heading);
    top.getStyleClass().add("pane-heading");
    top.setAlignment(Pos.CENTER_LEFT);
    setTop(top);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(0.66);
    setCenter(split);
    model.details().subscribe(this::show);
  }

  @Override
  public void preferencesChanged() {
    show(model.details().get());
  }

  private void show(@Nullable Details details) {
    boolean same = details != null && details.ref().equals(seen);
    seen = details == null ? null : details.ref();
    body.getChildren().clear();
    place(details != null);
    if (details == null) {
      body.getChildren()
          .add(
              new KeyedText(
                  () ->
                      "Select an event on the timeline or in the table to see its verdict, why it was given, and the raw record. "
                          + commands.press("timeline.next-out")
                          + " for the next event out of profile.",
                  "empty"));
      return;
    }
    body.getChildren()
        .addAll(verdict(details), hidden, marks, headline(details), why(details), seenBefore);
    if (!details.sameFact().isEmpty()) {
      body.getChildren().add(sameFact(details));
    }
    details
        .where()
        .forEach(group -> body.getChildren().add(section(group.title(), fields(group.fields()))));
    if (!same) {
      scroll.setVvalue(0);
    }
  }

  /**
   * The raw record has a place of its own, so that it is in sight whatever the fields above it are.
   */
  private void place(boolean withRecord) {
    if (withRecord != split.getItems().contains(raw)) {
      split.getItems().setAll(withRecord ? List.of(scroll, raw) : List.of(scroll));
      split.setDividerPositions(0.66);
    }
  }

  private static VBox verdict(Details details) {
    String style = details.drawn().name().toLowerCase(java.util.Locale.ROOT);
    Label text = Controls.label(Words.drawn(details.drawn()), "verdict-text");
    Controls.explain(text, Words.meaning(details.drawn()));
    text.setMinWidth(USE_PREF_SIZE);
    HBox line = new HBox(8, VerdictMark.of(details.drawn()), text);
    line.setAlignment(Pos.CENTER_LEFT);
    VBox banner = new VBox(3, line, Controls.paragraph(details.brief(), "verdict-brief"));
    banner.getStyleClass().addAll("verdict-banner", "verdict-" + style);
    return banner;
  }

  private static VBox headline(Details details) {
    Label subject =
        Controls.paragraph(
            details.subject().isEmpty() ? "(nothing more is said)" : details.subject(), "subject");
    subject.setId("subject");
    Label time = Controls.paragraph(details.time(), "muted", "figures");
    Label kind = Controls.label(details.title(), "muted");
    VBox headline = new VBox(2, time, kind, subject);
    if (!details.exactness().isEmpty()) {
      Label exactness = Controls.paragraph(details.exactness(), "muted");
      exactness.setId("exactness");
      headline.getChildren().add(1, exactness);
    }
    return headline;
  }

  private VBox why(Details details) {
    Label reason = Controls.paragraph(details.why(), "reason");
    reason.setId("reason");
    VBox why = section("Why", reason);
    details.differences().forEach(d -> why.getChildren().add(new DifferenceView(d)));
    if (!details.facts().isEmpty()) {
      why.getChildren().add(fields(details.facts()));
    }
    if (baselines && details.facts().stream().anyMatch(f -> f.name().equals(Details.BASELINE))) {
      why.getChildren().add(inBaseline());
    }
    if (!details.caution().isEmpty()) {
      Label caution = Controls.paragraph(details.caution(), "caution");
      caution.setId("caution");
      why.getChildren().add(1, caution);
    }
    if (!details.severity().isEmpty()) {
      why.getChildren().add(fields(List.of(new Activities.Field("Severity", details.severity()))));
    }
    if (details.cause() != null) {
      Hyperlink link = new Hyperlink(details.causeText());
      link.setOnAction(_ -> model.goToCause());
      link.setAccessibleText("Show the record that explains this: " + details.causeText());
      GridPane cause = grid();
      cause.addRow(0, Controls.label("Explained by", "field-name"), link);
      why.getChildren().add(cause);
    }
    details
        .remarks()
        .forEach(remark -> why.getChildren().add(Controls.paragraph(remark, "remark")));
    return why;
  }

  private Hyperlink inBaseline() {
    Hyperlink link = new Hyperlink("Show in the baseline");
    link.setId("show-in-baseline");
    Controls.explain(link, "What this event is known as, or what it falls outside of");
    link.setOnAction(_ -> commands.run("go.baseline"));
    return link;
  }

  private VBox sameFact(Details details) {
    VBox links = new VBox(2);
    for (Details.Link other : details.sameFact()) {
      Hyperlink link = new Hyperlink(other.text());
      link.setWrapText(true);
      link.setOnAction(_ -> model.go(other));
      link.setAccessibleText("Show the other record of the same fact: " + other.text());
      links.getChildren().add(link);
    }
    links.setId("same-fact");
    return section("The same fact, told by another record", links);
  }

  private static VBox section(String title, javafx.scene.Node content) {
    VBox section = new VBox(6, Controls.label(title, "section-title"), content);
    section.getStyleClass().add("section");
    return section;
  }

  private static GridPane grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("fields");
    ColumnConstraints names = new ColumnConstraints(Scale.px(108), Scale.px(108), Scale.px(108));
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setMinWidth(0);
    grid.getColumnConstraints().addAll(names, values);
    return grid;
  }

  private static GridPane fields(List<Activities.Field> fields) {
    GridPane grid = grid();
    int row = 0;
    for (Activities.Field field : fields) {
      Label name = Controls.label(field.name(), "field-name");
      GridPane.setValignment(name, javafx.geometry.VPos.TOP);
      Label value = Controls.paragraph(field.value(), "field-value");
      value.setAccessibleText(field.name() + ": " + field.value());
      grid.addRow(row++, name, value);
    }
    return grid;
  }
}
