package salvor.workbench.triage;

import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.triage.Finding;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedText;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;

/** The findings by workload, the worst first; the chosen one says why and what to look at next. */
public final class FindingsView extends BorderPane implements FollowsPreferences, SubjectView {
  /** The most of the height that is taken from the findings. */
  private static final double ENDINGS = 0.4;

  private final FindingsViewModel model;
  private final KeyedText empty;
  private final ListView<FindingRow> list = new ListView<>();
  private final Label filtered = Controls.label("", "muted", "findings-filtered");
  private boolean following;

  /**
   * A view of the model's findings.
   *
   * @param endings whether what they tell of is over, told first
   */
  public FindingsView(FindingsViewModel model, Commands commands, EndingsView endings) {
    this.model = model;
    this.empty = new KeyedText(() -> whyEmpty(model, commands), "empty");
    getStyleClass().add("findings");
    filtered.managedProperty().bind(filtered.textProperty().isNotEmpty());
    endings.maxHeightProperty().bind(heightProperty().multiply(ENDINGS));
    setTop(new VBox(endings, filtered));
    setCenter(list);
    list.setPlaceholder(empty);
    list.setId("findings");
    list.setAccessibleText("Findings by workload, the worst first");
    list.setCellFactory(_ -> new FindingCell(model));
    list.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY) {
        act(list.getSelectionModel().getSelectedItem());
      }
    });
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row instanceof FindingRow.Card(Finding finding, _, _, _, _) && !following) {
            model.choose(finding);
          }
        });
    model.rows().subscribe(this::show);
    model.current().subscribe(finding -> follow(finding, false));
  }

  private static String whyEmpty(FindingsViewModel model, Commands commands) {
    return model.findings().isEmpty()
        ? model.whyEmpty(commands.press("timeline.next-out"))
        : "The filter leaves nothing of any finding. Clear it to see them again: Escape in the"
            + " filter bar.";
  }

  @Override
  public void preferencesChanged() {
    empty.preferencesChanged();
  }

  @Override
  public Optional<Subject> subject(int place) {
    return place < 0 || place >= list.getItems().size()
        ? Optional.empty()
        : model.subject(list.getItems().get(place));
  }

  @Override
  public int focused() {
    return list.getFocusModel().getFocusedIndex();
  }

  private void show(List<FindingRow> rows) {
    filtered.setText(model.filtered());
    following = true;
    FindingRow chosen = list.getSelectionModel().getSelectedItem();
    list.setItems(FXCollections.observableList(rows));
    for (FindingRow row : rows) {
      boolean same =
          switch (row) {
            case FindingRow.Heading(var group, _) ->
                chosen instanceof FindingRow.Heading(var before, _) && before.equals(group);
            case FindingRow.Apart _ -> chosen instanceof FindingRow.Apart;
            case FindingRow.Card _ -> false;
          };
      if (same) {
        list.getSelectionModel().select(row);
      }
    }
    following = false;
    if (chosen == null || chosen instanceof FindingRow.Card) {
      boolean left = chosen instanceof FindingRow.Card card && !card.apart();
      follow(model.current().get(), left);
    }
  }

  /** A heading opens and closes; a finding is framed once more. */
  private void act(@Nullable FindingRow row) {
    switch (row) {
      case FindingRow.Heading(var group, _) -> model.toggle(group);
      case FindingRow.Card(Finding finding, _, _, _, _) -> model.choose(finding);
      case FindingRow.Apart _ -> model.toggleApart();
      case null -> {}
    }
  }

  private void key(KeyEvent event) {
    FindingRow row = list.getSelectionModel().getSelectedItem();
    KeyCode turn =
        switch (row) {
          case FindingRow.Heading(_, boolean open) -> open ? KeyCode.LEFT : KeyCode.RIGHT;
          case FindingRow.Apart(_, boolean open) -> open ? KeyCode.LEFT : KeyCode.RIGHT;
          case FindingRow.Card _ -> KeyCode.ENTER;
          case null -> KeyCode.ENTER;
        };
    boolean turns = event.getCode() == turn;
    if (event.getCode() == KeyCode.ENTER || turns) {
      act(row);
      event.consume();
    }
  }

  /**
   * Shows which finding the selected event belongs to.
   *
   * @param open whether it stood among the open ones until now: where it was accepted, the list
   *     stays where it is, and does not run after it to its end
   */
  private void follow(@Nullable Finding finding, boolean open) {
    following = true;
    int index = -1;
    for (int i = 0; i < list.getItems().size() && finding != null; i++) {
      if (list.getItems().get(i) instanceof FindingRow.Card(Finding there, _, _, _, _)
          && there.row() == finding.row()) {
        index = i;
      }
    }
    if (index < 0) {
      list.getSelectionModel().clearSelection();
    } else if (list.getSelectionModel().getSelectedIndex() != index) {
      list.getSelectionModel().clearAndSelect(index);
      boolean went = open && list.getItems().get(index) instanceof FindingRow.Card c && c.apart();
      if (!went) {
        list.scrollTo(Math.max(0, index - 1));
      }
    }
    following = false;
  }
}
