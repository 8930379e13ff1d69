package salvor.workbench.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.cluster.PodDetail.Condition;
import salvor.report.PodWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * The conditions of a pod from its creation until now: a bar for the time since which each is as it
 * is. What it was before, no object tells.
 */
final class ConditionsAxis extends VBox {
  private static final int LIMIT = 40;
  private static final double NAME = 225;
  private static final double HEIGHT = 12;

  ConditionsAxis(List<Condition> conditions, @Nullable Instant created, Instant now) {
    getStyleClass().add("conditions");
    if (conditions.isEmpty()) {
      getChildren().add(Controls.label("None is told.", "pod-line"));
      return;
    }
    Instant first = created;
    for (Condition condition : conditions) {
      Instant since = condition.since();
      first = first == null || (since != null && since.isBefore(first)) ? since : first;
    }
    Instant begin = first == null ? now : first;
    Instant end = now.isAfter(begin) ? now : begin.plusSeconds(1);
    for (Condition condition : conditions) {
      getChildren().add(row(condition, begin, end));
    }
    Region left = new Region();
    left.setMinWidth(Scale.px(NAME));
    getChildren()
        .add(
            new HBox(
                left,
                Controls.label(time(begin), "muted"),
                Controls.spring(),
                Controls.label("now", "muted")));
  }

  private static HBox row(Condition condition, Instant begin, Instant end) {
    boolean good = condition.status().equals("True");
    Label name =
        Controls.label(
            VisibleText.of(condition.type(), LIMIT)
                + " "
                + VisibleText.of(condition.status(), LIMIT).toLowerCase(java.util.Locale.ROOT),
            good ? "pod-line" : "pod-grave");
    name.setMinWidth(Scale.px(NAME));
    name.setMaxWidth(Scale.px(NAME));
    Instant since = condition.since();
    Region bar = new Region();
    bar.getStyleClass().add(good ? "condition-good" : "condition-bad");
    double from = since == null ? 0 : share(begin, since, end);
    Pane track =
        new Pane(bar) {
          @Override
          protected void layoutChildren() {
            bar.resizeRelocate(from * getWidth(), 0, (1 - from) * getWidth(), getHeight());
          }
        };
    track.getStyleClass().add("condition-track");
    track.setMinHeight(Scale.px(HEIGHT));
    track.setMaxHeight(Scale.px(HEIGHT));
    HBox.setHgrow(track, Priority.ALWAYS);
    String words = PodWords.condition(condition) + (since == null ? "" : ", since " + time(since));
    track.setAccessibleRole(AccessibleRole.TEXT);
    track.setAccessibleText(words);
    Controls.explain(track, words);
    HBox row = new HBox(name, track);
    row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return row;
  }

  /** Where a time stands between two others, 0 to 1; what is behind the end stands at it. */
  static double share(Instant begin, Instant at, Instant end) {
    double whole = Duration.between(begin, end).toMillis();
    double part = Duration.between(begin, at).toMillis();
    return whole <= 0 ? 0 : Math.clamp(part / whole, 0, 0.995);
  }

  private static String time(Instant at) {
    return Moments.seconds(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }
}
