package salvor.workbench.jobs;

import java.util.Locale;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tab;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import salvor.workbench.fx.Controls;

/** Shows something as soon as it is made. */
public final class OnDemandPane<T> extends StackPane {
  private final String name;
  private final Function<T, Node> view;

  /**
   * @param name what it is, in the plural: "processes"
   * @param view makes the view of it, once
   */
  public OnDemandPane(String name, OnDemand<T> content, Function<T, Node> view) {
    this.name = name;
    this.view = view;
    content.state().subscribe(this::show);
  }

  /** A tab whose content is made when it is chosen first. */
  public static <T> Tab tab(String name, OnDemand<T> content, Function<T, Node> view) {
    String plural = name.toLowerCase(Locale.ROOT);
    Tab tab = new Tab(name, new OnDemandPane<>(plural, content, view));
    tab.setId("tab-" + plural);
    tab.selectedProperty()
        .subscribe(chosen -> {
          if (chosen) {
            content.want();
          }
        });
    return tab;
  }

  private void show(OnDemand.State<T> state) {
    switch (state) {
      case OnDemand.State.Unwanted<T> _ -> getChildren().clear();
      case OnDemand.State.Making<T>(String doing) -> getChildren().setAll(waiting(doing));
      case OnDemand.State.Made<T>(T it) -> getChildren().setAll(view.apply(it));
      case OnDemand.State.Failed<T>(String why) ->
          getChildren()
              .setAll(
                  Controls.paragraph(
                      "The " + name + " cannot be shown: " + why + ". The events are complete.",
                      "empty"));
    }
  }

  private VBox waiting(String doing) {
    VBox box =
        new VBox(
            8, new ProgressBar(), Controls.label(doing.isEmpty() ? "Waiting" : doing, "muted"));
    box.setAlignment(Pos.CENTER);
    return box;
  }
}
