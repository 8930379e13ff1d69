package salvor.workbench.timeline;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import salvor.baseline.HourlyCounts;
import salvor.baseline.JudgedHours;
import salvor.timeline.Palette;
import salvor.timeline.RatePainter;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.jobs.OnDemand.State;
import salvor.workbench.wording.Moments;

/**
 * The rates of one container below the lanes, on their axis of time. Painted anew only when another
 * time, container or size is looked at: its data is made before.
 */
final class RateStrip extends Region {
  private static final int PLOT = 56;
  private static final int LINE = 34; // two lines of words

  /** What was painted last. */
  private record Painted(JudgedHours facet, Viewport viewport, int height, Palette palette) {}

  private final RatesViewModel rates;
  private final ImageView picture = new ImageView();
  private final RateMenu menu;
  private final Label most = Controls.label("", "muted", "rate-scale");
  private final Label least = Controls.label("0", "muted", "rate-scale");
  private final Label said = Controls.label("", "rate-said");
  private final Region cursor = new Region();
  private final Tooltip tip = new Tooltip();
  private @Nullable Painted painted;
  private @Nullable Viewport seen;
  private @Nullable WritableImage image;
  private int[] pixels = {};

  RateStrip(RatesViewModel rates) {
    this.rates = rates;
    this.menu = new RateMenu(rates);
    setId("rates");
    getStyleClass().add("rates");
    setAccessibleRole(AccessibleRole.TEXT);
    picture.setId("rates-picture");
    picture.setSmooth(false);
    said.setId("rates-said");
    said.setWrapText(true);
    cursor.getStyleClass().add("rate-cursor");
    cursor.setMouseTransparent(true);
    tip.setShowDelay(Duration.millis(200));
    tip.setShowDuration(Duration.INDEFINITE);
    tip.setWrapText(true);
    tip.setMaxWidth(460);
    Tooltip.install(picture, tip);
    picture.setOnMouseClicked(event -> look((int) event.getX()));
    picture.setOnMouseMoved(event -> point((int) event.getX()));
    getChildren().addAll(picture, cursor, most, least, menu, said);
    visibleProperty().bind(rates.on());
    managedProperty().bind(visibleProperty());
    rates.shown().subscribe(_ -> tell());
    rates.state().subscribe(_ -> tell());
  }

  /** How high it is, with letters of their present size. */
  int height() {
    return rates.on().get() ? Scale.px(PLOT) + Scale.px(LINE) : 0;
  }

  /** All that it says, for a screen reader. */
  String spoken() {
    return rates.on().get() ? "Rates by the hour: " + said.getText() : "";
  }

  private void tell() {
    RatesViewModel.Shown now = rates.shown().get();
    String words =
        switch (rates.state().get()) {
          case State.Unwanted<?> _ -> "Not counted. Switch the rates off and on again.";
          case State.Making<?>(String doing) -> "Counting by the hour\u2026 " + doing;
          case State.Failed<?>(String why) -> "The rates are unknown: " + why;
          case State.Made<?> _ -> now == null ? NOTHING : words(now);
        };
    said.setText(words);
    said.setTooltip(new Tooltip(words));
    most.setText(now == null ? "" : Moments.count(RatePainter.top(now.facet())));
    least.setVisible(now != null);
    setAccessibleText(spoken());
  }

  private static final String NOTHING =
      "Nothing in this evidence is counted by the hour: no sensor recorded a container's work.";

  private static String words(RatesViewModel.Shown now) {
    Long hour = now.hour();
    return hour == null
        ? RateWords.all(now.lane(), now.facet())
        : RateWords.hour(now.lane(), now.facet(), hour);
  }

  private void point(int x) {
    RatesViewModel.Shown now = rates.shown().get();
    Viewport at = seen;
    tip.setText(
        now == null || at == null
            ? ""
            : RateWords.hour(
                now.lane(), now.facet(), Math.floorDiv(at.time(x), HourlyCounts.HOUR)));
  }

  private void look(int x) {
    if (seen != null) {
      rates.look(Math.floorDiv(seen.time(x), HourlyCounts.HOUR));
    }
  }

  /** Draws it for the time of a frame. */
  void draw(Viewport viewport, Palette palette) {
    RatesViewModel.Shown now = rates.shown().get();
    if (!rates.on().get()) {
      return;
    }
    seen = viewport;
    picture.setVisible(now != null);
    cursor.setVisible(false);
    if (now == null) {
      return;
    }
    int tall = Scale.px(PLOT);
    Painted wanted = new Painted(now.facet(), viewport, tall, palette);
    if (!wanted.equals(painted)) {
      painted = wanted;
      paint(wanted);
    }
    Long hour = now.hour();
    if (hour != null) {
      int from = Math.max(0, viewport.x(hour * HourlyCounts.HOUR));
      int to = Math.min(viewport.width(), viewport.x((hour + 1) * HourlyCounts.HOUR));
      cursor.setVisible(to > 0 && from < viewport.width());
      cursor.resizeRelocate(
          LaneGutter.width() + from - 3.0, Scale.px(LINE), Math.max(8, to - from + 6.0), tall);
    }
  }

  private void paint(Painted wanted) {
    int wide = wanted.viewport().width();
    int tall = wanted.height();
    if (pixels.length != wide * tall || image == null || (int) image.getWidth() != wide) {
      pixels = new int[wide * tall];
      image = new WritableImage(wide, tall);
    }
    RatePainter.paint(wanted.facet(), wanted.viewport(), tall, wanted.palette(), pixels);
    image
        .getPixelWriter()
        .setPixels(0, 0, wide, tall, PixelFormat.getIntArgbPreInstance(), pixels, 0, wide);
    picture.setImage(image);
  }

  @Override
  protected void layoutChildren() {
    int left = LaneGutter.width();
    int top = Scale.px(LINE);
    menu.resizeRelocate(8, 4, Math.min(left - 16.0, menu.prefWidth(-1)), menu.prefHeight(-1));
    said.resizeRelocate(left + 6.0, 0, Math.max(0, getWidth() - left - 12), top);
    picture.relocate(left, top);
    double wide = most.prefWidth(-1);
    most.resizeRelocate(left - wide - 6, top + 8.0, wide, most.prefHeight(-1));
    double zero = least.prefWidth(-1);
    double foot = top + Scale.px(PLOT) - least.prefHeight(-1);
    least.resizeRelocate(left - zero - 6, foot, zero, least.prefHeight(-1));
  }
}
