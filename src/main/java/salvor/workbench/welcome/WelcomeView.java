package salvor.workbench.welcome;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What to begin with: evidence, a case of this machine, a sample. */
public final class WelcomeView extends ScrollPane implements FollowsPreferences {
  /** What is done with what is chosen. */
  public interface Actions {
    /** Has files chosen. */
    void files();

    /** Has a folder of evidence chosen. */
    void folder();

    /** Has a case folder chosen. */
    void caseFolder();

    /** Asks which cluster to connect to; null where that cannot be done. */
    default @Nullable Runnable connecting() {
      return null;
    }

    /** Plays a recorded incident in a practice cluster; null where that cannot be done. */
    default @Nullable Runnable practising() {
      return null;
    }

    /** Opens evidence. */
    void open(List<Path> evidence);

    /** Opens a case of this machine again. */
    void again(RecentCase recent);
  }

  private static final int LETTERS = 62;
  private static final int LINES = 2;

  private final WelcomeViewModel model;
  private final Actions actions;
  private final VBox recent = new VBox();
  private final VBox samples = new VBox();
  private final VBox cases = card("Recent cases", recent);
  private final VBox begin;

  /**
   * @param message what is to be said first, empty for nothing
   */
  public WelcomeView(WelcomeViewModel model, String message, Actions actions) {
    this.model = model;
    this.actions = actions;
    setId("welcome");
    begin =
        card(
            "Open recorded evidence",
            Controls.paragraph(
                "Choose or drop sensor output, audit logs, cluster objects and baselines: files,"
                    + " archives, or a folder of them. What they are is found out from their"
                    + " content. The evidence is only read."),
            choosers());
    if (!message.isEmpty()) {
      begin.getChildren().add(1, Controls.paragraph(VisibleText.of(message, 300), "notice"));
    }
    Label trouble = Controls.paragraph("", "notice");
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(model.trouble().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    begin.getChildren().addAll(trouble, samples);
    addCluster(actions.connecting(), actions.practising());
    samples.getStyleClass().add("choices");
    recent.getStyleClass().add("choices");
    HBox both = new HBox(begin, cases);
    both.getStyleClass().add("welcome");
    setContent(both);
    setFitToWidth(true);
    setFitToHeight(true);
    preferencesChanged();
    model.samples().subscribe(this::showSamples);
    model.recent().subscribe(this::showRecent);
    model.refresh();
  }

  private void addCluster(@Nullable Runnable connect, @Nullable Runnable practise) {
    HBox buttons = new HBox(10);
    if (connect != null) {
      buttons
          .getChildren()
          .add(
              Controls.button(
                  "Co_nnect to a cluster\u2026",
                  "Shows the pods of a cluster while they run; only looks",
                  connect));
    }
    if (practise != null) {
      buttons
          .getChildren()
          .add(
              Controls.button(
                  "_Practise on a recorded incident\u2026",
                  "Plays it in a cluster of this window; nothing of it is real",
                  practise));
    }
    if (!buttons.getChildren().isEmpty()) {
      begin
          .getChildren()
          .addAll(Controls.label("Or look at a live cluster", "section-title"), buttons);
    }
  }

  private static VBox card(String title, Node... content) {
    VBox card = new VBox(Controls.paragraph(title, "card-title"));
    card.getChildren().addAll(content);
    card.getStyleClass().addAll("pane", "card");
    card.setMaxHeight(USE_PREF_SIZE);
    return card;
  }

  private VBox choosers() {
    Button folder =
        Controls.button("Open f_older\u2026", "Choose a folder of evidence", actions::folder);
    folder.getStyleClass().add("primary");
    Button files = Controls.button("Open _files\u2026", "Choose evidence files", actions::files);
    Button kept =
        Controls.button(
            "Open a _case\u2026",
            "Shows the marks, notes and filters of whoever worked in that case, beside the evidence",
            actions::caseFolder);
    for (Button button : new Button[] {folder, files, kept}) {
      button.setMinWidth(USE_PREF_SIZE);
    }
    HBox buttons = new HBox(10, folder, files, kept);
    return new VBox(
        6,
        buttons,
        Controls.paragraph(
            "A case shows the work of whoever made it. One that came with evidence is opened only"
                + " when you ask for it here.",
            "muted"));
  }

  private void showSamples(List<Sample> found) {
    samples.getChildren().clear();
    if (!found.isEmpty()) {
      samples.getChildren().add(Controls.label("Or look at a recorded incident", "section-title"));
    }
    for (Sample sample : found) {
      samples
          .getChildren()
          .add(
              choice(
                  VisibleText.of(sample.title(), 120),
                  VisibleText.of(sample.about(), 300),
                  "Open this sample",
                  () -> actions.open(List.of(sample.folder()))));
    }
  }

  private void showRecent(List<WelcomeViewModel.Listed> listed) {
    recent.getChildren().clear();
    cases.setVisible(!listed.isEmpty());
    cases.setManaged(!listed.isEmpty());
    listed.forEach(one -> recent.getChildren().add(line(one)));
  }

  private HBox line(WelcomeViewModel.Listed listed) {
    RecentCase one = listed.recent();
    String name = VisibleText.of(one.name(), 80);
    String about =
        Moments.count(one.findings(), "finding")
            + ", opened "
            + Moments.seconds(one.opened()).substring(0, 16)
            + " "
            + Moments.zone();
    Button open =
        choice(
            name,
            listed.there() ? about : "Its folder is not there. Connect its disk, or forget it.",
            listed.there() ? "Open this case again" : "The case folder is missing",
            () -> actions.again(one));
    open.setDisable(!listed.there());
    Label place = Controls.label(VisibleText.middle(shown(one.folder()), 64), "muted");
    ((VBox) open.getGraphic()).getChildren().add(place);
    Button forget =
        Controls.iconButton(
            "icon-cross",
            "Take " + name + " off this list; the case itself stays",
            () -> model.forget(one));
    HBox line = new HBox(4, open, forget);
    HBox.setHgrow(open, Priority.ALWAYS);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static String shown(Path folder) {
    Path home = Path.of(System.getProperty("user.home", "/"));
    String place = folder.startsWith(home) ? "~/" + home.relativize(folder) : folder.toString();
    return VisibleText.of(place, 400);
  }

  /** A button of two lines. */
  private static Button choice(String title, String about, String meaning, Runnable act) {
    Label first = Controls.label(title, "choice-title");
    Label second = Controls.label(lines(about), "muted");
    first.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    Button button = Controls.button("", meaning, act);
    Controls.explain(button, meaning + ". " + about);
    VBox lines = new VBox(2, first, second);
    lines.setMouseTransparent(true);
    button.setGraphic(lines);
    button.setAccessibleText(title + ". " + about);
    button.getStyleClass().add("choice-button");
    button.setMaxWidth(Double.MAX_VALUE);
    return button;
  }

  /** A text broken into lines by hand: a button does not ask how high its broken text becomes. */
  private static String lines(String text) {
    StringBuilder broken = new StringBuilder();
    int from = 0;
    for (int line = 1; from < text.length(); line++) {
      int end = Math.min(text.length(), from + LETTERS);
      int space = text.lastIndexOf(' ', end);
      if (end < text.length() && space > from) {
        end = space;
      }
      boolean cut = line == LINES && end < text.length();
      broken.append(text.substring(from, end).strip()).append(cut ? "\u2026" : "\n");
      if (cut) {
        break;
      }
      from = end;
    }
    return broken.toString().stripTrailing();
  }

  @Override
  public void preferencesChanged() {
    for (VBox card : new VBox[] {begin, cases}) {
      card.setPrefWidth(Scale.px(560));
      card.setMaxWidth(Scale.px(560));
    }
    showRecent(model.recent().get());
  }
}
