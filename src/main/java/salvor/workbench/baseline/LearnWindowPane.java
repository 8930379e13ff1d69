package salvor.workbench.baseline;

import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;

/** Asks from when to when is learned, and says what is suspected in that time. */
final class LearnWindowPane extends VBox {
  private final LearnViewModel model;

  /** How long it is learned from now on. */
  private enum Lasts {
    OPEN("Until I stop", null),
    MINUTES_2("For 2 minutes", Duration.ofMinutes(2)),
    MINUTES_10("For 10 minutes", Duration.ofMinutes(10)),
    HOUR("For an hour", Duration.ofHours(1)),
    HOURS_8("For 8 hours", Duration.ofHours(8)),
    DAY("For a day", Duration.ofDays(1));

    private final String words;
    private final @Nullable Duration length;

    Lasts(String words, @Nullable Duration length) {
      this.words = words;
      this.length = length;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  LearnWindowPane(LearnViewModel model) {
    super(6);
    this.model = model;
    getChildren().addAll(line(), suspicion());
    if (model.ground().grows()) {
      getChildren().addAll(beyond(), growth());
    }
  }

  private HBox line() {
    TextField from = LearnSheet.field("learn-from", "the first event");
    TextField until = LearnSheet.field("learn-until", "the last event");
    from.textProperty().bindBidirectional(model.window().from());
    until.textProperty().bindBidirectional(model.window().until());
    Button learn = Controls.button("_Learn", "Learns from this window of time", model::learn);
    learn.setId("learn-again");
    learn.setMinWidth(USE_PREF_SIZE);
    for (TextField each : List.of(from, until)) {
      each.setOnAction(_ -> model.learn());
      HBox.setHgrow(each, Priority.ALWAYS);
    }
    HBox line = new HBox(8, named("_From", from), from, named("_Until", until), until);
    if (model.ground().grows()) {
      line.getChildren().add(lasts());
    }
    line.getChildren().add(learn);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private ChoiceBox<Lasts> lasts() {
    ChoiceBox<Lasts> lasts = new ChoiceBox<>();
    lasts.setId("learn-lasts");
    lasts.setAccessibleText("How long it is learned from now on");
    lasts.getItems().addAll(Lasts.values());
    lasts.setValue(Lasts.OPEN);
    lasts.setMinWidth(USE_PREF_SIZE);
    lasts.setOnAction(_ -> {
      model.window().lasts(model.clock().instant(), lasts.getValue().length);
      model.learn();
    });
    return lasts;
  }

  private Label suspicion() {
    Label words = Controls.paragraph("");
    words.setId("learn-suspicion");
    model
        .suspicion()
        .subscribe(now -> {
          words.setText(now.words());
          boolean settled = now.certain() && now.from() != null;
          words.getStyleClass().setAll("label", settled ? "muted" : "entry-attention");
          words.setVisible(!now.words().isEmpty());
          words.setManaged(!now.words().isEmpty());
        });
    return words;
  }

  /** Offered only where there is something that would not be learned. */
  private CheckBox beyond() {
    CheckBox beyond =
        new CheckBox("It is _no attack, I have looked: learn what comes after it too");
    beyond.setId("learn-beyond");
    Controls.explain(
        beyond, "What an attacker does in that time would be learned as normal, and be in profile");
    beyond.selectedProperty().bindBidirectional(model.window().beyond());
    beyond.setOnAction(_ -> model.learn());
    model
        .suspicion()
        .subscribe(now -> {
          beyond.setVisible(now.from() != null);
          beyond.setManaged(now.from() != null);
        });
    return beyond;
  }

  private HBox growth() {
    Label growth = Controls.paragraph("", "muted");
    growth.setId("learn-growth");
    HBox.setHgrow(growth, Priority.ALWAYS);
    growth.setMaxWidth(Double.MAX_VALUE);
    Button stop = Controls.button("_Stop", "Learns no more; what was learned stays", model::stop);
    stop.setId("learn-halt");
    stop.setMinWidth(USE_PREF_SIZE);
    stop.disableProperty().bind(model.goesOn().not());
    model.growth().subscribe(growth::setText);
    HBox line = new HBox(8, growth, stop);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static Label named(String name, TextField of) {
    Label label = Controls.label(name, "field-name");
    label.setMnemonicParsing(true);
    label.setLabelFor(of);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }
}
