package salvor.workbench.containment;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;

/** The pod and its siblings, each with its verdict, to choose from: Space chooses. */
public final class CandidateList extends VBox {
  private final Choosing model;
  private final ListView<Candidate> list;
  private final Label count = Controls.label("", "muted");

  /**
   * Of the pods of a model.
   *
   * @param id what the ids of its controls begin with
   */
  public CandidateList(Choosing model, String id) {
    this.model = model;
    list = new ListView<>(FXCollections.observableArrayList(model.candidates()));
    list.setId(id + "-pods");
    list.setAccessibleText(
        "The pods, and those that run this image; Space chooses one or leaves it out");
    list.setCellFactory(_ -> new Cell());
    list.getSelectionModel().select(0);
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    count.setId(id + "-count");
    VBox.setVgrow(list, Priority.ALWAYS);
    Button all = button("_All", "Chooses all of them", _ -> true, id + "-all");
    Button out =
        button(
            "All _out",
            "Chooses those that are out of profile, and the one it was opened for",
            each -> each.isOut() || each.equals(model.candidates().getFirst()),
            id + "-out");
    Button one =
        button(
            "Only _this",
            "Chooses the one it was opened for alone",
            model.candidates().getFirst()::equals,
            id + "-only");
    HBox buttons = new HBox(6, all, out, one);
    getStyleClass().add("live-part");
    setSpacing(6);
    getChildren().setAll(count, buttons, list);
    model.chosen().subscribe(this::show);
  }

  private Button button(String text, String meaning, Predicate<Candidate> which, String id) {
    Button button = Controls.button(text, meaning, () -> choose(which));
    button.getStyleClass().add("small");
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }

  private void choose(Predicate<Candidate> which) {
    Set<String> uids = new LinkedHashSet<>();
    model.candidates().stream().filter(which).forEach(each -> uids.add(each.uid()));
    model.choose(uids);
  }

  private void pressed(KeyEvent event) {
    Candidate chosen = list.getSelectionModel().getSelectedItem();
    if (event.getCode() == KeyCode.SPACE && chosen != null) {
      turn(chosen);
      event.consume();
    }
  }

  private void turn(Candidate candidate) {
    Set<String> uids = new LinkedHashSet<>(model.chosen().get());
    if (!uids.remove(candidate.uid())) {
      uids.add(candidate.uid());
    }
    model.choose(uids);
  }

  private void show(Set<String> chosen) {
    count.setText(chosen.size() + " chosen of " + Moments.count(model.candidates().size(), "pod"));
    list.refresh();
  }

  private final class Cell extends ListCell<Candidate> {
    private final CheckBox box = new CheckBox();
    private final VerdictMark mark = new VerdictMark();
    private final Label name = Controls.cut("", 80);
    private final Label said = Controls.cut("", 60, "muted");
    private final HBox line = new HBox(8, box, mark.boxed(), new VBox(name, said));

    Cell() {
      line.setAlignment(Pos.CENTER_LEFT);
      box.setFocusTraversable(false);
      box.setMouseTransparent(true);
      setPrefWidth(0);
      setAccessibleRole(AccessibleRole.CHECK_BOX);
      setOnMouseClicked(_ -> {
        Candidate candidate = getItem();
        if (candidate != null) {
          turn(candidate);
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Candidate candidate, boolean empty) {
      super.updateItem(candidate, empty);
      setText(null);
      if (empty || candidate == null) {
        setGraphic(null);
        return;
      }
      boolean chosen = model.chosen().get().contains(candidate.uid());
      box.setSelected(chosen);
      mark.show(candidate.drawn());
      name.setText(candidate.name());
      said.setText(
          candidate.said()
              + (candidate.quarantine() == null ? "" : ", labelled: " + candidate.quarantine()));
      setAccessibleText(
          candidate.name() + ", " + candidate.said() + (chosen ? ", chosen" : ", left out"));
      setGraphic(line);
    }
  }
}
