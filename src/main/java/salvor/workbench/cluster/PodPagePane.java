package salvor.workbench.cluster;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Siblings.Likeness;
import salvor.live.TriageLog;
import salvor.report.PodSection;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.StateColour;

/** The page of the chosen pod: first why it is out and who else is touched, the rest in tabs. */
final class PodPagePane extends BorderPane {
  private final PodPageModel model;
  private final SiblingChoice choice;
  private final Node acts;
  private final Label name = Controls.paragraph("", "case-name");
  private final Label said = Controls.paragraph("");
  private final Label state = Controls.cut("", 60, "state-chip");
  private final MenuButton decided = new MenuButton();
  private final VBox why = column();
  private final Label signed = Controls.paragraph("", "muted");
  private final VBox siblings = new VBox();
  private final VBox reasons = new VBox();
  private final Map<Likeness, SiblingPart> parts = new EnumMap<>(Likeness.class);
  private final VBox runs = column();
  private final VBox powers = column();
  private final VBox around = column();
  private final TextArea yaml = new TextArea();
  private final LogPane logs;
  private final TabPane tabs;
  private @Nullable PodPage shown;

  /** Told which sibling is to be shown. */
  @FunctionalInterface
  interface SiblingChoice {
    void choose(PodRow row);
  }

  /**
   * @param acts what can be done to the pod
   */
  PodPagePane(PodPageModel model, SiblingChoice choice, Node acts) {
    this.model = model;
    this.choice = choice;
    this.acts = acts;
    this.logs = new LogPane(new LogViewModel(model.live(), model.jobs(), model.fx()));
    setId("pod-page");
    getStyleClass().add("pane");
    state.setId("pod-state");
    state.setMinWidth(Region.USE_PREF_SIZE); // it says something different when it is cut
    yaml.setEditable(false);
    yaml.setId("pod-yaml");
    yaml.setAccessibleText("The pod's object as YAML");
    yaml.getStyleClass().add("finding-command");
    siblings.getStyleClass().add("live-part");
    reasons.getStyleClass().add("live-part");
    why.getChildren().addAll(signed, siblings, reasons);
    Tab log = tab("Logs", logs);
    logs.lookedAt().bind(log.selectedProperty());
    tabs =
        new TabPane(
            tab("Why", scroll(why)),
            tab("Containers", scroll(runs)),
            tab("Powers", scroll(powers)),
            tab("Around", scroll(around)),
            log,
            tab("YAML", yaml));
    tabs.setId("pod-tabs");
    tabs.setAccessibleText("What is known of the pod");
    decisions();
    model.page().subscribe(this::show);
  }

  private static VBox column() {
    VBox column = new VBox();
    column.getStyleClass().add("live-page");
    return column;
  }

  private static ScrollPane scroll(VBox column) {
    ScrollPane scroll = new ScrollPane(column);
    scroll.setFitToWidth(true);
    return scroll;
  }

  private static Tab tab(String title, Node content) {
    Tab tab = new Tab(title, content);
    tab.setClosable(false);
    tab.setId("pod-tab-" + title.toLowerCase(Locale.ROOT));
    return tab;
  }

  private void decisions() {
    decided.setId("pod-triage");
    decided.setAccessibleText("What was decided of the pod");
    decided.setMinWidth(USE_PREF_SIZE);
    Controls.explain(decided, "Decide of the pod; 1 to 4 do the same in the tables");
    for (TriageLog.State state : TriageLog.State.values()) {
      MenuItem item = new MenuItem(TriageWords.state(state));
      item.setOnAction(_ -> {
        PodPage now = shown;
        if (now != null) {
          model.decide(now.row(), state);
        }
      });
      decided.getItems().add(item);
    }
  }

  private void show(@Nullable PodPage now) {
    PodPage before = shown;
    shown = now;
    if (now == null) {
      setCenter(
          Controls.paragraph(
              "Choose a pod to see why it is out of profile, and which others run its image.",
              "empty"));
      return;
    }
    name.setText(now.row().namespace() + " / " + now.row().name());
    said.setText(now.row().said());
    said.getStyleClass().setAll("label", now.row().out() > 0 ? "failure" : "muted");
    state.setText(now.row().contained());
    StateColour.of(state.getText()).paint(state);
    state.setVisible(!state.getText().isEmpty());
    state.setManaged(state.isVisible());
    TriageLog.@Nullable Entry entry = model.triage().get(now.row().pod().uid());
    decided.setText(TriageWords.state(entry));
    decided.setAccessibleText("What was decided of the pod: " + TriageWords.signed(entry));
    if (before == null) {
      HBox head = new HBox(said, Controls.spring(), state, decided);
      head.getStyleClass().add("pod-head");
      VBox top = new VBox(name, head, acts, trouble());
      top.getStyleClass().add("pod-top");
      setTop(top);
      setCenter(tabs);
    }
    why(now, before, entry);
    if (now.known() != null && (before == null || !now.known().equals(before.known()))) {
      known(now.known(), now.row());
    } else if (now.known() == null) {
      for (VBox column : List.of(runs, powers, around)) {
        column.getChildren().setAll(Controls.paragraph("Reading the pod…", "muted"));
      }
    }
  }

  private Label trouble() {
    Label trouble = Controls.paragraph("", "failure");
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    return trouble;
  }

  private void why(PodPage now, @Nullable PodPage before, TriageLog.@Nullable Entry entry) {
    PodPage last =
        before != null && before.row().pod().uid().equals(now.row().pod().uid()) ? before : null;
    signed.setText(entry == null ? "" : TriageWords.signed(entry));
    signed.setManaged(entry != null);
    if (last != null
        && last.known() != null
        && now.known() != null
        && now.siblings().keySet().equals(last.siblings().keySet())
        && isOfSeveral(now.known()) == isOfSeveral(last.known())) {
      now.siblings()
          .forEach((likeness, rows) -> Objects.requireNonNull(parts.get(likeness)).show(rows));
    } else {
      siblings(now);
    }
    if (last == null || !now.why().equals(last.why())) {
      reasons(now.why());
    }
  }

  private void reasons(List<PodPage.Why> all) {
    reasons.getChildren().setAll(heading("Why"));
    if (all.isEmpty()) {
      reasons
          .getChildren()
          .add(Controls.paragraph("Nothing of it was found out of profile so far.", "muted"));
    }
    for (PodPage.Why each : all) {
      reasons
          .getChildren()
          .addAll(
              Controls.paragraph(each.title(), "finding-title"),
              Controls.paragraph(each.subject(), "finding-command"),
              Controls.paragraph(each.sentence(), "finding-why", "live-gap"));
    }
  }

  private void siblings(PodPage now) {
    parts.clear();
    siblings.getChildren().setAll(heading("Siblings"));
    if (now.known() == null) {
      siblings.getChildren().add(Controls.paragraph("Looking for them…", "muted"));
    } else if (now.siblings().isEmpty()) {
      siblings.getChildren().add(Controls.paragraph("Nobody else runs its images.", "muted"));
    }
    if (!now.notCompared().isEmpty()) {
      siblings.getChildren().add(Controls.paragraph(now.notCompared(), "muted"));
    }
    now.siblings()
        .forEach((likeness, rows) -> {
          SiblingPart part =
              new SiblingPart(
                  likeness,
                  now.row().pod().namespace(),
                  isOfSeveral(now.known()),
                  choice,
                  model::decide);
          part.show(rows);
          parts.put(likeness, part);
          siblings.getChildren().add(part);
        });
  }

  /** Whether it is to be told of which of its containers an image is. */
  private static boolean isOfSeveral(PodPage.@Nullable Known known) {
    return known != null && known.containers().size() > 1;
  }

  private void known(PodPage.Known known, PodRow row) {
    sections(runs, known.runs());
    sections(powers, known.powers());
    sections(around, known.around());
    around.getChildren().add(heading("Conditions"));
    around
        .getChildren()
        .add(new ConditionsAxis(known.conditions(), row.pod().created(), Instant.now()));
    yaml.setText(known.yaml());
    logs.show(row.pod(), known.containers());
  }

  private static void sections(VBox into, List<PodSection> sections) {
    into.getChildren().clear();
    for (PodSection section : sections) {
      into.getChildren().add(heading(section.title()));
      String before = "";
      for (PodSection.Line line : section.lines()) {
        if (!line.title().isEmpty() && !line.title().equals(before)) {
          before = line.title();
          into.getChildren().add(Controls.label(line.title(), "muted"));
        }
        into.getChildren()
            .add(Controls.paragraph(line.text(), line.grave() ? "pod-grave" : "pod-line"));
      }
    }
  }

  private static Label heading(String text) {
    return Controls.label(text, "heading", "live-heading");
  }
}
