package salvor.workbench.evidence;

import java.util.Map;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Lane;
import salvor.triage.SeenBefore;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;

/** Whether the selected event is new, and which sibling pods did the same. */
public final class SeenBeforeView extends VBox implements FollowsPreferences {
  private static final int MOST_LINKS = 8;

  private final SeenBeforeViewModel model;

  /** A view of what the model finds. */
  public SeenBeforeView(SeenBeforeViewModel model) {
    super(3);
    this.model = model;
    setId("seen-before");
    getStyleClass().add("section");
    model.seen().subscribe(_ -> show());
    model.state().subscribe(_ -> show());
  }

  @Override
  public void preferencesChanged() {
    show();
  }

  private void show() {
    getChildren().setAll(Controls.label("Seen elsewhere", "section-title"));
    SeenBefore seen = model.seen().get();
    if (!model.state().get().isEmpty()) {
      getChildren().add(Controls.paragraph(model.state().get(), "muted"));
    } else if (seen != null) {
      for (String line : SeenBeforeWords.first(seen, model.whole().observations())) {
        getChildren().add(Controls.paragraph(line));
      }
      if (seen.first() >= 0 && seen.first() != seen.row()) {
        getChildren().add(link("Show the first one", seen.first()));
      }
      siblings(seen);
    }
    setVisible(getChildren().size() > 1);
    setManaged(isVisible());
  }

  private void siblings(SeenBefore seen) {
    String words = SeenBeforeWords.siblings(seen);
    if (words.isEmpty()) {
      return;
    }
    Label line = Controls.paragraph(words);
    line.setId("siblings");
    String never = SeenBeforeWords.never(seen);
    if (!never.isEmpty()) {
      Controls.explain(line, never);
    }
    getChildren().add(line);
    links(seen.out(), "out of profile", MOST_LINKS);
    links(
        seen.within(), "not out of profile", MOST_LINKS - Math.min(MOST_LINKS, seen.out().size()));
  }

  private void links(Map<Lane, Integer> pods, String how, int most) {
    pods.entrySet().stream()
        .limit(most)
        .forEach(pod ->
            getChildren()
                .add(link(SeenBeforeWords.name(pod.getKey()) + ", " + how, pod.getValue())));
  }

  private Hyperlink link(String text, @Nullable Integer row) {
    Hyperlink link = new Hyperlink(text);
    link.setMnemonicParsing(false);
    link.setWrapText(true);
    link.setAccessibleText("Select the event: " + text);
    if (row != null) {
      link.setOnAction(_ -> model.go(row));
    }
    return link;
  }
}
