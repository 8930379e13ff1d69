package salvor.workbench.triage;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputDialog;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.wording.VisibleText;

/** The bar in which a filter is written. */
public final class FilterBar extends HBox implements FollowsPreferences {
  private final FilterViewModel model;
  private final Commands commands;
  private final TextField field = new TextField();
  private final Label trouble = Controls.label("", "filter-trouble");
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
    getChildren()
        .addAll(
            field,
            trouble,
            busy,
            clear,
            dim(),
            saved(),
            FilterHelp.button(FilterWords.EXAMPLES, model.text()::set));
    OfferPopup.on(field, model::offers, model::apply, model::clear);
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
}
