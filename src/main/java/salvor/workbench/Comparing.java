package salvor.workbench;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.workbench.comparison.CompareView;
import salvor.workbench.comparison.CompareViewModel;
import salvor.workbench.fx.FollowsPreferences;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.jobs.OnDemandPane;

/** The middle of the window: timeline over events, or in their place a comparison. */
final class Comparing extends StackPane {
  private static final double LEAST = 320;

  private final Region middle;
  private final OnDemand<CompareViewModel> comparison;
  private final Runnable focusMiddle;
  private final StackPane pane;
  private @Nullable Consumer<CompareViewModel> wanted;
  private @Nullable CompareView view;

  /**
   * @param middle what is shown while nothing is compared
   * @param focusMiddle gives it the keys
   */
  Comparing(
      Region middle,
      OnDemand<CompareViewModel> comparison,
      Runnable focusMiddle,
      Jobs jobs,
      Executor fx) {
    super(middle);
    this.middle = middle;
    this.comparison = comparison;
    this.focusMiddle = focusMiddle;
    this.pane =
        new StackPane(new OnDemandPane<>("comparison", comparison, model -> view(model, jobs, fx)));
    pane.getStyleClass().add("pane");
    setMinWidth(LEAST); // what it holds may ask for more, and would take it from the panes beside
  }

  private Node view(CompareViewModel model, Jobs jobs, Executor fx) {
    CompareView made = new CompareView(model, this::close, jobs, fx);
    view = made;
    fx.execute(() -> ready(model));
    return made;
  }

  /** Shows the comparison, and does something with it as soon as it can be asked. */
  void with(Consumer<CompareViewModel> act) {
    wanted = act;
    getChildren().setAll(pane);
    comparison.want();
    if (comparison.state().get() instanceof OnDemand.State.Made<CompareViewModel>(var model)) {
      ready(model);
    }
  }

  private void ready(CompareViewModel model) {
    Consumer<CompareViewModel> act = wanted;
    wanted = null;
    if (act != null) {
      act.accept(model);
      model.begin();
    }
    if (view != null && getChildren().contains(pane)) {
      view.focusPicture();
    }
  }

  /** Brings the timeline and the events back. */
  void close() {
    if (!getChildren().contains(middle)) {
      getChildren().setAll(middle);
      FollowsPreferences.tell(middle);
      focusMiddle.run();
    }
  }
}
