package salvor.workbench.timeline;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.Contamination;
import salvor.timeline.Viewport;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.KeyedButton;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/**
 * The timeline with its heading: how much time is in sight, what becomes of the baseline, what the
 * marks mean; below it, what lies in the selected area.
 */
public final class TimelineView extends BorderPane {
  /** The least width of the heading that has room for the length of time in sight. */
  private static final double ROOMY = 720;

  private static final double TIGHT = 460; // what can be pressed goes before its heading

  private final LanePane lanes;
  private final HBox heading;
  private final Banners banners = new Banners();
  private final AreaStrip areaStrip;

  /**
   * A view of what the model shows.
   *
   * @param rates what containers do by the hour, below the lanes
   * @param commands know the keys that its hints name
   * @param narrow adds a term of the filter language to the filter
   */
  public TimelineView(
      TimelineViewModel model,
      RatesViewModel rates,
      Commands commands,
      Consumer<String> narrow,
      Jobs jobs,
      Executor fx) {
    this.lanes = new LanePane(model, rates, commands, jobs, fx);
    this.heading = heading(model, commands);
    this.areaStrip = new AreaStrip(model, narrow);
    setTop(
        new VBox(
            heading,
            banners,
            new LegendStrip(
                model.appearance().dims(), !model.model().phases().isEmpty(), rates.on()),
            new HiddenLanesBar(model),
            new PinnedLanesBar(model)));
    setBottom(areaStrip);
    banners.show(List.of());
    setCenter(lanes);
  }

  /** Has these stand above the lanes, and no others. */
  public void show(List<Banner> now) {
    banners.show(now);
  }

  /**
   * Has these stretches of the dwell ruler hatched: a baseline may have learned the attack there.
   */
  public void contaminated(List<Contamination.Stretch> stretches) {
    lanes.contaminated(stretches);
  }

  /** Has lanes offer a menu where they are pointed at. */
  public void offer(LaneMenu menu) {
    lanes.offer(menu);
  }

  /** Shows the menu of the lane of the selected event. */
  public void laneMenu() {
    lanes.laneMenu();
  }

  /** Gives the keys to the lanes. */
  public void focusLanes() {
    lanes.requestFocus();
  }

  /** Has keys tried elsewhere first, while the lanes have them. */
  public void keysTo(Predicate<KeyEvent> commands) {
    EventHandler<KeyEvent> first =
        event -> {
          if (commands.test(event)) {
            event.consume();
          }
        };
    lanes.addEventFilter(KeyEvent.KEY_PRESSED, first);
    lanes.addEventFilter(KeyEvent.KEY_TYPED, first);
  }

  /** Adds a button at the end of the heading. */
  public void offer(Button button) {
    button.getStyleClass().add("small");
    button.setMinWidth(USE_PREF_SIZE);
    heading.getChildren().add(button);
  }

  private static HBox heading(TimelineViewModel model, Commands commands) {
    Label span = Controls.label("", "muted");
    model.viewport().subscribe(viewport -> span.setText(inSight(viewport)));
    Button baseline =
        KeyedButton.text(
            commands,
            "timeline.baseline",
            "",
            "Show, dim or hide what is in profile",
            model::cycleBaseline);
    baseline.getStyleClass().add("small");
    baseline.setId("baseline");
    model.display().subscribe(display -> baseline.setText(words(display)));
    Button fit =
        KeyedButton.text(
            commands,
            "timeline.fit",
            "_Fit",
            "Show the selection, then everything",
            model::fitSelection);
    fit.getStyleClass().add("small");
    Label title = Controls.label("Timeline", "heading");
    for (Region fixed : new Region[] {title, span, baseline, fit}) {
      fixed.setMinWidth(USE_PREF_SIZE);
    }
    HBox heading = new HBox(10, title, span, ways(model, commands), Controls.spring());
    heading.getChildren().addAll(LaneOrderMenu.of(model), baseline, fit);
    heading.setMinWidth(0);
    heading
        .widthProperty()
        .subscribe(width -> {
          show(span, width.doubleValue() > Scale.px(ROOMY));
          show(title, width.doubleValue() > Scale.px(TIGHT));
        });
    heading.setAlignment(Pos.CENTER_LEFT);
    heading.getStyleClass().add("pane-heading");
    return heading;
  }

  /** Back and forward through the views. */
  private static HBox ways(TimelineViewModel model, Commands commands) {
    Button back =
        KeyedButton.icon(
            commands, "go.back", "icon-back", "Back to the view before", model.history()::back);
    Button forward =
        KeyedButton.icon(
            commands,
            "go.forward",
            "icon-forward",
            "Forward to the view after",
            model.history()::forward);
    back.setId("back");
    back.disableProperty().bind(model.history().canGoBack().not());
    forward.disableProperty().bind(model.history().canGoForward().not());
    return new HBox(back, forward);
  }

  private static void show(Region part, boolean shown) {
    part.setVisible(shown);
    part.setManaged(shown);
  }

  private static String inSight(@Nullable Viewport viewport) {
    return viewport == null ? "" : Moments.length(viewport.span()) + " in sight";
  }

  private static String words(BaselineDisplay display) {
    return switch (display) {
      case FULL -> "_Baseline: shown";
      case DIM -> "_Baseline: dimmed";
      case HIDE -> "_Baseline: hidden";
    };
  }
}
