package salvor.workbench.review;

import java.io.File;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;
import salvor.report.CaseReview;
import salvor.review.ReviewedAct;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.jobs.Standing;
import salvor.workbench.wording.Moments;

/** The review: what the attacker did or what to change on the left, the chosen one on the right. */
public final class ReviewView extends StackPane implements FollowsPreferences {
  private final ReviewViewModel model;
  private final ListView<ActLine> acts = new ListView<>();
  private final ListView<Change> changes = new ListView<>();
  private final ToggleButton toActs =
      Controls.toggle("_Acts", "What the attacker did, and what the baselines made of it");
  private final ToggleButton toChanges =
      Controls.toggle("_Changes", "Rules, exceptions, tighter baselines and policies to choose");
  private final StackPane left = new StackPane(acts);
  private final BorderPane right = new BorderPane();
  private final ActPage actPage;
  private final ChangePage changePage;
  private final Button export;
  private final Label checked = Controls.label("", "muted");
  private final BorderPane whole = new BorderPane();
  private @Nullable CaseReview review;
  private boolean following;
  private boolean focusing;

  /** A view of the model's review. */
  public ReviewView(ReviewViewModel model, Commands commands) {
    this.model = model;
    actPage = new ActPage(model, commands, this::show);
    changePage = new ChangePage(model);
    export =
        Controls.button(
            "E_xport change set\u2026",
            "Writes the chosen changes to a folder, signed",
            this::export);
    export.setId("review-export");
    getStyleClass().add("review");
    lists();
    SplitPane middle = new SplitPane(left, right);
    middle.setOrientation(Orientation.HORIZONTAL);
    middle.setDividerPositions(0.46);
    whole.setTop(tools());
    whole.setCenter(middle);
    model.state().subscribe(this::show);
    model.selection().row().subscribe(_ -> follow());
    model
        .choices()
        .turned()
        .addListener((_, _, _) -> {
          changes.refresh();
          count();
        });
    model.choices().prepared().subscribe(_ -> chosenChange());
  }

  /** A tab of it, which is made when it is chosen first. */
  public static Tab tab(ReviewViewModel model, Commands commands) {
    Tab tab = new Tab("Review", new ReviewView(model, commands));
    tab.setId("tab-review");
    tab.selectedProperty()
        .subscribe(chosen -> {
          if (chosen) {
            model.want();
          }
        });
    return tab;
  }

  private void lists() {
    acts.setId("review-acts");
    acts.sceneProperty()
        .subscribe(scene -> {
          if (scene != null && focusing) {
            focusList();
          }
        });
    acts.setAccessibleText("What the attacker did, by time");
    acts.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
    changes.setId("review-changes");
    changes.setAccessibleText("Changes that are proposed");
    changes.setAccessibleHelp("Space takes a change, or all below a heading, in or out.");
    changes.setCellFactory(_ -> new ChangeCell(model));
    changes.getSelectionModel().selectedItemProperty().subscribe(_ -> chosenChange());
    changes.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          Change change = changes.getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.SPACE && change != null) {
            model.choices().turn(change);
            event.consume();
          }
        });
  }

  private HBox tools() {
    ToggleGroup group = new ToggleGroup();
    toActs.setId("review-to-acts");
    toChanges.setId("review-to-changes");
    for (ToggleButton each : new ToggleButton[] {toActs, toChanges}) {
      each.setToggleGroup(group);
      each.getStyleClass().add("small");
      each.setMinWidth(USE_PREF_SIZE);
      each.setOnAction(_ -> turn(each.equals(toChanges)));
    }
    toActs.setSelected(true);
    Button verify =
        Controls.button(
            "_Verify\u2026", "Checks the signature and every file of a change set", this::verify);
    verify.setId("review-verify");
    for (Button each : new Button[] {verify, export}) {
      each.getStyleClass().add("small");
      each.setMinWidth(USE_PREF_SIZE);
    }
    checked.setId("review-checked");
    checked.setMinWidth(0);
    checked.setTooltip(new javafx.scene.control.Tooltip());
    model
        .writing()
        .told()
        .subscribe(told -> {
          checked.setText(told.title());
          checked.getTooltip().setText(told.words());
        });
    HBox line = new HBox(8, toActs, toChanges, checked, Controls.spring(), verify, export);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("page-tools");
    return line;
  }

  private void verify() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("The folder of a change set");
    File folder = chooser.showDialog(getScene().getWindow());
    if (folder != null) {
      model.writing().verify(folder.toPath());
    }
  }

  private void turn(boolean toTheChanges) {
    (toTheChanges ? toChanges : toActs).setSelected(true);
    left.getChildren().setAll(toTheChanges ? changes : acts);
    if (toTheChanges) {
      if (changes.getSelectionModel().isEmpty()) {
        changes.getSelectionModel().select(0);
      }
      chosenChange();
    } else {
      chosen(acts.getSelectionModel().getSelectedItem());
    }
  }

  /** Gives the list in sight the keys, as soon as it is there. */
  public void focusList() {
    Node list = left.getChildren().getFirst();
    focusing = list.getScene() == null;
    list.requestFocus();
  }

  /** Opens the sheet that writes what is chosen. */
  public void export() {
    ChangeSetSheet.open(this, model);
  }

  private void show(ReviewViewModel.State state) {
    review = null;
    switch (state) {
      case ReviewViewModel.State.Unwanted(boolean stopped) ->
          getChildren()
              .setAll(
                  message(
                      stopped ? "The review was stopped." : "",
                      stopped
                          ? Controls.button("_Review", "Reviews the incident", model::want)
                          : null));
      case ReviewViewModel.State.Making(var job) -> {
        ProgressBar bar = new ProgressBar();
        bar.setAccessibleText("Progress of the review");
        bar.progressProperty().bind(job.standing().map(Standing::part));
        Label doing = Controls.label("", "muted");
        doing.textProperty().bind(job.standing().map(Standing::words));
        Button stop = Controls.button("_Stop", "Stops the review", job::cancel);
        stop.setId("review-stop");
        VBox box =
            new VBox(8, Controls.label("Reviewing the incident", "heading"), bar, doing, stop);
        box.setAlignment(Pos.CENTER);
        getChildren().setAll(box);
      }
      case ReviewViewModel.State.Failed(String why) ->
          getChildren()
              .setAll(
                  message(
                      "The incident cannot be reviewed: " + why + ". The events are complete.",
                      null));
      case ReviewViewModel.State.Made(CaseReview made) -> made(made);
    }
  }

  private static VBox message(String text, @Nullable Node act) {
    VBox box = new VBox(8, Controls.paragraph(text, "empty"));
    if (act != null) {
      box.getChildren().add(act);
    }
    box.setAlignment(Pos.CENTER);
    return box;
  }

  private void made(CaseReview made) {
    review = made;
    ReviewTexts texts = new ReviewTexts(made, model);
    acts.setCellFactory(_ -> new ActCell(texts));
    acts.setItems(FXCollections.observableList(model.acts()));
    changes.setItems(FXCollections.observableList(model.choices().changes()));
    export.setDisable(made.review().acts().isEmpty());
    count();
    following = true;
    acts.getSelectionModel().select(0);
    following = false;
    turn(false);
    getChildren().setAll(whole);
  }

  private void count() {
    CaseReview now = review;
    long all = model.choices().changes().stream().filter(change -> change.part() != null).count();
    long chosen = model.choices().changes().stream().filter(model.choices()::isChosen).count();
    toActs.setText("_Acts " + Moments.count(now == null ? 0 : now.review().acts().size()));
    toChanges.setText(
        "_Changes "
            + (chosen == all
                ? Moments.count(all)
                : Moments.count(chosen) + " of " + Moments.count(all)));
  }

  private void chosen(@Nullable ActLine line) {
    CaseReview now = review;
    if (now == null || line == null || !toActs.isSelected()) {
      return;
    }
    actPage.show(now, line);
    ScrollPane scroll = new ScrollPane(actPage);
    scroll.setFitToWidth(true);
    right.setCenter(scroll);
    if (line instanceof ActLine.Act(ReviewedAct act) && !following) {
      model.choose(act);
    }
  }

  private void chosenChange() {
    Change change = changes.getSelectionModel().getSelectedItem();
    if (review != null && change != null && toChanges.isSelected()) {
      changePage.show(change);
      right.setCenter(changePage);
    }
  }

  /** Shows a change where all of them are. */
  private void show(Change change) {
    changes.getSelectionModel().clearAndSelect(change.number());
    changes.scrollTo(Math.max(0, change.number() - 2));
    turn(true);
    changes.requestFocus();
  }

  private void follow() {
    ActLine line = model.current();
    if (line != null
        && review != null
        && !line.equals(acts.getSelectionModel().getSelectedItem())) {
      following = true;
      acts.getSelectionModel().select(line);
      acts.scrollTo(Math.max(0, acts.getSelectionModel().getSelectedIndex() - 1));
      following = false;
    }
  }

  @Override
  public void preferencesChanged() {
    CaseReview now = review;
    if (now != null) {
      acts.refresh();
      changes.refresh();
      chosen(acts.getSelectionModel().getSelectedItem());
    }
  }
}
