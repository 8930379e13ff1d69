package salvor.workbench.preferences;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Scale;
import salvor.workbench.fx.Scale.Density;
import salvor.workbench.fx.Theme;

/** The preferences, each with what it changes; every change holds at once. */
public final class PreferencesSheet extends HBox implements FollowsPreferences {
  private static final int STEP = 5;

  private final PreferencesViewModel model;
  private final TextField search = new TextField();
  private final ListView<String> zones = new ListView<>();
  private boolean finding;

  private PreferencesSheet(PreferencesViewModel model, Supplier<Commands> commands) {
    this.model = model;
    setId("preferences");
    getStyleClass().add("preferences");
    VBox look =
        new VBox(
            section("Theme", themes()),
            section("Size of letters", letters()),
            section("Rows", densities()),
            section("Time zone", zones()));
    look.getStyleClass().add("preferences-column");
    VBox.setVgrow(look.getChildren().getLast(), Priority.ALWAYS);
    KeysEditor keys = new KeysEditor(model, commands);
    VBox all = new VBox(section("Keys", keys), trouble());
    all.getStyleClass().add("preferences-column");
    VBox.setVgrow(all.getChildren().getFirst(), Priority.ALWAYS);
    HBox.setHgrow(all, Priority.ALWAYS);
    getChildren().addAll(look, all);
  }

  /** Opens the sheet in a window of its own, above another. */
  public static void open(Window owner, PreferencesViewModel model, Supplier<Commands> commands) {
    for (Window window : Window.getWindows()) {
      if (window instanceof Stage other && "preferences".equals(other.getUserData())) {
        other.requestFocus();
        return;
      }
    }
    PreferencesSheet sheet = new PreferencesSheet(model, commands);
    ScrollPane scroll = new ScrollPane(sheet);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().add("preferences-window");
    Stage stage = new Stage();
    stage.initOwner(owner);
    stage.setUserData("preferences");
    stage.setTitle("Preferences - Salvor");
    Scene scene =
        new Scene(
            scroll,
            Math.min(Scale.px(820), owner.getWidth() - 40),
            Math.min(Scale.px(600), owner.getHeight() - 40));
    scene.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    var kept =
        model
            .now()
            .subscribe(now -> {
              now.theme().applyTo(scene);
              scroll.setStyle(Scale.style());
              FollowsPreferences.tell(scroll);
            });
    stage.setOnHidden(_ -> kept.unsubscribe());
    stage.setScene(scene);
    stage.show();
  }

  private static VBox section(String title, Node content) {
    VBox section = new VBox(Controls.label(title, "section-title"), content);
    section.getStyleClass().add("preference");
    VBox.setVgrow(content, Priority.SOMETIMES);
    return section;
  }

  private Label trouble() {
    Label trouble = Controls.paragraph("", "notice");
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(model.trouble().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    return trouble;
  }

  private HBox themes() {
    return choice(
        Theme.values(),
        theme ->
            switch (theme) {
              case SYSTEM -> "As the _desktop";
              case LIGHT -> "_Light";
              case DARK -> "Dar_k";
            },
        model.now().get().theme(),
        model::theme);
  }

  private HBox densities() {
    return choice(
        Density.values(),
        density ->
            switch (density) {
              case COMFORTABLE -> "Com_fortable";
              case COMPACT -> "Co_mpact";
            },
        model.now().get().density(),
        model::density);
  }

  /** A few values side by side, one of them chosen. */
  private static <E extends Enum<E>> HBox choice(
      E[] values, java.util.function.Function<E, String> name, E chosen, Consumer<E> choose) {
    ToggleGroup group = new ToggleGroup();
    HBox row = new HBox();
    row.getStyleClass().add("choice");
    for (E value : values) {
      ToggleButton button = new ToggleButton(name.apply(value));
      button.setId("prefer-" + value.name().toLowerCase(Locale.ROOT));
      button.setToggleGroup(group);
      button.setSelected(value == chosen);
      button.setOnAction(_ -> {
        button.setSelected(true);
        choose.accept(value);
      });
      button.setMinWidth(Region.USE_PREF_SIZE);
      row.getChildren().add(button);
    }
    return row;
  }

  private HBox letters() {
    Slider slider =
        new Slider(Preferences.SMALLEST, Preferences.LARGEST, model.now().get().letters());
    slider.setId("letters");
    slider.setAccessibleText("Size of letters in percent");
    slider.setBlockIncrement(STEP);
    slider.setMajorTickUnit(10);
    slider.setSnapToTicks(false);
    Label percent = Controls.label("", "figures");
    percent.setMinWidth(Region.USE_PREF_SIZE);
    slider
        .valueProperty()
        .subscribe(value -> {
          int rounded = Math.round(value.floatValue() / STEP) * STEP;
          percent.setText(rounded + " %");
          model.letters(rounded);
        });
    var first = Controls.button("_Reset", "Letters of 100 %", () -> slider.setValue(100));
    first.getStyleClass().add("small");
    HBox row = new HBox(10, slider, percent, first);
    HBox.setHgrow(slider, Priority.ALWAYS);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private VBox zones() {
    search.setId("zone-search");
    search.setPromptText("Find a zone: Berlin, New York, Kolkata\u2026");
    search.setAccessibleText("Find a time zone");
    zones.setId("zones");
    zones.setAccessibleText("Time zones");
    zones.setCellFactory(_ -> new ZoneCell());
    preferencesChanged();
    find("");
    search.textProperty().addListener((_, _, typed) -> find(typed));
    search.setOnAction(_ -> zones.getItems().stream().findFirst().ifPresent(this::choose));
    search.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            zones.requestFocus();
            event.consume();
          }
        });
    zones.getSelectionModel().selectedItemProperty().addListener((_, _, zone) -> choose(zone));
    VBox.setVgrow(zones, Priority.ALWAYS);
    VBox both =
        new VBox(
            6,
            search,
            zones,
            Controls.paragraph(
                "What evidence says of a time stays as it was recorded. A filter's times of day are"
                    + " in UTC.",
                "muted"));
    return both;
  }

  private void find(String typed) {
    finding = true; // what is found is not chosen yet
    zones.getItems().setAll(PreferencesViewModel.zones(typed));
    zones.getSelectionModel().clearSelection();
    int now = zones.getItems().indexOf(model.now().get().zone());
    if (now >= 0) {
      zones.getSelectionModel().select(now);
    }
    zones.scrollTo(Math.max(0, now - 2));
    finding = false;
  }

  private void choose(@Nullable String zone) {
    if (zone != null && !finding) {
      model.zone(zone);
    }
  }

  @Override
  public void preferencesChanged() {
    zones.setFixedCellSize(Scale.row(26));
    zones.setPrefHeight(Scale.row(26) * 7.0);
    zones.setMinHeight(Scale.row(26) * 4.0);
  }

  private static final class ZoneCell extends ListCell<String> {
    @Override
    protected void updateItem(@Nullable String zone, boolean empty) {
      super.updateItem(zone, empty);
      setText(empty || zone == null ? null : PreferencesViewModel.name(zone));
    }
  }
}
