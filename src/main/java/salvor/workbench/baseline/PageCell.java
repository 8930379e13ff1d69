package salvor.workbench.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.baseline.FacetState;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;

/** A line of a baseline's page: its words, and when it is chosen all that is known of it. */
final class PageCell extends ListCell<PageRow> {
  private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

  private static final String COLUMNS = "columns";

  private static final double INDENT = 1.3;

  private final BaselinesViewModel model;
  private final LineWords words;
  private final Region space = new Region();
  private final Region arrow = new Region();
  private final StackPane disclosure = new StackPane(arrow);
  private final VerdictMark mark = new VerdictMark();
  private final StackPane markBox = mark.boxed();
  private final Label title = Controls.paragraph("");
  private final Label chip = Controls.label("", "chip-small");
  private final Label support = column("page-support");
  private final Label phases = column("page-phases");
  private final Label last = column("page-last");
  private final Label inCase = column("page-case");
  private final HBox line = new HBox();
  private final VBox more = new VBox();
  private final VBox all = new VBox(line, more);

  PageCell(BaselinesViewModel model, LineWords words) {
    this.model = model;
    this.words = words;
    getStyleClass().add("page-cell");
    arrow.getStyleClass().add("disclosure-arrow");
    disclosure.getStyleClass().add("disclosure");
    disclosure.addEventHandler(MouseEvent.MOUSE_PRESSED, this::turn);
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    chip.setMinWidth(USE_PREF_SIZE);
    line.setAlignment(Pos.TOP_LEFT);
    disclosure.setMaxHeight(USE_PREF_SIZE);
    markBox.setMaxHeight(USE_PREF_SIZE);
    HBox.setMargin(disclosure, new Insets(3, 0, 0, 0));
    HBox.setMargin(markBox, new Insets(2, 0, 0, 0));
    line.getStyleClass().add("page-line");
    more.getStyleClass().add("page-more");
    setPrefWidth(0);
    selectedProperty().subscribe(_ -> show());
  }

  private static Label column(String style) {
    Label label = Controls.label("", style);
    label.setMinWidth(USE_PREF_SIZE);
    return label;
  }

  private void turn(MouseEvent event) {
    PageRow row = getItem();
    if (row != null && row.node().opens()) {
      model.open(row, !row.open());
      event.consume();
    }
  }

  @Override
  protected void updateItem(@Nullable PageRow row, boolean empty) {
    super.updateItem(row, empty);
    setText(null);
    show();
  }

  private void show() {
    PageRow row = isEmpty() ? null : getItem();
    getStyleClass().removeAll("page-head", "page-part", "page-out", "page-quiet", "page-group");
    if (row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    PageLine said = words.of(row, isSelected());
    getStyleClass().add(said.style());
    space.setMinWidth(Math.max(0, row.level()) * INDENT * getFont().getSize());
    arrow.setVisible(row.node().opens());
    arrow.pseudoClassStateChanged(OPEN, row.open());
    title.setText(said.title());
    title.setMinWidth(said.state() == null ? 0 : USE_PREF_SIZE);
    title.getStyleClass().setAll("label", said.titleStyle());
    line.getChildren().setAll(parts(said));
    more.getChildren().setAll(details(row, said));
    more.setManaged(!more.getChildren().isEmpty());
    setAccessibleText(said.spoken() + standing(row));
    setGraphic(all);
  }

  private static String standing(PageRow row) {
    return ", level "
        + (row.level() + 1)
        + (row.node().opens() ? row.open() ? ", open" : ", closed" : "");
  }

  private List<Node> parts(PageLine said) {
    List<Node> parts = new ArrayList<>(List.of(space, disclosure));
    DrawingClass drawn = said.mark();
    if (drawn != null) {
      mark.show(drawn);
      parts.add(markBox);
    }
    parts.add(title);
    FacetState state = said.state();
    if (state != null) {
      chip.setText(StateWords.brief(state));
      paint(chip, state);
      chip.setTooltip(new Tooltip(StateWords.explained(state)));
      parts.add(chip);
    }
    if (said.columns()) {
      support.setText(said.support());
      phases.setText(said.phases());
      last.setText(said.last());
      int columns = columns(getListView());
      if (columns > 0) {
        parts.add(support);
      }
      if (columns > 1) {
        parts.addAll(List.of(phases, last));
      }
    }
    inCase.setText(said.inCase());
    inCase.getStyleClass().setAll("label", said.columns() ? "page-case" : "page-sum");
    if (!isApart(said)) {
      parts.add(inCase);
    }
    return parts;
  }

  /** How many columns a list has room for, beside the words and what became of them in the case. */
  static int columns(ListView<PageRow> list) {
    return list.getProperties().get(COLUMNS) instanceof Integer columns ? columns : 0;
  }

  /** Has a list show so many columns when it is drawn again. */
  static void columns(ListView<PageRow> list, int columns) {
    list.getProperties().put(COLUMNS, columns);
  }

  /** Beside a state there is not always room for a sum. */
  private boolean isApart(PageLine said) {
    return said.state() != null && columns(getListView()) < 2;
  }

  private List<Node> details(PageRow row, PageLine said) {
    List<Node> lines = new ArrayList<>();
    if (isApart(said) && !said.inCase().isEmpty()) {
      lines.add(new HBox(indent(row.level() + 1), Controls.paragraph(said.inCase(), "muted")));
    }
    for (PageLine.Remark remark : said.remarks()) {
      Label label = Controls.paragraph(remark.text(), remark.style());
      if (!remark.explained().isEmpty()) {
        Tooltip tooltip = new Tooltip(remark.explained());
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(500);
        label.setTooltip(tooltip);
      }
      HBox set = new HBox(indent(row.level() + 1), label);
      HBox.setHgrow(label, Priority.ALWAYS);
      lines.add(set);
    }
    if (isSelected() && said.offers()) {
      HBox offers = new HBox(16, indent(row.level() + 1), link(row));
      lines.add(offers);
    }
    return lines;
  }

  private Node link(PageRow row) {
    var link = new javafx.scene.control.Hyperlink("Show its events");
    link.setId("show-its-events");
    Controls.explain(link, "Has the filter leave the events of this line alone (Enter)");
    link.setOnAction(_ -> model.showEvents(row));
    return link;
  }

  private Region indent(int level) {
    Region indent = new Region();
    double width = level * INDENT * getFont().getSize();
    indent.setMinWidth(width);
    return indent;
  }

  /** Has a chip show a state by its colour; its text says the same. */
  static void paint(Label chip, FacetState state) {
    chip.getStyleClass()
        .setAll("label", "chip-small", "state-" + state.name().toLowerCase(Locale.ROOT));
  }
}
