package salvor.workbench.cluster;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.training.Scenario;
import salvor.workbench.cluster.PractiseViewModel.Choice;
import salvor.workbench.cluster.PractiseViewModel.From;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;
import salvor.workbench.wording.VisibleText;

/** Asks which recorded incident to practise on. */
public final class PractiseSheet extends VBox {
  private static final List<Double> SPEEDS = List.of(1.0, 5.0, 20.0);
  private final PractiseViewModel model;
  private final ListView<Scenario> scenarios = new ListView<>();

  private PractiseSheet(PractiseViewModel model, Consumer<Choice> play) {
    super(10);
    this.model = model;
    getStyleClass().addAll("pane", "card");
    setId("practise-sheet");
    scenarios.setId("scenarios");
    scenarios.setAccessibleText("Recorded incidents");
    scenarios.setCellFactory(_ -> new ScenarioCell());
    VBox.setVgrow(scenarios, Priority.ALWAYS);
    model
        .scenarios()
        .subscribe(now -> {
          scenarios.getItems().setAll(now);
          scenarios.getSelectionModel().selectFirst();
        });
    scenarios.getSelectionModel().selectedItemProperty().subscribe(model.chosen()::set);
    Label trouble = Controls.paragraph("", "trouble");
    trouble.textProperty().bind(model.trouble());
    trouble.visibleProperty().bind(trouble.textProperty().isNotEmpty());
    trouble.managedProperty().bind(trouble.visibleProperty());
    getChildren()
        .addAll(
            Controls.paragraph("Practise on a recorded incident", "card-title"),
            Controls.paragraph(
                "It is played in a cluster of this window. Nothing of it is real, but what you do"
                    + " to it counts.",
                "muted"),
            scenarios,
            trouble,
            begin(),
            speed(),
            spread(),
            buttons(play));
  }

  /** Opens the sheet, which closes itself once something is played. */
  public static Stage open(Node owner, PractiseViewModel model, Consumer<Choice> play) {
    Stage[] opened = new Stage[1];
    PractiseSheet sheet =
        new PractiseSheet(
            model,
            choice -> {
              opened[0].close();
              play.accept(choice);
            });
    opened[0] = Sheet.open(owner, "Practise", sheet);
    sheet.scenarios.requestFocus();
    return opened[0];
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

  private HBox buttons(Consumer<Choice> play) {
    Button practise =
        Controls.button(
            "_Practise",
            "Starts the cluster and shows its pods",
            () -> {
              Choice choice = model.choice();
              if (choice != null) {
                play.accept(choice);
              }
            });
    practise.setId("practise");
    practise.getStyleClass().add("primary");
    practise.setDefaultButton(true);
    practise.disableProperty().bind(model.chosen().isNull());
    return new HBox(10, Controls.spring(), practise);
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
