package salvor.workbench.evidence;

import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import salvor.baseline.Judgement;
import salvor.workbench.fx.Controls;

/** What is known over what was seen, so that the eye finds where they part. */
final class DifferenceView extends VBox {
  DifferenceView(Judgement.Difference difference) {
    getStyleClass().add("difference");
    String known = difference.expected();
    String seen = difference.observed();
    int least = Math.min(known.length(), seen.length());
    int head = 0;
    while (head < least && known.charAt(head) == seen.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && known.charAt(known.length() - 1 - tail) == seen.charAt(seen.length() - 1 - tail)) {
      tail++;
    }
    GridPane both = new GridPane();
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(USE_PREF_SIZE);
    ColumnConstraints texts = new ColumnConstraints();
    texts.setHgrow(Priority.ALWAYS);
    texts.setMinWidth(0);
    both.getColumnConstraints().addAll(names, texts);
    both.getStyleClass().add("difference-texts");
    both.addRow(0, name("Known"), text(known, head, tail, "known"));
    both.addRow(1, name("Seen"), text(seen, head, tail, "seen"));
    getChildren().addAll(Controls.label(difference.field(), "difference-field"), both);
    setAccessibleText(difference.field() + ", known " + known + ", seen here " + seen);
  }

  private static Label name(String text) {
    Label name = Controls.label(text, "field-name");
    GridPane.setValignment(name, VPos.TOP);
    return name;
  }

  private static TextFlow text(String text, int head, int tail, String kind) {
    TextFlow flow = new TextFlow();
    flow.getStyleClass().add("difference-text");
    if (text.isEmpty()) {
      flow.getChildren().add(part("nothing", "difference-same"));
      return flow;
    }
    int end = text.length() - tail;
    add(flow, text.substring(0, head), "difference-same");
    add(flow, text.substring(head, end), "difference-" + kind);
    add(flow, text.substring(end), "difference-same");
    flow.setMinWidth(0);
    return flow;
  }

  private static void add(TextFlow flow, String text, String style) {
    if (!text.isEmpty()) {
      flow.getChildren().add(part(text, style));
    }
  }

  private static Text part(String text, String style) {
    Text part = new Text(text);
    part.getStyleClass().add(style);
    return part;
  }
}
