package salvor.workbench;

import java.util.concurrent.Executor;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import salvor.baseline.Verdict;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;
import salvor.workbench.evidence.DetailsView;
import salvor.workbench.evidence.EventTable;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.timeline.TimelineView;
import salvor.workbench.triage.FindingsView;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** An open investigation: findings on the left, the timeline over the events, the selected event on the right. */
final class SessionView extends BorderPane {
  private final Session session;
  private final Label hidden = Controls.label("", "muted", "hidden-count");

  SessionView(Session session, Jobs jobs, Executor fx) {
    this.session = session;
    TimelineView timeline = new TimelineView(session.timeline(), jobs, fx);
    Region findings = pane(new FindingsView(session.findings()));
    Region details = pane(new DetailsView(session.details()));
    SplitPane middle = new SplitPane(pane(timeline), pane(new EventTable(session.table())));
    middle.setOrientation(Orientation.VERTICAL);
    middle.setDividerPositions(0.6);
    SplitPane all = new SplitPane(findings, middle, details);
    SplitPane.setResizableWithParent(findings, false);
    SplitPane.setResizableWithParent(details, false);
    widthProperty().subscribe(width -> divide(all, width.doubleValue()));
    setTop(titleBar());
    setCenter(all);
    session.timeline().display().subscribe(this::count);
    addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    sceneProperty().subscribe(scene -> { if (scene != null) { fx.execute(timeline::focusLanes); } });
  }

  /** The sides take what they need to be read, the middle the rest. */
  private static void divide(SplitPane all, double width) {
    double left = Math.clamp(width * 0.175, 220, 320);
    double right = Math.clamp(width * 0.22, 290, 420);
    if (width > left + right) {
      all.setDividerPositions(left / width, 1 - right / width);
    }
  }

  private static Region pane(Region content) {
    BorderPane pane = new BorderPane(content);
    pane.getStyleClass().add("pane");
    pane.setMinSize(180, 120);
    return pane;
  }

  private HBox titleBar() {
    var evidence = session.investigation().opened().evidence();
    TimelineModel model = session.timeline().model();
    String extent = model.shown() == 0
        ? "no event has a time"
        : Moments.seconds(model.first()) + " to " + Moments.seconds(model.last()) + " (" + Moments.length(model.last() - model.first()) + ")";
    Label name = Controls.label(VisibleText.of(session.investigation().name(), 120), "case-name");
    name.setMinWidth(USE_PREF_SIZE);
    Label facts = Controls.label(
        Moments.count(evidence.observations().size(), "event") + " from " + Moments.count(evidence.sources().size(), "source") + ", " + extent,
        "muted");
    HBox bar = new HBox(name, facts, Controls.spring());
    bar.getStyleClass().add("title-bar");
    for (Verdict verdict : new Verdict[] {Verdict.OUT, Verdict.EXPLAINED, Verdict.UNKNOWN, Verdict.IN}) {
      bar.getChildren().add(chip(verdict, session.counts().getOrDefault(verdict, 0L)));
    }
    return bar;
  }

  private static HBox chip(Verdict verdict, long count) {
    Label number = Controls.label(Moments.count(count), "chip-number");
    Label name = Controls.label(Words.verdict(verdict).toLowerCase(java.util.Locale.ROOT));
    number.setMinWidth(USE_PREF_SIZE);
    name.setMinWidth(USE_PREF_SIZE);
    HBox chip = new HBox(VerdictMark.of(DrawingClass.valueOf(verdict.name())), number, name);
    chip.getStyleClass().add("chip");
    chip.setAlignment(Pos.CENTER);
    chip.setMinWidth(USE_PREF_SIZE);
    Controls.explain(chip, Words.meaning(verdict));
    return chip;
  }

  private void count(BaselineDisplay display) {
    TimelineModel model = session.timeline().model();
    long all = model.observations().size();
    String in = Moments.count(model.shown(DrawingClass.IN)) + " of " + Moments.count(all, "event");
    String words =
        switch (display) {
          case FULL -> "0 of " + Moments.count(all, "event") + " hidden";
          case DIM -> in + " dimmed by baseline";
          case HIDE -> in + " hidden by baseline";
        };
    hidden.setText(model.untimed() == 0 ? words : words + ", " + Moments.count(model.untimed()) + " without a time");
  }

  /** How many events are not in sight, and why: always on the screen. */
  Label hidden() {
    return hidden;
  }

  /** The two keys that an investigation is read with work everywhere. */
  private void typed(KeyEvent event) {
    if (event.getTarget() instanceof TextInputControl input && input.isEditable()) {
      return;
    }
    switch (event.getCharacter()) {
      case "." -> session.timeline().nextOut();
      case "," -> session.timeline().previousOut();
      default -> {}
    }
  }
}
