package salvor.workbench.timeline;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import salvor.timeline.Area;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DrawingClass;
import salvor.triage.AreaCounts;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.selection.Section;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/** What lies in the selected area below the timeline; gone while none is selected. */
final class AreaStrip extends VBox {
  private static final int TOP = 3;
  private static final int MOST = 40; // of a menu that can still be read
  private static final int LETTERS = 28;

  private final TimelineViewModel timeline;
  private final AreaViewModel model;
  private final Label summary = Controls.label("", "area-summary");
  private final FlowPane what = new FlowPane();
  private final Button filter;
  private final Consumer<String> narrow;

  AreaStrip(TimelineViewModel timeline, Consumer<String> narrow) {
    this.narrow = narrow;
    this.timeline = timeline;
    this.model = timeline.area();
    setId("area");
    getStyleClass().add("area-strip");
    summary.setId("area-summary");
    summary.setMinWidth(USE_PREF_SIZE);
    filter = small("Filter to area", "", () -> {});
    filter.setId("area-filter");
    Button zoom = small("Zoom to area", "Shows its time, and its first lane", model::zoom);
    zoom.setId("area-zoom");
    Button drop = Controls.iconButton("icon-cross", "Select no area any more (Esc)", model::drop);
    drop.setId("area-drop");
    HBox acts = new HBox(zoom, filter, drop);
    acts.getStyleClass().add("area-acts");
    acts.setMinWidth(USE_PREF_SIZE);
    acts.setAlignment(Pos.CENTER_RIGHT);
    HBox first = new HBox(summary, Controls.spring(), acts);
    first.getStyleClass().add("area-line");
    first.setAlignment(Pos.CENTER_LEFT);
    what.getStyleClass().add("area-flow");
    getChildren().addAll(first, what);
    model.state().subscribe(this::show);
    timeline.display().addListener((_, _, _) -> show(model.state().get()));
  }

  private void show(AreaViewModel.State state) {
    setVisible(!(state instanceof AreaViewModel.State.None));
    setManaged(isVisible());
    switch (state) {
      case AreaViewModel.State.None() -> clear("");
      case AreaViewModel.State.Counting(Section part) -> {
        summary.setText(words(part) + ", counting\u2026");
        filter.setDisable(true); // what was counted stays until the new counts are there
        what.setDisable(true);
      }
      case AreaViewModel.State.Failed(Section part, Throwable cause) ->
          clear(words(part) + ". It could not be counted: " + cause);
      case AreaViewModel.State.Counted(Section part, _, AreaCounts counts, String term) -> {
        summary.setText(
            words(part) + ": " + Moments.count(counts.total(), "event") + hidden(counts));
        what.setDisable(false);
        show(counts);
        offer(term);
      }
    }
  }

  /** What is counted here and not seen on the lanes nor in the table. */
  private String hidden(AreaCounts counts) {
    long in = counts.classes().getOrDefault(DrawingClass.IN, 0L);
    return in == 0 || timeline.display().get() != BaselineDisplay.HIDE
        ? ""
        : ", " + Moments.count(in) + " of them hidden by the baseline";
  }

  private void clear(String text) {
    summary.setText(text);
    what.getChildren().clear();
    filter.setDisable(true);
  }

  private void offer(String term) {
    filter.setDisable(term.isEmpty());
    Controls.explain(
        filter,
        term.isEmpty()
            ? "Its lanes are too many to be written as a filter, or no filter tells them from others;"
                + " the table below shows its events."
            : "Writes its time and lanes into the filter");
    filter.setOnAction(_ -> {
      narrow.accept(term);
      model.drop();
    });
  }

  private static String words(Section part) {
    Area area = part.area();
    return Moments.length(part.span().to() - part.span().from())
        + (area == null ? " on all lanes" : " on " + Moments.count(area.lanes().size(), "lane"));
  }

  private void show(AreaCounts counts) {
    what.getChildren().clear();
    for (int i = DrawingClass.values().length - 1; i >= 0; i--) {
      DrawingClass drawn = DrawingClass.at(i);
      Long events = counts.classes().get(drawn);
      if (events != null) {
        what.getChildren().add(verdict(drawn, events));
      }
    }
    if (counts.total() == 0) {
      what.getChildren().add(Controls.label("Nothing that is shown lies in it.", "muted"));
    }
    list("Programs", counts.programs(), "more programs");
    list("Peers", counts.peers(), "more peers");
  }

  private Node verdict(DrawingClass drawn, long events) {
    String text = Moments.count(events) + " " + Words.brief(drawn);
    Button button = small(text, "Selects the next of them in this area", () -> model.step(drawn));
    button.setGraphic(VerdictMark.of(drawn));
    return button;
  }

  private void list(String title, List<AreaCounts.Tally> tallies, String more) {
    if (tallies.isEmpty()) {
      return;
    }
    Label name = Controls.label(title, "muted");
    name.setMinWidth(USE_PREF_SIZE);
    HBox first =
        new HBox(name, tally(tallies.getFirst())); // a title alone at the end of a line is lost
    first.getStyleClass().add("area-acts");
    first.setAlignment(Pos.CENTER_LEFT);
    what.getChildren().add(first);
    tallies.stream().skip(1).limit(TOP - 1).forEach(tally -> what.getChildren().add(tally(tally)));
    if (tallies.size() > TOP) {
      MenuButton rest = new MenuButton(Moments.count(tallies.size() - TOP) + " " + more);
      rest.getStyleClass().add("small");
      Controls.explain(rest, "The others; choose one to see only its events");
      rest.setOnShowing(_ -> rest.getItems().setAll(items(tallies)));
      rest.getItems().setAll(new MenuItem("\u2026"));
      what.getChildren().add(rest);
    }
  }

  private List<MenuItem> items(List<AreaCounts.Tally> tallies) {
    List<MenuItem> items =
        new java.util.ArrayList<>(tallies.stream().skip(TOP).limit(MOST).map(this::item).toList());
    if (tallies.size() > TOP + MOST) {
      MenuItem left =
          new MenuItem("and " + Moments.count(tallies.size() - TOP - MOST) + " with fewer events");
      left.setDisable(true);
      items.add(left);
    }
    return items;
  }

  private MenuItem item(AreaCounts.Tally tally) {
    MenuItem item = new MenuItem(words(tally, 80));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> narrow.accept(tally.fact().term()));
    return item;
  }

  private Node tally(AreaCounts.Tally tally) {
    return small(
        words(tally, LETTERS),
        "Leaves only events with the same: "
            + VisibleText.of(tally.fact().value(), 400)
            + (tally.out() == 0 ? "" : ". " + Moments.count(tally.out()) + " out of profile"),
        () -> narrow.accept(tally.fact().term()));
  }

  private static String words(AreaCounts.Tally tally, int letters) {
    return VisibleText.middle(VisibleText.of(tally.fact().value(), 400), letters)
        + "  "
        + Moments.count(tally.events());
  }

  private static Button small(String text, String meaning, Runnable act) {
    Button button = Controls.button(text, meaning, act);
    button.setMnemonicParsing(false);
    button.getStyleClass().add("small");
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }
}
