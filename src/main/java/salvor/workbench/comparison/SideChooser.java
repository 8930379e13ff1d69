package salvor.workbench.comparison;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import salvor.timeline.DrawingClass;
import salvor.timeline.Lane;
import salvor.triage.Siblings;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;

/** The name of one side; pressed, others are found by a few letters, the worst first. */
final class SideChooser extends Button {
  private static final double WIDTH = 620;
  private static final double MOST = 480; // of a name, before it is shortened
  private static final double ROW = 28;
  private static final int ROWS = 12;

  /** Something that can be the side. */
  private record Offer(String name, String facts, @Nullable DrawingClass worst, Runnable chosen) {}

  private final List<Siblings.Candidate> candidates;
  private final Consumer<Lane> chosen;
  private final @Nullable Runnable baseline;
  private final Popup popup = new Popup();
  private final TextField field = new TextField();
  private final ListView<Offer> list = new ListView<>();
  private final VBox content = new VBox(field, list);
  private final String letter;

  /**
   * A chooser.
   *
   * @param baseline has the baseline of the other side as this one; null where it cannot be
   */
  SideChooser(
      String letter,
      List<Siblings.Candidate> candidates,
      Consumer<Lane> chosen,
      @Nullable Runnable baseline) {
    this.baseline = baseline;
    this.letter = letter;
    this.candidates = List.copyOf(candidates);
    this.chosen = chosen;
    setId("side-" + letter.toLowerCase(Locale.ROOT));
    getStyleClass().add("side-chooser");
    setMnemonicParsing(false);
    setMaxWidth(MOST * 1.4);
    setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    setGraphic(Controls.label(letter, "side-letter"));
    Controls.explain(this, "Choose another pod, container or workload for " + letter);
    setOnAction(_ -> open());
    field.setPromptText("A few letters of a pod, container or workload");
    field.setAccessibleText("Find side " + letter);
    field.setId("side-field");
    field.textProperty().subscribe(this::show);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    list.setAccessibleText("What can be compared, the worst first");
    list.setFixedCellSize(ROW);
    list.setFocusTraversable(false);
    list.setCellFactory(_ -> new Cell());
    list.setOnMouseClicked(_ -> take());
    list.setPlaceholder(Controls.label("Nothing has these letters.", "muted"));
    content.getStyleClass().add("palette");
    content.setPrefWidth(WIDTH);
    popup.getContent().add(content);
    popup.setAutoHide(true);
  }

  @Override
  protected double computeMinWidth(double height) {
    return Math.min(MOST, computePrefWidth(height));
  }

  /** Shows a name. */
  void name(String name) {
    setText(name);
    setAccessibleText("Side " + letter + ": " + name);
  }

  /** Opens the list below the name. */
  void open() {
    Bounds at = localToScreen(getBoundsInLocal());
    if (at == null) {
      return;
    }
    content.getStylesheets().setAll(getScene().getStylesheets());
    field.clear();
    show("");
    popup.show(this, at.getMinX(), at.getMaxY() + 2);
    field.requestFocus();
  }

  private void show(String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT).strip();
    Runnable known = baseline;
    Stream<Offer> first =
        known == null
            ? Stream.empty()
            : Stream.of(new Offer("Baseline of A", "what A is known to do", null, known));
    list.getItems()
        .setAll(
            Stream.concat(first, candidates.stream().map(this::offer))
                .filter(offer -> offer.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList());
    list.getSelectionModel().select(0);
    list.scrollTo(0);
    list.setPrefHeight(Math.clamp(list.getItems().size(), 1, ROWS) * ROW + 4);
  }

  private Offer offer(Siblings.Candidate candidate) {
    DrawingClass worst = candidate.worst();
    return new Offer(
        CompareWords.name(candidate.lane()),
        CompareWords.facts(candidate),
        worst == null ? DrawingClass.IN : worst,
        () -> chosen.accept(candidate.lane()));
  }

  private void key(KeyEvent event) {
    int at = list.getSelectionModel().getSelectedIndex();
    switch (event.getCode()) {
      case DOWN -> select(at + 1);
      case UP -> select(at - 1);
      case ENTER -> take();
      case ESCAPE -> popup.hide();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void select(int index) {
    int next = Math.clamp(index, 0, Math.max(0, list.getItems().size() - 1));
    list.getSelectionModel().select(next);
    list.scrollTo(Math.max(0, next - ROWS + 2));
  }

  private void take() {
    Offer offer = list.getSelectionModel().getSelectedItem();
    if (offer != null) {
      popup.hide();
      offer.chosen().run();
    }
  }

  private static final class Cell extends ListCell<Offer> {
    private final VerdictMark mark = new VerdictMark();
    private final StackPane box = mark.boxed();
    private final Label name = Controls.label("");
    private final Label facts = Controls.label("", "muted");
    private final HBox line = new HBox(8, box, name, Controls.spring(), facts);

    Cell() {
      line.setAlignment(Pos.CENTER_LEFT);
      name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      facts.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Offer offer, boolean empty) {
      super.updateItem(offer, empty);
      setText(null);
      if (empty || offer == null) {
        setGraphic(null);
        return;
      }
      DrawingClass worst = offer.worst();
      mark.setVisible(worst != null);
      if (worst != null) {
        mark.show(worst);
      }
      name.setText(offer.name());
      facts.setText(offer.facts());
      setGraphic(line);
    }
  }
}
