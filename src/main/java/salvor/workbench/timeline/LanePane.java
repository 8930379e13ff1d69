package salvor.workbench.timeline;

import java.util.List;
import java.util.concurrent.Executor;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.Cell;
import salvor.timeline.Contamination;
import salvor.timeline.Lane;
import salvor.timeline.LanePlaces;
import salvor.timeline.Lanes;
import salvor.timeline.Painter;
import salvor.timeline.Palette;
import salvor.timeline.Pennant;
import salvor.timeline.Viewport;
import salvor.workbench.commands.Commands;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.Theme;

/**
 * The lanes: a picture painted elsewhere, with labels and the selection drawn over it on canvases
 * no larger than what is in sight. What is drawn over a picture is drawn for the time that this
 * picture shows, so that they never part while moving.
 */
final class LanePane extends Region implements FollowsPreferences {
  private final TimelineViewModel model;
  private final Commands commands;
  private final Speech speech;
  private final Frames frames;
  private final ImageView picture = new ImageView();
  private final Overlay overlay = new Overlay();
  private final LaneGutter gutter = new LaneGutter();
  private final AxisBar axis = new AxisBar();
  private final RulerFlags flags;
  private final Overview overview;
  private final RateStrip rates;
  private final ResponseStrip response;
  private final VBox allTime =
      new VBox(
          Controls.label("All time", "overview-title"),
          Controls.label("Drag to choose what is in sight", "overview-hint"));
  private final Label failure = Controls.paragraph("", "failure");
  private final Tooltip tip = new Tooltip();
  private Frames.@Nullable Frame frame;
  private double pointer = -1;
  private int presentAt = -1;
  private LaneMenu menu = (_, _, _) -> {};

  LanePane(
      TimelineViewModel model, RatesViewModel rates, Commands commands, Jobs jobs, Executor fx) {
    this.model = model;
    this.commands = commands;
    this.speech = new Speech(model);
    this.flags = new RulerFlags(model.ruler());
    this.frames = new Frames(jobs, fx, this::show, this::failed);
    this.rates = new RateStrip(rates);
    this.response = new ResponseStrip(model.ruler());
    this.overview = new Overview(model, jobs, fx, this::decorate, this::failed);
    setId("timeline");
    getStyleClass().add("lanes");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText("Timeline");
    setMinSize(400, 160);
    allTime.getStyleClass().add("overview-label");
    picture.setSmooth(false);
    picture.setId("timeline-picture");
    failure.setMouseTransparent(true);
    tip.setShowDelay(Duration.millis(200));
    tip.setShowDuration(Duration.INDEFINITE);
    overlay.setMouseTransparent(true);
    getChildren()
        .addAll(picture, overlay, gutter, axis, flags, response, this.rates, overview, allTime);
    getChildren().add(failure);
    Controls.clip(this);
    LaneControls.install(this, picture, gutter, axis, model);
    model.viewport().subscribe(this::repaint);
    model.lanes().subscribe(this::repaint);
    model.shown().subscribe(this::repaint);
    model.display().subscribe(this::repaint);
    model.appearance().dims().subscribe(_ -> selected());
    model.selection().row().subscribe(_ -> selected());
    model.selection().section().subscribe(this::decorate);
    model.selection().section().subscribe(this::speak);
    model.ruler().ruler().subscribe(_ -> decorate());
    model.ruler().marked().subscribe(_ -> decorate());
    model.ruler().response().subscribe(_ -> rated());
    model.goToTime().cursor().subscribe(_ -> decorate());
    model.growing().now().subscribe(this::moved);
    rates.on().subscribe(_ -> requestLayout());
    rates.shown().subscribe(_ -> rated());
    sceneProperty()
        .flatMap(scene -> scene.getPreferences().colorSchemeProperty())
        .subscribe(_ -> repaint());
    sceneProperty().subscribe(_ -> help());
  }

  /** What goes on lasts until now: it is painted anew when that is another pixel. */
  private void moved(@Nullable Long now) {
    int x = now == null ? -1 : model.viewport().get().x(now);
    if (x != presentAt) {
      presentAt = x;
      repaint();
    }
    decorate();
  }

  private void help() {
    setAccessibleHelp(
        "The event table below lists the same events. "
            + commands.press("timeline.next-out")
            + " for the next event out of profile.");
  }

  /** Has these stretches of the ruler hatched. */
  void contaminated(List<Contamination.Stretch> stretches) {
    axis.contaminated(stretches);
    decorate();
  }

  private Palette palette() {
    return getScene() != null && Theme.isDark(getScene()) ? Palette.DARK : Palette.LIGHT;
  }

  private void repaint() {
    if (getScene() != null && getWidth() > 0) {
      var style =
          new Painter.Style(
              palette(),
              model.display().get(),
              model.selection().row().get(),
              AxisBar.axis(),
              model.appearance().dims().get());
      frames.want(
          new Frames.Wanted(model.model(), model.lanes().get(), model.viewport().get(), style));
    }
  }

  /** Has lanes offer a menu. */
  void offer(LaneMenu of) {
    menu = of;
  }

  /** Shows the menu of a lane at a place of the screen. */
  void laneMenu(Lane lane, double screenX, double screenY) {
    menu.show(lane, screenX, screenY);
  }

  /** Shows the menu of the lane of the selected event beside its name, or of the first in sight. */
  void laneMenu() {
    Lanes shown = model.lanes().get();
    Viewport now = model.viewport().get();
    int row = model.selection().row().get();
    int line =
        model.appearance().shows(model.model(), row) ? shown.lineOf(model.model().laneOf(row)) : -1;
    line = line < 0 ? model.under().line(0) : line;
    if (line >= 0) {
      int y = new LanePlaces(shown, now).top(line) + now.rowHeight();
      Point2D at = gutter.localToScreen(24, Math.clamp(y, 0, now.height()));
      laneMenu(shown.lines().get(line).lane(), at.getX(), at.getY());
    }
  }

  @Override
  public void preferencesChanged() {
    requestLayout();
    help();
    selected();
  }

  private void show(Frames.Frame next) {
    if (next.wanted().model().whole() != model.model().whole()) {
      return; // rows have other numbers by now; the next picture is being painted
    }
    frame = next;
    failure.setText("");
    speak(); // what stands on a lane is known when it is painted
    picture.setImage(next.image());
    decorate();
  }

  private void failed(Throwable cause) {
    failure.setText("The timeline cannot be drawn: " + cause + ". The events below are complete.");
  }

  private void decorate() {
    Frames.Frame now = frame;
    if (now == null || now.wanted().model().whole() != model.model().whole()) {
      return;
    }
    Ink ink = new Ink(now.wanted().style().palette());
    overlay.draw(
        now,
        model.selection().section().get(),
        model.goToTime().cursor().get(),
        model.growing().now().get(),
        model.ruler().marked().get(),
        pointer,
        ink);
    gutter.draw(now, ink);
    flags.show(axis.draw(now, model.ruler(), model.growing().now().get(), pointer, ink));
    rates.draw(now.wanted().viewport(), now.wanted().style().palette());
    response.draw(now.wanted().viewport());
    overview.draw(now.wanted().viewport(), now.wanted().style().display(), ink);
  }

  private void rated() {
    requestLayout();
    speak();
    decorate();
  }

  private void selected() {
    speak();
    repaint();
  }

  private void speak() {
    String spoken = rates.spoken();
    String acts = response.spoken();
    setAccessibleText(
        speech.text()
            + (spoken.isEmpty() ? "" : ". " + spoken)
            + (acts.isEmpty() ? "" : ". " + acts));
  }

  /** Has the pointer at the name of the lane at a height, or at none when y is negative. */
  void pointAtName(double y) {
    int line = y < 0 ? -1 : model.under().line((int) y);
    tell(gutter, line < 0 ? "" : name(model.lanes().get().lines().get(line)));
  }

  /** All of a line's name, and what its signs mean; a heading has none. */
  private String name(Lanes.Line line) {
    Lane lane = line.lane();
    return LaneWords.whole(lane, model.arrangement().isPinned(lane))
        + (line.heading() ? "" : LaneWords.signs(model.model(), lane));
  }

  private void tell(Node of, String text) {
    if (text.isEmpty()) {
      Tooltip.uninstall(of, tip);
      tip.hide();
    } else {
      tip.setText(text);
      Tooltip.install(of, tip);
    }
  }

  /** Has the pointer at a place on the lanes, or nowhere when x is negative. */
  void point(double x, double y) {
    pointer = x;
    Lane lane = x < 0 ? null : model.under().lane((int) y);
    Cell cell = x < 0 ? null : marked((int) x, (int) y);
    String text =
        lane == null || model.lanes().get().lineOf(lane) < 0
            ? ""
            : cell == null
                ? empty(lane, model.viewport().get().time((int) x))
                : LaneWords.cell(model.model(), model.lanes().get(), lane, cell)
                    + dimmed(cell)
                    + LaneWords.flags(model.model(), lane, cell)
                    + PhaseWords.at(
                        model.model(), lane, model.model().observations().time(cell.firstRow()))
                    + marks((int) x, lane);
    tell(picture, text);
    decorate();
  }

  /** What is to be said where no mark stands. */
  private String empty(Lane lane, long time) {
    String why = LaneWords.unrecorded(model.model(), lane, time);
    String more =
        LaneWords.unheard(model.model(), lane, time) + PhaseWords.at(model.model(), lane, time);
    return why.isEmpty() && !more.isEmpty() ? LaneWords.label(lane) + more : why + more;
  }

  /** That the filter leaves out what is faint, with a line break before it; empty for a match. */
  private String dimmed(Cell cell) {
    return model.appearance().isDimmed(model.model(), cell.firstRow())
        ? "\nDimmed: the filter leaves it out"
        : "";
  }

  /** What was added to the event under a star, with a line break before it; empty without one. */
  private String marks(int x, Lane lane) {
    Frames.Frame now = frame;
    int line = now == null ? -1 : now.wanted().lanes().lineOf(lane);
    if (now == null || line < 0) {
      return "";
    }
    int row = MarkInk.at(now.wanted(), model.ruler().marked().get(), x, line);
    return row < 0 ? "" : "\n\u2605 " + model.ruler().marks(row);
  }

  /** What stands at a place, or bears the flag that is there. */
  private @Nullable Cell marked(int x, int y) {
    Cell there = model.under().cell(x, y);
    return there == null ? model.under().cell(x - Pennant.WIDTH / 2 - 1, y) : there;
  }

  @Override
  protected void layoutChildren() {
    int width = (int) getWidth() - LaneGutter.width();
    int below = Overview.height() + rates.height() + response.height();
    int height = (int) getHeight() - AxisBar.height() - below;
    if (width < 50 || height < 30) {
      return;
    }
    axis.relocate(0, 0);
    flags.resizeRelocate(LaneGutter.width(), 0, Math.max(0, width), AxisBar.ruler());
    gutter.relocate(0, AxisBar.height());
    picture.relocate(LaneGutter.width(), AxisBar.height());
    overlay.relocate(LaneGutter.width(), AxisBar.height());
    overview.relocate(LaneGutter.width(), getHeight() - Overview.height());
    rates.resizeRelocate(
        0, getHeight() - Overview.height() - rates.height(), getWidth(), rates.height());
    response.resizeRelocate(0, getHeight() - below, getWidth(), response.height());
    failure.resizeRelocate(
        LaneGutter.width() + 20.0, AxisBar.height() + 20.0, Math.max(0, width - 40), 80);
    allTime.resizeRelocate(
        0, getHeight() - Overview.height(), LaneGutter.width(), Overview.height());
    overview.resize(width);
    model.resize(width, height);
    repaint();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 900;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 420;
  }
}
