package salvor.workbench.cluster;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LivePod;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** The log of a container, read while it is looked at. */
final class LogPane extends BorderPane {
  /**
   * So few lines below what is in sight are as good as none: a list scrolls by estimated heights.
   */
  private static final int NEAR = 3;

  private final LogViewModel model;
  private final ChoiceBox<String> container = new ChoiceBox<>();
  private final CheckBox previous = new CheckBox("_Before the restart");
  private final CheckBox follow = new CheckBox("_Follow");

  /** The first line in sight when the end was last gone to; below 0 when it was not. */
  private int endsFrom = -1;

  private final CheckBox wrap = new CheckBox("_Wrap");
  private final ListView<String> lines = new ListView<>();
  private @Nullable LivePod pod;
  private final BooleanProperty lookedAt = new SimpleBooleanProperty();
  private boolean choosing;

  LogPane(LogViewModel model) {
    this.model = model;
    setId("pod-logs");
    container.setAccessibleText("Container");
    container.setId("log-container");
    previous.setId("log-previous");
    Controls.explain(previous, "The log of the run before the last restart");
    follow.setId("log-follow");
    follow.setSelected(true);
    Controls.explain(follow, "Shows new lines as they are written");
    wrap.setId("log-wrap");
    Controls.explain(wrap, "Breaks lines that are longer than the pane is wide");
    wrap.selectedProperty().subscribe(on -> lines.setCellFactory(_ -> new Line(on)));
    TextField search = new TextField();
    search.setId("log-search");
    search.setPromptText("Search");
    search.setAccessibleText("Shows only lines with these words");
    search.textProperty().subscribe(model::search);
    FlowPane tools = new FlowPane(8, 4, container, previous, follow, wrap, search);
    tools.getStyleClass().add("page-tools");
    Label about = Controls.paragraph("", "muted", "log-about");
    about.setId("log-about");
    about.textProperty().bind(model.about());
    lines.setId("log-lines");
    lines.setAccessibleText("Lines of the log, the newest last");
    lines.getStyleClass().add("log-lines");
    lines.setPlaceholder(Controls.paragraph("No lines.", "empty"));
    setTop(new VBox(tools, about));
    setCenter(lines);
    model.lines().subscribe(now -> newest(now));
    container.valueProperty().subscribe(_ -> read());
    previous.selectedProperty().subscribe(_ -> read());
    follow.selectedProperty().subscribe(_ -> read());
    lookedAt.subscribe(_ -> read());
  }

  /** Whether somebody looks at it; only then a log is read. */
  BooleanProperty lookedAt() {
    return lookedAt;
  }

  /** Offers the containers of a pod. */
  void show(LivePod of, List<String> containers) {
    boolean same = pod != null && pod.uid().equals(of.uid());
    pod = of;
    List<String> names = containers.stream().map(name -> VisibleText.of(name, 100)).toList();
    if (!same || !container.getItems().equals(names)) {
      choosing = true;
      String before = container.getValue();
      container.setItems(FXCollections.observableArrayList(names));
      container.setValue(
          same && names.contains(before) ? before : names.isEmpty() ? null : names.getFirst());
      choosing = false;
      read();
    }
  }

  private void read() {
    LivePod of = pod;
    String named = container.getValue();
    if (choosing) {
      return;
    }
    if (!lookedAt.get() || of == null || named == null) {
      model.stop();
      return;
    }
    model.read(of, named, previous.isSelected(), follow.isSelected());
  }

  /** Shows what is new; whoever looks at older lines keeps them in sight. */
  private void newest(List<String> now) {
    lines.layout(); // else what was scrolled to just now is not in sight yet
    VirtualFlow<?> flow = lookup(".virtual-flow") instanceof VirtualFlow<?> found ? found : null;
    IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
    IndexedCell<?> bottom = flow == null ? null : flow.getLastVisibleCell();
    ObservableList<String> shown = lines.getItems();
    // a scroll bar that came up meanwhile hides the last lines: nobody went back for that
    boolean atEnd =
        bottom == null
            || bottom.getIndex() >= shown.size() - 1 - NEAR
            || (endsFrom >= 0 && top != null && top.getIndex() >= endsFrom);
    int gone = gone(shown, now);
    boolean goesOn =
        gone >= 0
            && shown.size() - gone <= now.size()
            && shown.subList(gone, shown.size()).equals(now.subList(0, shown.size() - gone));
    if (goesOn) {
      shown.subList(0, gone).clear();
      shown.addAll(now.subList(shown.size(), now.size()));
    } else {
      shown.setAll(now);
    }
    endsFrom = -1;
    if (atEnd || !goesOn) {
      lines.scrollTo(now.size() - 1);
      lines.layout();
      IndexedCell<?> first = flow == null ? null : flow.getFirstVisibleCell();
      endsFrom = first == null ? 0 : first.getIndex();
    } else if (gone > 0 && top != null) {
      lines.scrollTo(Math.max(0, top.getIndex() - gone));
    }
  }

  private static final class Line extends ListCell<String> {
    Line(boolean wraps) {
      setWrapText(wraps);
      if (wraps) {
        setPrefWidth(0); // as wide as the list
      }
    }

    @Override
    protected void updateItem(@Nullable String line, boolean empty) {
      super.updateItem(line, empty);
      setText(empty ? null : line);
    }
  }

  /** Where what is to be shown begins in what is shown; -1 when it is not there. */
  @SuppressWarnings("ReferenceEquality") // many lines may be alike; the buffer's are the same
  private static int gone(List<String> shown, List<String> now) {
    for (int i = 0; i < shown.size() && !now.isEmpty(); i++) {
      if (shown.get(i) == now.getFirst()) {
        return i;
      }
    }
    return -1;
  }
}
