package salvor.workbench.baseline;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.baseline.LeftOut;
import salvor.baseline.Profile;
import salvor.workbench.baseline.LearnViewModel.State;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.jobs.Standing;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Makes baselines: from when to when, what that gives, and where it goes. */
public final class LearnSheet extends VBox {
  private final LearnViewModel model;
  private final ListView<Profile> profiles = new ListView<>();
  private final TextArea text = new TextArea();
  private final Label left = Controls.paragraph("", "muted");
  private final FlowPane rules = new FlowPane(12, 4);
  private final StackPane middle = new StackPane();
  private final SplitPane learned = new SplitPane(profiles, text);
  private final TextField author = field("learn-author", "Who keeps it");
  private final TextField reason = field("learn-reason", "Why");
  private final TextField file = field("learn-file", "A new file for the baselines");
  private final Button keep =
      Controls.button("_Keep in the library", "Keeps the chosen baselines as drafts", this::keep);
  private final Button write =
      Controls.button("_Write to the file", "Writes the chosen baselines", this::write);
  private final Label kept = Controls.paragraph("", "heading");
  private final Button judge;

  private LearnSheet(LearnViewModel model) {
    this.model = model;
    setId("learn");
    getStyleClass().add("sheet");
    author.setText(System.getProperty("user.name", ""));
    judge =
        Controls.button(
            "_Judge this case by it",
            "Opens the case again, judged by what was kept in place of the baselines named before",
            this::judge);
    judge.setId("learn-judge");
    keep.setId("learn-keep");
    write.setId("learn-write");
    profiles.setId("learn-profiles");
    profiles.setAccessibleText("Baselines that are learned");
    profiles
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(p -> text.setText(p == null ? "" : LearnViewModel.words(p)));
    profiles.setCellFactory(_ -> new ProfileCell(model, this::able));
    profiles.setAccessibleHelp("Space takes a baseline, or leaves it out.");
    profiles.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    text.setEditable(false);
    text.setId("learn-text");
    text.setAccessibleText("What the baseline holds, and how complete it is");
    text.getStyleClass().add("code");
    learned.setDividerPositions(0.36);
    VBox.setVgrow(middle, Priority.ALWAYS);
    left.setId("learn-left-out");
    kept.setId("learn-kept");
    VBox alerts =
        new VBox(
            4,
            Controls.label(
                "Alerts are learned only where their rule is a log of all there is:", "field-name"),
            rules);
    alerts.visibleProperty().bind(Bindings.isNotEmpty(rules.getChildren()));
    alerts.managedProperty().bind(alerts.visibleProperty());
    if (model.ground().hasWindow()) {
      getChildren().addAll(new LearnWindowPane(model), alerts);
    }
    getChildren().addAll(middle, left, destination(), outcome());
    List.of(author, reason, file).forEach(f -> f.textProperty().subscribe(this::able));
    model.state().subscribe(this::show);
    model.kept().subscribe(this::show);
  }

  /** Opens it above the window of a node, and learns at once. */
  public static void open(Node owner, LearnViewModel model) {
    LearnSheet sheet = new LearnSheet(model);
    Stage stage = Sheet.open(owner, model.ground().title(), sheet);
    Subscription ticking = model.ground().ticking(model::again);
    stage.setOnHidden(_ -> {
      ticking.unsubscribe();
      model.stop();
    });
    model.learn();
  }

  static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    return field;
  }

  private GridPane destination() {
    GridPane fields = new GridPane();
    fields.getStyleClass().add("fields");
    Button browse = Controls.button("_Browse\u2026", "Choose the file", this::browse);
    for (Button each : List.of(keep, write, browse)) {
      each.setMinWidth(USE_PREF_SIZE);
      each.setMaxWidth(Double.MAX_VALUE);
    }
    HBox signed = new HBox(8, author, reason);
    HBox.setHgrow(reason, Priority.ALWAYS);
    HBox where = new HBox(8, file, browse);
    HBox.setHgrow(file, Priority.ALWAYS);
    signed.setAlignment(Pos.CENTER_LEFT);
    where.setAlignment(Pos.CENTER_LEFT);
    GridPane.setHgrow(signed, Priority.ALWAYS);
    if (model.hasLibrary()) {
      fields.add(signed, 0, 0);
      fields.add(keep, 1, 0);
    }
    fields.add(where, 0, 1);
    fields.add(write, 1, 1);
    GridPane.setHgrow(where, Priority.ALWAYS);
    return fields;
  }

  private HBox outcome() {
    HBox line = new HBox(8, kept, judge);
    line.setAlignment(Pos.CENTER_LEFT);
    judge.setMinWidth(USE_PREF_SIZE);
    HBox.setHgrow(kept, Priority.ALWAYS);
    kept.setMaxWidth(Double.MAX_VALUE);
    return line;
  }

  private void show(State state) {
    left.setText("");
    switch (state) {
      case State.Refused(String why) -> message(why);
      case State.Stopped _ ->
          message("Not learned yet. Learn to see what this window of time gives.");
      case State.Failed(String why) -> message("It failed: " + why);
      case State.Working(var job) -> {
        ProgressBar bar = new ProgressBar();
        bar.setAccessibleText("Progress of learning");
        bar.progressProperty().bind(job.standing().map(Standing::part));
        Label doing = Controls.label("", "muted");
        doing.textProperty().bind(job.standing().map(Standing::words));
        Button stop = Controls.button("_Stop", "Stops it", job::cancel);
        stop.setId("learn-stop");
        VBox box = new VBox(8, bar, doing, stop);
        box.setAlignment(Pos.CENTER);
        middle.getChildren().setAll(box);
      }
      case State.Learned(Ground.Made made) -> learned(made);
    }
    able();
  }

  private void message(String words) {
    middle.getChildren().setAll(Controls.paragraph(words, "empty"));
  }

  private void learned(Ground.Made made) {
    LeftOut out = made.left();
    if (out != null) {
      rules(out);
    }
    String words = out == null ? "" : words(out);
    left.setText((words + "\n" + made.notes()).strip());
    List<Profile> all = made.profiles();
    if (all.isEmpty()) {
      message(model.ground().none());
      return;
    }
    Profile before = profiles.getSelectionModel().getSelectedItem();
    double scrolled = text.getScrollTop();
    profiles.setItems(FXCollections.observableList(all));
    int same = before == null ? -1 : all.stream().map(Profile::key).toList().indexOf(before.key());
    profiles.getSelectionModel().select(Math.max(0, same));
    if (same >= 0) {
      text.setScrollTop(scrolled);
    }
    if (!middle.getChildren().contains(learned)) { // whoever looks at it keeps the keys
      middle.getChildren().setAll(learned);
    }
  }

  private void key(KeyEvent event) {
    Profile chosen = profiles.getSelectionModel().getSelectedItem();
    if (event.getCode() == KeyCode.SPACE && chosen != null) {
      model.choose(chosen, !model.isChosen(chosen));
      profiles.refresh();
      able();
      event.consume();
    }
  }

  private static String words(LeftOut out) {
    return "Learned from "
        + Moments.count(out.read(), "event")
        + ". Left out: "
        + Moments.count(out.outside())
        + " outside of the window or under suspicion, "
        + Moments.count(out.untimed())
        + " without a time, "
        + Moments.count(out.alertCount(), "alert")
        + (out.alerts().isEmpty() ? "" : " (" + top(out.alerts()) + ")")
        + ". What an operator did by kubectl exec, where an audit log shows it, and what the runtime"
        + " does to start a container is never learned.";
  }

  private static String top(Map<String, Integer> alerts) {
    return alerts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(3)
            .map(rule -> VisibleText.of(rule.getKey(), 50) + " " + Moments.count(rule.getValue()))
            .collect(Collectors.joining(", "))
        + (alerts.size() > 3 ? ", \u2026" : "");
  }

  /** Which rules there are is known when it was learned once; those already taken stay offered. */
  private void rules(LeftOut out) {
    for (String rule : out.alerts().keySet()) {
      boolean known =
          rules.getChildren().stream().anyMatch(node -> rule.equals(node.getUserData()));
      if (!known) {
        CheckBox box = new CheckBox(VisibleText.of(rule, 60));
        box.setMnemonicParsing(false);
        box.setUserData(rule);
        Controls.explain(box, "The alerts of this rule are a log of all there is: learn from them");
        box.setOnAction(_ -> model.window().telemetry(rule, box.isSelected()));
        rules.getChildren().add(box);
      }
    }
  }

  private void show(Kept now) {
    boolean judged = !now.files().isEmpty() && model.ground().judgesAtOnce();
    kept.setText(
        now.words()
            + (judged
                ? ". The pods are judged by them now. Approved in the library, they count in the"
                    + " next window too."
                : ""));
    judge.setVisible(
        !now.files().isEmpty() && model.ground().canJudge() && !model.ground().judgesAtOnce());
    for (Node node : List.of(kept, judge)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    kept.setVisible(!now.words().isEmpty());
  }

  private void able() {
    int chosen = model.chosen().size();
    keep.setDisable(chosen == 0 || author.getText().isBlank() || reason.getText().isBlank());
    write.setDisable(chosen == 0 || path() == null);
    keep.setText("_Keep " + Moments.count(chosen) + " in the library");
    write.setText("_Write " + Moments.count(chosen) + " to the file");
  }

  private @Nullable Path path() {
    try {
      return file.getText().isBlank() ? null : Path.of(file.getText().strip());
    } catch (InvalidPathException _) {
      return null;
    }
  }

  private void browse() {
    FileChooser chooser = new FileChooser();
    chooser.setInitialFileName("baseline.json");
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    if (chosen != null) {
      file.setText(chosen.toString());
    }
  }

  private void keep() {
    model.keep(author.getText(), reason.getText());
  }

  private void write() {
    Path path = path();
    if (path != null) {
      model.write(path);
    }
  }

  private void judge() {
    ((Stage) getScene().getWindow()).close();
    model.judge();
  }
}
