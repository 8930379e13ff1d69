package salvor.workbench.cluster;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.training.Scenario;
import salvor.workbench.cluster.PractiseViewModel.From;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.VisibleText;

/**
 * Asks which recorded incident to practise on, and tells how far its start is. It stays until what
 * was started is shown, or is cancelled.
 */
public final class PractiseSheet extends VBox {
  private static final List<Double> SPEEDS = List.of(1.0, 5.0, 20.0);
  private final PractiseViewModel model;
  private final ConnectViewModel starting;
  private final ListView<Scenario> scenarios = new ListView<>();

  private PractiseSheet(PractiseViewModel model, ConnectViewModel starting, Runnable closing) {
    super(10);
    this.model = model;
    this.starting = starting;
    getStyleClass().addAll("pane", "card");
    setId("practise-sheet");
    scenarios.setId("scenarios");
    scenarios.setAccessibleText("Recorded incidents");
    scenarios.setCellFactory(_ -> new ScenarioCell());
    scenarios.setPlaceholder(new Label());
    scenarios.addEventFilter( // a list keeps Enter for itself, and the default button hears nothing
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER && !starting.busy().get()) {
            model.play(starting::practise);
            event.consume();
          }
        });
    VBox.setVgrow(scenarios, Priority.ALWAYS);
    model
        .scenarios()
        .subscribe(now -> {
          scenarios.getItems().setAll(now);
          scenarios.getSelectionModel().selectFirst();
        });
    scenarios
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(chosen -> {
          if (chosen != null) {
            model.chosen().set(chosen);
          }
        });
    VBox choices = new VBox(10, scenarios, begin(), speed(), spread());
    VBox.setVgrow(choices, Priority.ALWAYS);
    choices.disableProperty().bind(starting.busy());
    getChildren()
        .addAll(
            Controls.paragraph("Practise on a recorded incident", "card-title"),
            Controls.paragraph(
                "It is played in a cluster of this window. Nothing of it is real, but what you do"
                    + " to it counts.",
                "muted"),
            choices,
            trouble("practise-trouble", model.trouble()),
            trouble("practise-not-started", starting.trouble()),
            buttons(closing));
  }

  /**
   * Opens the sheet. Closing it ends what is being started.
   *
   * @param starting starts what is chosen, and says when it is shown
   */
  public static Stage open(Node owner, PractiseViewModel model, ConnectViewModel starting) {
    Stage[] opened = new Stage[1];
    PractiseSheet sheet = new PractiseSheet(model, starting, () -> opened[0].close());
    opened[0] = Sheet.open(owner, "Practise", sheet);
    opened[0].setOnHidden(_ -> starting.stop());
    sheet.scenarios.requestFocus();
    return opened[0];
  }

  private static Label trouble(String id, ReadOnlyStringProperty words) {
    Label trouble = Controls.paragraph("", "trouble");
    trouble.setId(id);
    trouble.textProperty().bind(words);
    trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    return trouble;
  }

  private HBox begin() {
    ToggleGroup group = new ToggleGroup();
    HBox row = row("Begin");
    RadioButton attack =
        radio(group, "_Half a minute before the attack", model.from().get() == From.ATTACK);
    attack.selectedProperty().subscribe(on -> model.from().set(on ? From.ATTACK : From.BEGIN));
    RadioButton begin = radio(group, "At the _beginning of the recording", false);
    row.getChildren().addAll(attack, begin);
    model
        .chosen()
        .subscribe(_ -> {
          row.setDisable(!model.isAttacked());
          (model.isAttacked() ? attack : begin).setSelected(true);
        });
    return row;
  }

  private HBox speed() {
    ToggleGroup group = new ToggleGroup();
    HBox row = row("Speed");
    for (Double each : SPEEDS) {
      RadioButton choice =
          radio(
              group,
              each == 1.0 ? "As _it was" : "_" + each.intValue() + " times",
              each.equals(model.speed().get()));
      choice
          .selectedProperty()
          .subscribe(on -> {
            if (on) {
              model.speed().set(each);
            }
          });
      row.getChildren().add(choice);
    }
    return row;
  }

  private HBox spread() {
    CheckBox also =
        new CheckBox(
            "Another pod of the image is _entered too: not recorded, but made of the recording");
    also.setId("practise-spread");
    also.selectedProperty().bindBidirectional(model.spread());
    HBox row = row("Also");
    row.getChildren().add(also);
    model
        .chosen()
        .subscribe(chosen -> {
          row.setVisible(chosen != null && chosen.spread());
          row.setManaged(row.isVisible());
        });
    return row;
  }

  private static HBox row(String title) {
    Label label = Controls.label(title, "muted");
    label.setMinWidth(60);
    return new HBox(14, label);
  }

  private static RadioButton radio(ToggleGroup group, String text, boolean selected) {
    RadioButton radio = new RadioButton(text);
    radio.setToggleGroup(group);
    radio.setSelected(selected);
    return radio;
  }

  private HBox buttons(Runnable closing) {
    Button practise =
        Controls.button(
            "_Practise",
            "Starts the cluster and shows its pods (Enter)",
            () -> model.play(starting::practise));
    practise.setId("practise");
    practise.getStyleClass().add("primary");
    practise.setDefaultButton(true);
    practise.disableProperty().bind(starting.busy().or(model.trouble().isNotEmpty()));
    Button cancel =
        Controls.button("_Cancel", "Ends what is being started, and closes this (Esc)", closing);
    cancel.setId("practise-cancel");
    ProgressBar bar = new ProgressBar(ProgressIndicator.INDETERMINATE_PROGRESS);
    bar.setId("practise-bar");
    bar.setAccessibleText("Progress");
    Label doing = Controls.paragraph("", "muted");
    doing.setId("practise-doing");
    doing
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    starting.busy().get()
                        ? starting.doing().get() + "\u2026"
                        : model.reading().get(),
                starting.busy(),
                starting.doing(),
                model.reading()));
    bar.visibleProperty().bind(doing.textProperty().isNotEmpty());
    bar.managedProperty().bind(bar.visibleProperty());
    HBox.setHgrow(doing, Priority.ALWAYS);
    doing.setMaxWidth(Double.MAX_VALUE);
    HBox buttons = new HBox(10, bar, doing, cancel, practise);
    buttons.setAlignment(Pos.CENTER_LEFT);
    return buttons;
  }

  private static final class ScenarioCell extends ListCell<Scenario> {
    ScenarioCell() {
      setWrapText(true);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Scenario scenario, boolean empty) {
      super.updateItem(scenario, empty);
      setText(
          scenario == null || empty
              ? ""
              : VisibleText.of(scenario.title(), 120)
                  + "\n"
                  + VisibleText.of(scenario.description(), 400));
    }
  }
}
