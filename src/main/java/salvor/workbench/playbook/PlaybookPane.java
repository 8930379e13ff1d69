package salvor.workbench.playbook;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import salvor.playbook.Course;
import salvor.playbook.Deviation;
import salvor.report.PlaybookWords;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.playbook.PlaybookViewModel.Stage;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The run of a playbook: the clocks on top, the steps on the left, the chosen one on the right. */
public final class PlaybookPane extends BorderPane {
  private final PlaybookViewModel model;
  private final ChoosePane choose;
  private final ListView<StepShown> steps = new ListView<>();
  private final StepPage page;
  private final BorderPane run = new BorderPane();
  private final Label title = Controls.cut("", 160, "card-title");
  private final Label begun = Controls.cut("", 80, "muted");
  private final ChoiceBox<String> runs = new ChoiceBox<>();
  private final VBox off = new VBox();
  private String shownRun = "";
  private String lastNext = "";
  private boolean following;

  /**
   * Shows the model.
   *
   * @param commands those of the window, by whose ids the steps are done
   * @param subject what the acts of a step are about
   */
  public PlaybookPane(PlaybookViewModel model, Commands commands, About subject) {
    this.model = model;
    choose = new ChoosePane(model);
    page = new StepPage(model, commands, subject);
    getStyleClass().addAll("pane", "playbook");
    steps.setId("steps");
    steps.setAccessibleText("Steps in their order; Enter does what the chosen one has to be done");
    steps.setCellFactory(_ -> new StepCell(model.now()::get));
    steps
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(step -> {
          if (!following) {
            page.show(step);
          }
        });
    steps.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            page.first();
            event.consume();
          }
        });
    SplitPane both = new SplitPane(steps, page);
    both.setDividerPositions(0.42);
    run.setTop(new VBox(head(), off));
    run.setCenter(both);
    off.getStyleClass().add("playbook-off");
    off.setId("playbook-off");
    Label trouble = Controls.paragraph("", "failure", "live-slip");
    trouble.setId("playbook-trouble");
    model
        .trouble()
        .subscribe(why -> {
          trouble.setText(why);
          trouble.setVisible(!why.isEmpty());
          trouble.setManaged(!why.isEmpty());
        });
    setTop(new VBox(new DwellStrip(model), trouble));
    model.stage().subscribe(this::show);
    model.now().subscribe(_ -> steps.refresh());
  }

  /** A tab of it. */
  public static Tab tab(PlaybookViewModel model, Commands commands, About subject) {
    PlaybookPane pane = new PlaybookPane(model, commands, subject);
    Tab tab = new Tab("Playbook", pane);
    tab.setId("tab-playbook");
    model
        .now()
        .subscribe(_ -> {
          if (tab.isSelected()) {
            subject.choose();
          }
        });
    model
        .stage()
        .subscribe(stage -> {
          if (stage instanceof Stage.Running(Course course, var _, var _, var _)) {
            long over = course.steps().stream().filter(Course.Standing::isOver).count();
            tab.setText("Playbook " + over + "/" + course.steps().size());
          } else {
            tab.setText("Playbook");
          }
        });
    return tab;
  }

  private HBox head() {
    title.setId("playbook-title");
    begun.setId("playbook-begun");
    runs.setId("playbook-runs");
    runs.setAccessibleText("Runs of this case");
    runs.setOnAction(_ -> {
      String name = runs.getValue();
      if (!following && name != null && !name.equals(shownRun)) {
        model.goOn(name);
      }
    });
    Button another =
        Controls.button(
            "_Another playbook\u2026",
            "Chooses one more to run in this case; this run stays",
            model::another);
    another.setId("playbook-another");
    another.setMinWidth(USE_PREF_SIZE);
    Button end =
        Controls.button(
            "_End this run\u2026", "Ends a run that was begun by mistake, for a reason", this::end);
    end.setId("playbook-end");
    end.setMinWidth(USE_PREF_SIZE);
    HBox head = new HBox(12, title, begun, Controls.spring(), runs, end, another);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("page-tools");
    return head;
  }

  private void end() {
    SaySheet.open(
        this,
        new SaySheet.Question(
            "End this run",
            "It is guided by no more. What was done to the cluster stays as it is, and what was said"
                + " of the steps stays written; the playbook can be begun anew.",
            "Why it is ended",
            "_End the run",
            true),
        title.getText(),
        (_, text) -> model.end(text));
  }

  private void show(Stage stage) {
    switch (stage) {
      case Stage.Reading() ->
          setCenter(Controls.paragraph("Reading the ledger of this case\u2026", "empty"));
      case Stage.Choosing choosing -> {
        choose.show(choosing);
        setCenter(choose);
      }
      case Stage.Running running -> {
        show(running);
        setCenter(run);
      }
    }
  }

  private void show(Stage.Running now) {
    Course course = now.course();
    title.setText(VisibleText.of(course.playbook().title(), 300));
    begun.setText(
        course.began() == null
            ? ""
            : "begun "
                + Moments.seconds(StepShown.nanos(course.began()))
                + " "
                + Moments.zone()
                + (course.isOver() ? ", nothing is left to be done" : ""));
    following = true;
    runs.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable String name) {
            return name == null ? "" : now.titles().getOrDefault(name, name);
          }

          @Override
          public @Nullable String fromString(String title) {
            return null; // nothing is typed
          }
        });
    if (!now.begun().equals(runs.getItems())) {
      runs.getItems().setAll(now.begun());
    }
    runs.setValue(course.playbook().name());
    runs.setVisible(now.begun().size() > 1);
    runs.setManaged(runs.isVisible());
    following = false;
    general(course);
    steps(now);
  }

  /** How the run left the playbook at no step in particular. */
  private void general(Course course) {
    List<Deviation> ofSteps =
        course.steps().stream().flatMap(each -> course.deviations(each.step().id())).toList();
    off.getChildren()
        .setAll(
            course.deviations().stream()
                .filter(each -> !ofSteps.contains(each))
                .map(each ->
                    Controls.paragraph("\u25b2 " + PlaybookWords.deviation(each), "step-off"))
                .toList());
    off.setVisible(!off.getChildren().isEmpty());
    off.setManaged(off.isVisible());
  }

  /** The steps as they are now; when one is over, the next is shown. */
  private void steps(Stage.Running now) {
    String name = now.course().playbook().name();
    String next = now.course().next().map(each -> each.step().id()).orElse("");
    boolean goesOn = !name.equals(shownRun) || !next.equals(lastNext);
    int chosen = steps.getSelectionModel().getSelectedIndex();
    following = true;
    steps.setItems(FXCollections.observableArrayList(now.steps()));
    following = false;
    shownRun = name;
    lastNext = next;
    int show =
        goesOn || chosen < 0
            ? now.steps().stream()
                .filter(StepShown::isNext)
                .findFirst()
                .map(s -> s.number() - 1)
                .orElse(0)
            : Math.min(chosen, now.steps().size() - 1);
    steps.getSelectionModel().select(show);
    page.show(steps.getSelectionModel().getSelectedItem());
  }

  /** Gives the steps the keys, or the playbooks to choose from. */
  public void focusList() {
    if (model.stage().get() instanceof Stage.Choosing) {
      choose.focusList();
    } else {
      steps.requestFocus();
    }
  }
}
