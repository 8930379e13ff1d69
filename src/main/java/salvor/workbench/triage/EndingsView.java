package salvor.workbench.triage;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import salvor.report.EndingWords;
import salvor.triage.Ending;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;

/** Whether it is over, pod by pod; each event that is named can be gone to. */
public final class EndingsView extends VBox implements FollowsPreferences {
  private final EndingsViewModel model;
  private final VBox lines = new VBox(2);
  private final ScrollPane scroll = new ScrollPane(lines);
  private final Set<String> unfolded = new HashSet<>();

  /** A view of what the model finds. */
  public EndingsView(EndingsViewModel model) {
    super(3);
    this.model = model;
    setId("endings");
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    scroll.setMinHeight(0);
    scroll.prefViewportHeightProperty().bind(lines.heightProperty()); // its lines break
    getChildren().setAll(Controls.label("Is it over?", "section-title"), scroll);
    model.endings().subscribe(_ -> show());
    model.state().subscribe(_ -> show());
  }

  @Override
  public void preferencesChanged() {
    show();
  }

  private void show() {
    lines.getChildren().clear();
    if (!model.state().get().isEmpty()) {
      lines.getChildren().add(Controls.paragraph(model.state().get(), "muted"));
    }
    EndingWords words = model.words();
    List<Ending> endings = model.endings().get();
    for (Ending ending : endings) {
      lines.getChildren().addAll(ending(ending, words));
    }
  }

  private List<Node> ending(Ending ending, EndingWords words) {
    String place = EndingWords.place(ending);
    Label where = Controls.label(place, "muted");
    where.getStyleClass().add("ending-place");
    where.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    where.setTooltip(new Tooltip(place));
    String told = words.verdict(ending);
    Hyperlink verdict =
        link(
            told.substring(0, 1).toUpperCase(Locale.ROOT) + told.substring(1),
            "ending",
            ending.lastRow());
    verdict.setAccessibleText(place + ": " + told + ". Select its last event");
    List<EndingWords.Fact> facts = words.facts(ending);
    VBox whole = new VBox(2);
    whole.getStyleClass().add("ending-facts");
    for (EndingWords.Fact fact : facts) {
      whole
          .getChildren()
          .add(
              fact.row() < 0
                  ? Controls.paragraph(fact.text(), "muted")
                  : link(fact.text(), "ending-fact", fact.row()));
    }
    whole.managedProperty().bind(whole.visibleProperty());
    Hyperlink fold = new Hyperlink();
    fold.getStyleClass().add("ending-fold");
    fold.setOnAction(_ -> fold(place, fold, whole, !whole.isVisible()));
    fold(place, fold, whole, unfolded.contains(place));
    return List.of(where, verdict, fold, whole);
  }

  private void fold(String place, Hyperlink fold, VBox facts, boolean open) {
    facts.setVisible(open);
    fold.setVisited(false);
    fold.setText(open ? "\u25be Less" : "\u25b8 When, and what was done");
    fold.setAccessibleText(
        (open ? "Hide" : "Show") + " when, what still runs and what was done against it: " + place);
    if (open) {
      unfolded.add(place);
    } else {
      unfolded.remove(place);
    }
  }

  private Hyperlink link(String text, String style, int row) {
    Hyperlink link = new Hyperlink(text);
    link.getStyleClass().add(style);
    link.setMnemonicParsing(false);
    link.setWrapText(true);
    link.setMinHeight(USE_PREF_SIZE);
    link.setAccessibleText("Select the event: " + text);
    link.setDisable(row < 0);
    link.setOnAction(_ -> {
      link.setVisited(false);
      model.go(row);
    });
    return link;
  }
}
