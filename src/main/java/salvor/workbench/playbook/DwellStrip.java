package salvor.workbench.playbook;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;

/** Two clocks that everybody in the room can read. */
final class DwellStrip extends HBox {
  private static final PseudoClass STOPPED = PseudoClass.getPseudoClass("stopped");
  private static final PseudoClass PARTLY = PseudoClass.getPseudoClass("partly");
  private static final PseudoClass QUIET = PseudoClass.getPseudoClass("quiet");
  private final Label compromise = Controls.label("", "dwell-clock");
  private final Label detection = Controls.label("", "dwell-clock");
  private final Label about = Controls.cut("", 100, "muted");
  private final Label verified = Controls.cut("", 100, "dwell-verified");

  DwellStrip(PlaybookViewModel model) {
    getStyleClass().add("dwell-strip");
    setId("dwell");
    compromise.setId("dwell-compromise");
    detection.setId("dwell-detection");
    verified.setId("dwell-verified");
    about.setId("dwell-from");
    setAlignment(Pos.CENTER_LEFT);
    getChildren()
        .setAll(
            part(compromise, "since compromise", "From the first that is out of profile on"),
            part(detection, "since detection", "From the first alert from there on"),
            new VBox(verified, about));
    model.dwell().subscribe(this::show);
  }

  private static VBox part(Label clock, String name, String meaning) {
    clock.setMinWidth(USE_PREF_SIZE);
    Label caption = Controls.label(name, "muted");
    caption.setMinWidth(USE_PREF_SIZE);
    VBox part = new VBox(clock, caption);
    Controls.explain(
        part, meaning + ", until all pods that are out of profile are seen to be cut off");
    return part;
  }

  private void show(DwellShown now) {
    boolean stopped = !now.stopped().isEmpty();
    compromise.setText(now.sinceCompromise().isEmpty() ? "--:--:--" : now.sinceCompromise());
    detection.setText(now.sinceDetection().isEmpty() ? "--:--:--" : now.sinceDetection());
    for (Label each : List.of(compromise, detection, verified)) {
      each.pseudoClassStateChanged(STOPPED, stopped);
      each.pseudoClassStateChanged(PARTLY, !now.partly().isEmpty());
    }
    compromise.pseudoClassStateChanged(QUIET, now.sinceCompromise().isEmpty());
    detection.pseudoClassStateChanged(QUIET, now.sinceDetection().isEmpty());
    verified.pseudoClassStateChanged(QUIET, now.isQuiet());
    verified.setText(
        stopped
            ? now.stopped()
            : now.isQuiet()
                ? "\u25cb Nothing is out of profile so far"
                : now.partly().isEmpty()
                    ? "\u25cf Both go on until all pods out of profile are seen from inside to be"
                        + " cut off"
                    : now.partly());
    about.setText(now.from());
  }
}
