package salvor.workbench.cluster;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LivePod;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** The log of a container, read while it is looked at. */
final class LogPane extends BorderPane {
  private final LogViewModel model;
  private final ChoiceBox<String> container = new ChoiceBox<>();
  private final CheckBox previous = new CheckBox("_Before the restart");
  private final CheckBox follow = new CheckBox("_Follow");
  private final ListView<String> lines = new ListView<>();
  private @Nullable LivePod pod;
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
    TextField search = new TextField();
    search.setId("log-search");
    search.setPromptText("Search");
    search.setAccessibleText("Shows only lines with these words");
    search.textProperty().subscribe(model::search);
    FlowPane tools = new FlowPane(8, 4, container, previous, follow, search);
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
    sceneProperty().subscribe(_ -> read()); // only while somebody looks
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
    if (getScene() == null || of == null || named == null) {
      model.stop();
      return;
    }
    model.read(of, named, previous.isSelected(), follow.isSelected());
  }

  private void newest(List<String> now) {
    lines.setItems(FXCollections.observableArrayList(now));
    if (!now.isEmpty()) {
      lines.scrollTo(now.size() - 1);
    }
  }
}
