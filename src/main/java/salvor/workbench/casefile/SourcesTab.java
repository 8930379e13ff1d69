package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tab;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.workbench.fx.Controls;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Each source, what became of each of its lines, and how its clock stands to those of others; the
 * clocks are compared when somebody first looks.
 */
public final class SourcesTab extends Tab {
  private final Evidence evidence;
  private final List<Entry> entries;
  private final Map<Integer, Long> withoutZone;
  private final OffsetViewModel offsets;
  private final EntryList list;
  private final Button set =
      Controls.button(
          "Set clock _offset\u2026",
          "Correct the clock of the chosen source, after a look at what moves",
          this::setOffset);
  private final Button map =
      Controls.button(
          "_Map columns\u2026",
          "Says what the columns of the chosen table mean, after a look at what its rows would become",
          this::map);
  private List<SourceClock> known = List.of();
  private @Nullable Consumer<Source> mapper;

  /**
   * @param entries the sources in words, in their order
   * @param offsets sets the offsets of their clocks
   */
  public SourcesTab(
      Evidence evidence, List<Entry> entries, OffsetViewModel offsets, Jobs jobs, Executor fx) {
    this.evidence = evidence;
    this.withoutZone = evidence.withoutZone();
    this.entries = entries;
    this.offsets = offsets;
    this.list = new EntryList(entries, "Sources", "There is no source.");
    OnDemand<List<SourceClock>> clocks =
        new OnDemand<>(
            "Clocks of the sources",
            progress -> SourceClock.of(evidence, progress),
            made -> made,
            jobs,
            fx);
    long unreadable = evidence.sources().stream().mapToLong(Source::unreadableCount).sum();
    setId("tab-sources");
    setText(
        "Sources "
            + entries.size()
            + (unreadable == 0 ? "" : ", " + Moments.count(unreadable, "line") + " unreadable"));
    setContent(content());
    everywhere();
    clocks.state().subscribe(this::show);
    selectedProperty()
        .subscribe(chosen -> {
          if (chosen) {
            chooseOne();
            clocks.want();
          }
        });
  }

  private BorderPane content() {
    set.setId("set-offset");
    set.getStyleClass().add("small");
    list.setId("sources");
    list.getSelectionModel()
        .selectedIndexProperty()
        .subscribe(_ -> {
          set.setDisable(chosen() == null);
          map.setDisable(table() == null);
        });
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            act();
            event.consume();
          }
        });
    list.setOnMouseClicked(event -> {
      if (event.getClickCount() == 2) {
        act();
      }
    });
    map.setId("map-columns");
    map.getStyleClass().add("small");
    map.setVisible(false);
    map.setManaged(false);
    HBox head = new HBox(8, set, map, Controls.label("of the chosen source", "muted"));
    head.getStyleClass().add("pane-heading");
    head.setAlignment(Pos.CENTER_LEFT);
    BorderPane content = new BorderPane(list);
    content.setTop(head);
    return content;
  }

  /** The chosen source, null when it has no events that could move. */
  private @Nullable Source chosen() {
    int index = list.getSelectionModel().getSelectedIndex();
    Source source = index < 0 ? null : evidence.sources().get(index);
    return source == null || source.observations() == 0 ? null : source;
  }

  /**
   * The chosen source where its records are rows that are read by a mapping, or may be; else null.
   */
  private @Nullable Source table() {
    int index = list.getSelectionModel().getSelectedIndex();
    Source source = index < 0 ? null : evidence.sources().get(index);
    return source == null
            || source.lines() == 0
            || !(source.format().startsWith("table") || source.format().equals("unrecognised"))
        ? null
        : source;
  }

  /** Has what the columns of a table mean asked for by this. */
  public void mapBy(Consumer<Source> asks) {
    mapper = asks;
    map.setVisible(true);
    map.setManaged(true);
    map.setDisable(table() == null);
  }

  private void map() {
    Source source = table();
    Consumer<Source> asks = mapper;
    if (source != null && asks != null) {
      asks.accept(source);
    }
  }

  /** What a source is chosen for: its clock, or its columns where it has no events yet. */
  private void act() {
    if (chosen() != null) {
      setOffset();
    } else {
      map();
    }
  }

  private void chooseOne() {
    if (chosen() == null) {
      evidence.sources().stream()
          .filter(source -> source.observations() > 0)
          .findFirst()
          .ifPresent(source -> list.getSelectionModel().select(source.id()));
    }
  }

  private void setOffset() {
    Source source = chosen();
    if (source != null) {
      SourceClock clock = known.isEmpty() ? SourceClock.saying() : known.get(source.id());
      new OffsetSheet(offsets, source, clock, withoutZone(source.id())).open(list);
    }
  }

  private long withoutZone(int source) {
    return withoutZone.getOrDefault(source, 0L);
  }

  /** Shows the sources, and gives them the keys. */
  public void focus() {
    getTabPane().getSelectionModel().select(this);
    list.requestFocus();
  }

  private void show(OnDemand.State<List<SourceClock>> state) {
    switch (state) {
      case OnDemand.State.Unwanted<List<SourceClock>> _ -> {}
      case OnDemand.State.Making<List<SourceClock>> _ -> everywhere(SourceClock.COMPARING);
      case OnDemand.State.Failed<List<SourceClock>>(String why) ->
          everywhere("Clock: could not be compared: " + VisibleText.of(why, 200));
      case OnDemand.State.Made<List<SourceClock>>(List<SourceClock> clocks) -> {
        known = clocks;
        tell(clocks);
      }
    }
  }

  private void everywhere(String... lines) {
    tell(
        evidence.sources().stream()
            .map(s -> s.observations() == 0 ? SourceClock.saying() : SourceClock.saying(lines))
            .toList());
  }

  private void tell(List<SourceClock> clocks) {
    int chosen = list.getSelectionModel().getSelectedIndex();
    List<Entry> told = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      told.add(
          entries.get(i).timedBy(clocks.get(i).in(evidence.observations(), i, withoutZone(i))));
    }
    list.show(told);
    list.getSelectionModel().select(chosen);
  }
}
