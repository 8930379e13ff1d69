package salvor.workbench.baseline;

import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.baseline.BaselinesViewModel.Wanted;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedButton;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** The baselines of the case, and beside them the page of the chosen one. */
public final class BaselinesView extends BorderPane implements FollowsPreferences, SubjectView {
  /** Widths in letters of 13 pixels: of the page with all columns, with some, and of the list. */
  private static final int WIDE = 52;

  private static final int NARROW = 36;
  private static final int LIST = 17;
  private static final int SHORT_LIST = 11;

  private final BaselinesViewModel model;
  private final ListView<Integer> baselines = new ListView<>();
  private final ListView<PageRow> page = new ListView<>();
  private final HBox heads = new HBox();
  private boolean following;
  private double height;

  /** A view of the model's baselines. */
  public BaselinesView(BaselinesViewModel model, Commands commands) {
    this.model = model;
    getStyleClass().add("baselines");
    baselines.setId("baselines");
    baselines.getStyleClass().add("baseline-list");
    baselines.setAccessibleText("Baselines, those with most out of profile first");
    baselines.setItems(FXCollections.observableList(model.entries()));
    baselines.setCellFactory(_ -> new BaselineCell(model));
    baselines
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(entry -> {
          if (entry != null) {
            model.choose(entry);
          }
        });
    page.setId("baseline-page");
    page.setAccessibleText("What the workload does, part by part, and what is outside of it");
    page.setAccessibleHelp(
        "Right and Left open and close a line, the asterisk opens all of it, Enter has the filter"
            + " leave its events.");
    page.setPlaceholder(Controls.paragraph("Nothing of this baseline fits.", "empty"));
    LineWords words = new LineWords(model);
    page.setCellFactory(_ -> new PageCell(model, words));
    page.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    page.setOnMouseClicked(event -> {
      if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
        turn(page.getSelectionModel().getSelectedItem());
      }
    });
    page.getSelectionModel()
        .selectedItemProperty()
        .subscribe(row -> {
          if (row != null && !following) {
            model.choose(row);
          }
        });
    KeyedButton learn =
        KeyedButton.text(
            commands,
            "baseline.learn",
            "_Learn from this case\u2026",
            "Learns a baseline of what was normal in this case",
            () -> commands.run("baseline.learn"));
    learn.setId("baseline-learn");
    learn.getStyleClass().add("small");
    HBox under = new HBox(learn);
    under.getStyleClass().addAll("page-tools", "baseline-list");
    setLeft(new BorderPane(baselines, null, null, under, null));
    setCenter(new BorderPane(page, top(), null, null, null));
    model
        .chosen()
        .subscribe(entry -> baselines.getSelectionModel().select((Integer) entry.intValue()));
    model.rows().subscribe(this::show);
    model.current().subscribe(this::follow);
    model.inSight().counted().subscribe(_ -> page.refresh());
    model.cautions().subscribe(_ -> preferencesChanged());
    heads();
    page.widthProperty().subscribe(_ -> widen());
    widthProperty().subscribe(_ -> widen());
  }

  private VBox top() {
    TextField search = new TextField();
    search.setId("baseline-search");
    search.setPromptText("Find in this baseline");
    search.setAccessibleText("Find in this baseline");
    search.textProperty().bindBidirectional(model.search());
    search.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
            search.clear();
            event.consume();
          } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
            page.requestFocus();
            event.consume();
          }
        });
    HBox.setHgrow(search, Priority.ALWAYS);
    ToggleGroup group = new ToggleGroup();
    HBox line =
        new HBox(
            8,
            search,
            wanted(
                "_All of it",
                Wanted.ALL,
                "All that the baseline knows, and what it does not",
                group),
            wanted("Only _outside", Wanted.OUTSIDE, "Only what this case did outside of it", group),
            wanted(
                "Only not _seen",
                Wanted.UNSEEN,
                "Only what is expected and not seen in this case",
                group));
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("page-tools");
    Label told = Controls.label("", "muted", "records-filtered");
    told.setId("baseline-filtered");
    told.textProperty().bind(model.inSight().told());
    told.managedProperty().bind(told.textProperty().isNotEmpty());
    return new VBox(line, told, heads);
  }

  private ToggleButton wanted(String text, Wanted wanted, String meaning, ToggleGroup group) {
    ToggleButton button = Controls.toggle(text, meaning);
    button.getStyleClass().add("small");
    button.setMinWidth(USE_PREF_SIZE);
    button.setId("baseline-" + wanted.name().toLowerCase(java.util.Locale.ROOT));
    button.setToggleGroup(group);
    button.setOnAction(_ -> {
      model.wanted().set(wanted);
      button.setSelected(true);
    });
    model.wanted().subscribe(now -> button.setSelected(now == wanted));
    return button;
  }

  @Override
  public void preferencesChanged() {
    widen();
    heads();
    page.refresh();
    baselines.refresh();
  }

  /** Where there is no room for them, what stands in the lesser columns is told of the chosen. */
  private void widen() {
    double letters = page.getWidth() / Scale.px(13);
    int columns = letters >= WIDE ? 3 : letters >= NARROW ? 1 : 0;
    if (columns != PageCell.columns(page)) {
      PageCell.columns(page, columns);
      heads();
      page.refresh();
    }
    double list = getWidth() / 3 / Scale.px(13);
    baselines.setPrefWidth(Math.clamp(list, SHORT_LIST, LIST) * Scale.px(13));
  }

  private void heads() {
    int columns = PageCell.columns(page);
    Label known = Controls.label("Known to do");
    known.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(known, Priority.ALWAYS);
    heads.getStyleClass().setAll("page-heads", "page-line");
    heads.getChildren().setAll(known);
    if (columns > 0) {
      heads.getChildren().add(head("Seen in", "page-support"));
    }
    if (columns > 1) {
      heads
          .getChildren()
          .addAll(
              head("Phases", "page-phases"),
              head("Last seen (" + Moments.zone() + ")", "page-last"));
    }
    heads.getChildren().add(head("In this case", "page-case"));
  }

  private static Label head(String text, String style) {
    Label head = Controls.label(text, style);
    head.setMinWidth(USE_PREF_SIZE);
    return head;
  }

  @Override
  public Optional<Subject> subject(int place) {
    return place < 0 || place >= page.getItems().size()
        ? Optional.empty()
        : model.subject(page.getItems().get(place));
  }

  @Override
  public int focused() {
    return page.getFocusModel().getFocusedIndex();
  }

  /** Gives the page the keys. */
  public void focusPage() {
    page.requestFocus();
  }

  private void show(List<PageRow> rows) {
    following = true;
    PageRow chosen = page.getSelectionModel().getSelectedItem();
    page.setItems(FXCollections.observableList(rows));
    if (chosen != null) {
      select(chosen.node(), false);
    }
    following = false;
  }

  private void follow(@Nullable PageNode node) {
    following = true;
    if (node == null) {
      page.getSelectionModel().clearSelection();
    } else {
      select(node, true);
    }
    following = false;
  }

  private void select(PageNode node, boolean inSight) {
    List<PageRow> rows = page.getItems();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).node() == node) {
        boolean there = page.getSelectionModel().getSelectedIndex() == i;
        page.getSelectionModel().clearAndSelect(i);
        page.getFocusModel().focus(i);
        if (inSight && !there) {
          page.scrollTo(Math.max(0, i - 1));
        }
        return;
      }
    }
  }

  private void turn(@Nullable PageRow row) {
    if (row != null && row.node().opens()) {
      model.open(row, !row.open());
    }
  }

  private void key(KeyEvent event) {
    PageRow row = page.getSelectionModel().getSelectedItem();
    boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
    if (row != null && plain && act(event, row)) {
      event.consume();
    }
  }

  private boolean act(KeyEvent event, PageRow row) {
    KeyCode code = event.getCode();
    boolean opens = row.node().opens();
    if (code == KeyCode.RIGHT && opens && !row.open()) {
      model.open(row, true);
    } else if (code == KeyCode.LEFT && row.open()) {
      model.open(row, false);
    } else if (code == KeyCode.LEFT) {
      above(row);
    } else if (code == KeyCode.MULTIPLY || "*".equals(event.getText())) {
      model.openAll(row);
    } else if (code == KeyCode.ENTER) {
      if (model.subject(row).isPresent()) {
        model.showEvents(row);
      } else {
        turn(row);
      }
    } else {
      return false;
    }
    return true;
  }

  /**
   * Where the list scrolls to depends on its height: what is chosen is brought into sight again.
   */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (page.getHeight() != height) {
      height = page.getHeight();
      page.layout();
      int place = page.getSelectionModel().getSelectedIndex();
      if (place >= 0) {
        page.scrollTo(Math.max(0, place - 1));
      }
    }
  }

  private void above(PageRow row) {
    int place = page.getSelectionModel().getSelectedIndex();
    while (place > 0 && page.getItems().get(place).level() >= row.level()) {
      place--;
    }
    page.getSelectionModel().clearAndSelect(place);
    page.scrollTo(Math.max(0, place - 1));
  }
}
