package salvor.workbench.playbook;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;
import salvor.playbook.Playbook;
import salvor.report.GateWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The playbooks that there are, what each has to be done, and what is wrong with a file. */
final class ChoosePane extends BorderPane {
  private static final int LIMIT = 2000;
  private final PlaybookViewModel model;
  private final ListView<Offer> list = new ListView<>();
  private final VBox page = new VBox();
  private final Button begin;
  private final Label folder = Controls.cut("", 120, "muted");
  private List<String> begun = List.of();

  ChoosePane(PlaybookViewModel model) {
    this.model = model;
    list.setId("playbooks");
    list.setAccessibleText("Playbooks; Enter begins the chosen one");
    list.setCellFactory(_ -> new Cell());
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            begin();
            event.consume();
          }
        });
    page.getStyleClass().add("step-page");
    begin =
        Controls.button("_Begin this run", "The ledger of this case keeps the run", this::begin);
    begin.setId("playbook-begin");
    begin.getStyleClass().add("primary");
    begin.setMinWidth(USE_PREF_SIZE);
    Button other =
        Controls.button(
            "_Folder\u2026", "Looks for the team's own playbooks (YAML) in a folder", this::lookIn);
    other.setId("playbook-folder");
    other.setMinWidth(USE_PREF_SIZE);
    folder.setId("playbook-folder-name");
    ScrollPane scroll = new ScrollPane(page);
    scroll.setFitToWidth(true);
    scroll.setMinHeight(0);
    scroll.setAccessibleText("The chosen playbook");
    SplitPane both = new SplitPane(list, scroll);
    both.setDividerPositions(0.4);
    HBox tools = new HBox(8, begin, other, folder);
    tools.getStyleClass().add("page-tools");
    setTop(tools);
    setCenter(both);
    list.getSelectionModel().selectedItemProperty().subscribe(this::show);
  }

  /** Shows what there is. */
  void show(PlaybookViewModel.Stage.Choosing now) {
    begun = now.begun();
    folder.setText("The team's own: " + VisibleText.of(now.folder().toString(), 300));
    int chosen = Math.max(0, list.getSelectionModel().getSelectedIndex());
    if (!now.offers().equals(list.getItems())) {
      list.setItems(FXCollections.observableArrayList(now.offers()));
      list.getSelectionModel().select(Math.min(chosen, now.offers().size() - 1));
    }
    show(list.getSelectionModel().getSelectedItem());
  }

  private void show(@Nullable Offer offer) {
    page.getChildren().clear();
    begin.setDisable(offer == null || offer.playbook() == null);
    if (offer == null) {
      return;
    }
    begin.setText(begun.contains(offer.name()) ? "_Go on with this run" : "_Begin this run");
    page.getChildren().add(Controls.paragraph(offer.title(), "card-title"));
    page.getChildren().add(Controls.paragraph(offer.name() + ", " + offer.origin(), "muted"));
    @Nullable Playbook playbook = offer.playbook();
    if (playbook == null) {
      page.getChildren()
          .add(
              Controls.paragraph(
                  "It cannot be run. What is wrong, and how to mend it:", "failure"));
      offer
          .problems()
          .forEach(each ->
              page.getChildren().add(Controls.paragraph("\u25b2 " + each, "plan-bad-line")));
      page.getChildren()
          .add(
              Controls.paragraph(
                  "salvor playbook check --schema prints what a playbook may hold.", "muted"));
      return;
    }
    if (!playbook.description().isBlank()) {
      page.getChildren().add(Controls.paragraph(VisibleText.of(playbook.description(), LIMIT)));
    }
    for (Playbook.Step step : playbook.steps()) {
      page.getChildren().add(line(playbook.steps().indexOf(step) + 1, step));
    }
  }

  private static Node line(int number, Playbook.Step step) {
    VBox line =
        new VBox(
            Controls.paragraph(number + "  " + VisibleText.of(step.title(), LIMIT), "step-title"));
    step.gate()
        .forEach(each ->
            line.getChildren()
                .add(Controls.paragraph("\u25cb " + GateWords.asked(each), "muted", "step-gate")));
    return line;
  }

  private void begin() {
    Offer offer = list.getSelectionModel().getSelectedItem();
    if (offer != null && offer.playbook() != null) {
      if (begun.contains(offer.name())) {
        model.goOn(offer.name());
      } else {
        model.begin(Objects.requireNonNull(offer.playbook()));
      }
    }
  }

  private void lookIn() {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Playbooks of the team");
    @Nullable File chosen = chooser.showDialog(getScene().getWindow());
    if (chosen != null) {
      model.lookIn(Path.of(chosen.getPath()));
    }
  }

  /** Gives the list the keys. */
  void focusList() {
    list.requestFocus();
  }

  private static final class Cell extends ListCell<Offer> {
    private final Label title = Controls.cut("", 100, "step-title");
    private final Label about = Controls.cut("", 100);
    private final VBox line = new VBox(title, about);

    Cell() {
      getStyleClass().add("step-cell");
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Offer offer, boolean empty) {
      super.updateItem(offer, empty);
      setText(null);
      if (empty || offer == null) {
        setGraphic(null);
        return;
      }
      boolean good = offer.playbook() != null;
      title.setText(good ? offer.title() : "\u25b2 " + offer.name());
      about.setText(
          good
              ? offer.name() + ", " + offer.origin()
              : offer.title() + ": " + Moments.count(offer.problems().size(), "problem"));
      about.getStyleClass().setAll("label", good ? "muted" : "step-off");
      setAccessibleText(title.getText() + ", " + about.getText());
      setGraphic(line);
    }
  }
}
