package salvor.workbench.comparison;

import java.util.concurrent.Executor;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.MirrorPainter;
import salvor.timeline.Palette;
import salvor.timeline.Viewport;
import salvor.triage.ComparedAct;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.fx.PixelFrames;
import salvor.workbench.fx.Theme;
import salvor.workbench.selection.Selection;

/** Both sides of a comparison, mirrored at the axis between them. */
final class MirrorPane extends Region implements FollowsPreferences {
  /** What is to be seen. */
  record Wanted(Compared compared, Viewport viewport, MirrorPainter.Style style) {}

  private final MirrorViewModel model;
  private final CompareViewModel compare;
  private final PixelFrames<Wanted> frames;
  private final ImageView picture = new ImageView();
  private final MirrorOverlay overlay = new MirrorOverlay();
  private final Label failure = Controls.paragraph("", "failure");
  private final Tooltip tip = new Tooltip();
  private @Nullable Wanted shown;
  private double pointer = -1;

  MirrorPane(MirrorViewModel model, CompareViewModel compare, Jobs jobs, Executor fx) {
    this.model = model;
    this.compare = compare;
    MirrorPainter painter = new MirrorPainter();
    this.frames =
        new PixelFrames<>(
            "comparison frame",
            Wanted::viewport,
            (w, pixels) ->
                painter.paint(w.compared().picture().mirror(), w.viewport(), w.style(), pixels),
            jobs,
            fx,
            (wanted, image) -> {
              shown = wanted;
              failure.setText("");
              picture.setImage(image);
              decorate();
            },
            cause -> failure.setText("The comparison cannot be drawn: " + cause + "."));
    setId("mirror");
    getStyleClass().add("lanes");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleHelp("The table below lists the same differences.");
    setMinSize(300, 110);
    picture.setSmooth(false);
    picture.setId("mirror-picture");
    overlay.setMouseTransparent(true);
    failure.setMouseTransparent(true);
    tip.setShowDelay(Duration.millis(200));
    tip.setShowDuration(Duration.INDEFINITE);
    tip.setWrapText(true);
    tip.setMaxWidth(640);
    getChildren().addAll(picture, overlay, failure);
    Controls.clip(this);
    MirrorControls.install(this, picture, model, compare);
    model.viewport().subscribe(_ -> repaint());
    model
        .shown()
        .subscribe(_ -> {
          requestLayout(); // a baseline needs room for what it gives no time of
          repaint();
        });
    setOnMouseMoved(event -> strip(event.getX(), event.getY()));
    setOnMouseClicked(event -> chosen(event.getX(), event.getY()));
    compare.selection().row().subscribe(_ -> selected());
    sceneProperty()
        .flatMap(scene -> scene.getPreferences().colorSchemeProperty())
        .subscribe(_ -> repaint());
  }

  @Override
  public void preferencesChanged() {
    repaint(); // another zone has other round times
    decorate();
  }

  private void selected() {
    if (isShowing()) {
      model.reveal(spot());
    }
    repaint();
  }

  private boolean isShowing() {
    return getScene() != null && getWidth() > 0;
  }

  MirrorViewModel.@Nullable Spot spot() {
    int row = compare.selection().row().get();
    return row == Selection.NONE ? null : model.spot(row);
  }

  private void repaint() {
    Compared now = model.shown().get();
    if (now == null || !isShowing()) {
      return;
    }
    Question question = compare.question().get();
    String name =
        question == null
            ? "Comparison"
            : CompareWords.name(question.a()) + " above, " + question.nameOfB() + " below";
    setAccessibleText(name + ". " + CompareWords.sum(now.comparison()) + ".");
    Palette palette = Theme.isDark(getScene()) ? Palette.DARK : Palette.LIGHT;
    MirrorViewModel.Spot spot = spot();
    frames.want(
        new Wanted(
            now,
            model.viewport().get(),
            new MirrorPainter.Style(
                palette,
                spot == null ? salvor.timeline.Mirror.Half.UPPER : spot.half(),
                MirrorViewModel.time(spot),
                question == null ? null : CompareWords.clock(question.by()))));
  }

  private void decorate() {
    Wanted now = shown;
    Question question = compare.question().get();
    if (now != null && question != null) {
      overlay.draw(now, question.by(), pointer);
    }
  }

  /** Has the pointer at a place on the lanes, or nowhere when x is negative. */
  void point(double x, double y) {
    pointer = x;
    MirrorViewModel.Hit hit = x < 0 ? null : model.hit((int) x, (int) y);
    Compared now = model.shown().get();
    Question question = compare.question().get();
    tip(
        hit == null || now == null || question == null
            ? ""
            : HitWords.of(hit, now, question, compare.observations(), model),
        picture);
    decorate();
  }

  private double beside(double x) {
    return x - MirrorOverlay.GUTTER - model.viewport().get().width();
  }

  /** Has the pointer beside the lanes, where what is expected and was not seen stands. */
  private void strip(double x, double y) {
    Compared now = model.shown().get();
    if (now != null && ExpectedStrip.width(now) > 0 && beside(x) >= 0) {
      tip(new ExpectedStrip(now, model.viewport().get().height()).words(beside(x), (int) y), this);
    } else {
      Tooltip.uninstall(this, tip);
    }
  }

  private void chosen(double x, double y) {
    Compared now = model.shown().get();
    ComparedAct act =
        now == null || ExpectedStrip.width(now) == 0 || beside(x) < 0
            ? null
            : new ExpectedStrip(now, model.viewport().get().height()).at(beside(x), (int) y);
    if (act != null) {
      compare.list().choose(act);
    }
  }

  private void tip(String text, Node at) {
    if (text.isEmpty()) {
      Tooltip.uninstall(at, tip);
      tip.hide();
    } else {
      tip.setText(text);
      Tooltip.install(at, tip);
    }
  }

  @Override
  protected void layoutChildren() {
    int width = (int) getWidth() - MirrorOverlay.GUTTER - ExpectedStrip.width(model.shown().get());
    int height = (int) getHeight();
    if (width < 50 || height < 60) {
      return;
    }
    picture.relocate(MirrorOverlay.GUTTER, 0);
    overlay.relocate(0, 0);
    failure.resizeRelocate(MirrorOverlay.GUTTER + 20.0, 20, Math.max(0, width - 40), 80);
    model.resize(width, height);
    repaint();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 900;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 300;
  }
}
