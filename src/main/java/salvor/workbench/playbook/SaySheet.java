package salvor.workbench.playbook;

import java.util.List;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Sheet;

/** Asks for a line of text, and perhaps for one of several things, before something is written. */
final class SaySheet extends VBox {
  private final Question question;
  private final BiConsumer<Integer, String> said;
  private final TextField text = new TextField();
  private final ChoiceBox<String> which = new ChoiceBox<>();
  private final Button say;

  /**
   * What is asked.
   *
   * @param title of the sheet
   * @param about what it means, in a sentence or two
   * @param prompt what is to be written
   * @param button names the act, with a mnemonic
   * @param needed whether nothing is written without a text
   * @param choices one of which is meant; empty where there is nothing to choose
   */
  record Question(
      String title,
      String about,
      String prompt,
      String button,
      boolean needed,
      List<String> choices) {
    Question {
      choices = List.copyOf(choices);
    }

    Question(String title, String about, String prompt, String button, boolean needed) {
      this(title, about, prompt, button, needed, List.of());
    }
  }

  private SaySheet(Question question, String heading, BiConsumer<Integer, String> said) {
    this.question = question;
    this.said = said;
    setId("say-sheet");
    getStyleClass().add("sheet");
    text.setId("say-text");
    text.setPromptText(question.prompt());
    text.setAccessibleText(question.prompt());
    text.setOnAction(_ -> say());
    say = Controls.button(question.button(), "The ledger of the case keeps it", this::say);
    say.setId("say-do");
    say.getStyleClass().add("primary");
    text.textProperty().subscribe(now -> say.setDisable(question.needed() && now.isBlank()));
    Button cancel = Controls.button("_Cancel", "Writes nothing (Esc)", this::close);
    cancel.setId("say-cancel");
    HBox line = new HBox(10, cancel, say);
    line.setAlignment(Pos.CENTER_RIGHT);
    getChildren()
        .setAll(Controls.paragraph(heading, "card-title"), Controls.paragraph(question.about()));
    if (!question.choices().isEmpty()) {
      which.getItems().setAll(question.choices());
      which.getSelectionModel().select(0);
      which.setId("say-which");
      which.setAccessibleText("What is stated");
      which.setMaxWidth(Double.MAX_VALUE);
      getChildren().add(which);
    }
    getChildren().addAll(text, line);
  }

  /**
   * Opens it above the window of a node.
   *
   * @param said is given what was chosen, from 0, and the text
   */
  static void open(
      Node owner, Question question, String heading, BiConsumer<Integer, String> said) {
    SaySheet sheet = new SaySheet(question, heading, said);
    Sheet.open(owner, question.title(), sheet, 640, question.choices().isEmpty() ? 200 : 240);
    sheet.text.requestFocus();
  }

  private void say() {
    @Nullable String now = text.getText();
    String words = now == null ? "" : now.strip();
    if (!question.needed() || !words.isEmpty()) {
      close();
      said.accept(Math.max(0, which.getSelectionModel().getSelectedIndex()), words);
    }
  }

  private void close() {
    ((Stage) getScene().getWindow()).close();
  }
}
