package salvor.workbench.triage;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.triage.FilterViewModel.Offer;
import salvor.workbench.wording.VisibleText;

/** The bar in which a filter is written. */
public final class FilterBar extends HBox implements FollowsPreferences {
  private static final double ROW = 25;
  private static final int ROWS = 11;

  private final FilterViewModel model;
  private final Commands commands;
  private final TextField field = new TextField();
  private final Label trouble = Controls.label("", "filter-trouble");
  private final ListView<Offer> offers = new ListView<>();
  private final Popup popup = new Popup();
  private final MenuButton saved = new MenuButton("_Saved");

  /** A bar for the model's filter. */
  public FilterBar(FilterViewModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    getStyleClass().add("filter-bar");
    setAlignment(Pos.CENTER_LEFT);
    field.setId("filter");
    field.setAccessibleText("Filter");
    Controls.explain(
        field, "Leaves only the events that fit; press Ctrl+Space for what can be written");
    sceneProperty().subscribe(_ -> preferencesChanged());
    field.textProperty().bindBidirectional(model.text());
    HBox.setHgrow(field, Priority.ALWAYS);
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(model.trouble().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    Button clear = Controls.iconButton("icon-cross", "Clear the filter", model::clear);
    clear.setId("clear-filter");
    clear.disableProperty().bind(model.text().isEmpty());
    Label busy = Controls.label("Filtering\u2026", "muted", "filtering");
    busy.visibleProperty().bind(model.busy());
    busy.managedProperty().bind(busy.visibleProperty());
    getChildren().addAll(field, trouble, busy, clear, dim(), saved(), help());
    offers();
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field.caretPositionProperty().subscribe(_ -> offer());
    field.focusedProperty().subscribe(focused -> hideUnless(focused));
  }

  @Override
  public void preferencesChanged() {
    String keys = commands.words("filter.write");
    field.setPromptText(
        "Filter: a word, or verdict=out, pod=web-*, args~token \u2026"
            + (keys.isEmpty() ? "" : " ( " + keys + " )"));
  }

  /** Gives the keys to the text. */
  public void write() {
    field.requestFocus();
    field.selectAll();
  }

  private void hideUnless(boolean focused) {
    if (!focused) {
      popup.hide();
    }
  }

  private void offers() {
    offers.getStyleClass().add("filter-offers");
    offers.setFixedCellSize(Scale.px(ROW));
    offers.setFocusTraversable(false);
    offers.setAccessibleText("What can be written");
    offers.setCellFactory(_ -> new OfferCell());
    offers.setOnMouseClicked(_ -> accept());
    popup.getContent().add(offers);
    popup.setAutoFix(true);
    popup.setAutoHide(true);
  }

  private void offer() {
    boolean written = !model.text().get().isEmpty();
    if (field.isFocused() && written) {
      open();
    } else {
      popup.hide();
    }
  }

  private void open() {
    List<Offer> now = model.offers(field.getCaretPosition());
    offers.getItems().setAll(now);
    if (now.isEmpty() || field.getScene() == null) {
      popup.hide();
      return;
    }
    offers.setFixedCellSize(Scale.px(ROW));
    offers.setPrefHeight(Math.min(ROWS, now.size()) * Scale.px(ROW) + 4);
    offers.setPrefWidth(Scale.px(460));
    if (!popup.isShowing()) {
      Bounds at = field.localToScreen(field.getBoundsInLocal());
      if (at != null) {
        offers.getStylesheets().setAll(field.getScene().getStylesheets());
        popup.show(field, at.getMinX(), at.getMaxY() + 2);
      }
    }
  }

  private void key(KeyEvent event) {
    boolean shown = popup.isShowing();
    int chosen = offers.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> {
        if (!shown) {
          open();
        }
        offers.getSelectionModel().select(Math.min(chosen + 1, offers.getItems().size() - 1));
        offers.scrollTo(Math.max(0, chosen - ROWS + 3));
      }
      case UP -> offers.getSelectionModel().select(Math.max(0, chosen - 1));
      case TAB, ENTER -> {
        if (shown && chosen >= 0) {
          accept();
        } else if (event.getCode() == KeyCode.ENTER) {
          popup.hide();
          model.apply();
        } else {
          return;
        }
      }
      case SPACE -> {
        if (!event.isControlDown()) {
          return;
        }
        open();
      }
      case ESCAPE -> {
        if (shown) {
          popup.hide();
        } else {
          model.clear();
        }
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void accept() {
    Offer offer = offers.getSelectionModel().getSelectedItem();
    if (offer == null) {
      popup.hide();
      return;
    }
    String rest = field.getText().substring(field.getCaretPosition());
    field.setText(
        field.getText().substring(0, offer.from()) + offer.insert() + rest.stripLeading());
    field.positionCaret(offer.from() + offer.insert().length());
  }

  private ToggleButton dim() {
    ToggleButton dim =
        Controls.toggle(
            "_Dim others",
            "What does not fit stays on the timeline and in the table, faintly, instead of being"
                + " hidden (H)");
    dim.setId("dim-others");
    dim.getStyleClass().add("small");
    dim.setMinWidth(USE_PREF_SIZE);
    dim.selectedProperty().bindBidirectional(model.dims());
    return dim;
  }

  private MenuButton saved() {
    saved.setId("saved-filters");
    saved.getStyleClass().add("small");
    Controls.explain(saved, "Filters that this case keeps");
    saved.showingProperty().subscribe(showing -> fill(showing));
    fill(true);
    return saved;
  }

  private void fill(boolean showing) {
    if (!showing) {
      return;
    }
    saved.getItems().clear();
    MenuItem keep = new MenuItem("Keep the present filter\u2026");
    keep.disableProperty()
        .bind(
            Bindings.createBooleanBinding(() -> model.inForce().get().isEmpty(), model.inForce()));
    keep.setOnAction(_ -> save());
    saved.getItems().add(keep);
    List<String> names = model.saved();
    if (!names.isEmpty()) {
      saved.getItems().add(new SeparatorMenuItem());
    }
    for (String name : names) {
      MenuItem use = new MenuItem(VisibleText.of(name, 60));
      use.setMnemonicParsing(false);
      use.setOnAction(_ -> model.use(name));
      saved.getItems().add(use);
    }
    for (String name : names) {
      MenuItem forget = new MenuItem("Forget " + VisibleText.of(name, 60));
      forget.setMnemonicParsing(false);
      forget.setOnAction(_ -> model.forget(name));
      saved.getItems().add(forget);
    }
  }

  private void save() {
    TextInputDialog dialog = new TextInputDialog();
    dialog.initOwner(getScene().getWindow());
    dialog.setTitle("Keep the filter");
    dialog.setHeaderText(null);
    dialog.setGraphic(null);
    dialog.setContentText("Name");
    dialog.getDialogPane().getStylesheets().setAll(getScene().getStylesheets());
    dialog.showAndWait().filter(n -> !n.isBlank()).ifPresent(n -> model.save(n.strip()));
  }

  private Button help() {
    Button help = new Button("?");
    help.getStyleClass().add("small");
    help.setAccessibleText("How to write a filter");
    Controls.explain(help, "How to write a filter");
    Popup sheet = new Popup();
    sheet.setAutoHide(true);
    help.setOnAction(_ -> {
      VBox examples = new VBox(2);
      examples.getStyleClass().add("filter-help");
      examples.getStylesheets().setAll(getScene().getStylesheets());
      examples.getChildren().add(Controls.label("Write what should be left", "heading"));
      for (FilterWords.Example example : FilterWords.EXAMPLES) {
        Button use =
            Controls.button(
                example.expression(), example.meaning(), () -> use(sheet, example.expression()));
        use.setMnemonicParsing(false);
        use.getStyleClass().add("filter-example");
        HBox line = new HBox(10, use, Controls.label(example.meaning(), "muted"));
        line.setAlignment(Pos.CENTER_LEFT);
        examples.getChildren().add(line);
      }
      sheet.getContent().setAll(examples);
      Bounds at = help.localToScreen(help.getBoundsInLocal());
      sheet.show(help, at.getMaxX() - Scale.px(620), at.getMaxY() + 4);
    });
    return help;
  }

  private void use(Popup sheet, String expression) {
    sheet.hide();
    model.text().set(expression);
  }

  private static final class OfferCell extends ListCell<Offer> {
    private final Label shown = Controls.label("", "offer");
    private final Label explanation = Controls.label("", "muted");
    private final HBox line = new HBox(10, shown, explanation);

    OfferCell() {
      line.setAlignment(Pos.CENTER_LEFT);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Offer offer, boolean empty) {
      super.updateItem(offer, empty);
      setText(null);
      if (empty || offer == null) {
        setGraphic(null);
      } else {
        shown.setText(VisibleText.of(offer.shown(), 200));
        explanation.setText(offer.explanation());
        setGraphic(line);
      }
    }
  }
}
