package salvor.workbench.timeline;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import salvor.timeline.DrawingClass;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Words;

/** What the marks on the lanes mean, always in sight; it takes a second line where it must. */
final class LegendStrip extends FlowPane {
  /**
   * A legend.
   *
   * @param dims whether the filter dims what it leaves out
   * @param phases whether it is told of any container when it started or stopped
   * @param rates whether rates by the hour are shown
   */
  LegendStrip(ReadOnlyBooleanProperty dims, boolean phases, ReadOnlyBooleanProperty rates) {
    setId("legend");
    getStyleClass().add("legend");
    setAlignment(Pos.CENTER_LEFT);
    for (int i = DrawingClass.values().length - 1; i >= 0; i--) {
      DrawingClass drawn = DrawingClass.at(i);
      add(VerdictMark.of(drawn), Words.brief(drawn), Words.meaning(drawn));
    }
    add(
        sign("legend-first"),
        "First of its kind",
        "A pennant: this program, peer, file or request was not seen before; notched: in the whole"
            + " case, solid: in any pod of this image, hollow: in this pod.");
    add(
        sign("legend-lost"),
        "Events lost",
        "A source lost events in this time: that nothing is drawn does not mean nothing happened.");
    add(
        sign("legend-unrecorded"),
        "Not recorded",
        "No sensor recorded this node at that time: silence there says nothing.");
    add(
        sign("legend-within"),
        "Within this time",
        "A thin line behind a mark, when zoomed in: the source tells the time in seconds, milli- or"
            + " microseconds, and it happened somewhere along the line. Not drawn where a lane is"
            + " crowded.");
    add(sign("legend-life"), "Process runs", "A bar at the foot: how long a process lived.");
    if (phases) {
      add(
          sign("legend-phase"),
          "Starts, stops",
          "Along the upper edge, when zoomed in: solid in a container's first 30 seconds, a thin line"
              + " while it is steady, hatched once its pod is deleted.");
    }
    HBox dimmed =
        add(
            sign("legend-dimmed"),
            "Dimmed",
            "Faint and dotted: the filter leaves this out. H hides it.");
    dimmed.setId("legend-dimmed");
    only(dimmed, dims);
    rates(rates);
  }

  private void rates(ReadOnlyBooleanProperty shown) {
    only(
        add(
            sign("legend-band"),
            "Ordinary rate",
            "What the baseline expects in an hour of the day: dark from what half of the days do not"
                + " exceed to what 999 of 1,000 hours do not."),
        shown);
    only(
        add(
            sign("legend-above"),
            "More than expected",
            "More often than ever: more in this hour than at this time of day. A weak signal."),
        shown);
    only(
        add(
            sign("legend-missing"),
            "Expected, but missing",
            "Expected, but silent: a heartbeat that is absent, as high as it usually is. A weak signal."),
        shown);
    only(
        add(
            sign("legend-unknown-rate"),
            "Rate unknown",
            "Hatched: no sensor watched all of this hour, or the baseline knows too few days."),
        shown);
  }

  private static void only(Node entry, ReadOnlyBooleanProperty when) {
    entry.managedProperty().bind(entry.visibleProperty());
    entry.visibleProperty().bind(when);
  }

  private static Node sign(String style) {
    Node sign = Controls.icon(style);
    sign.getStyleClass().add("legend-sign");
    return sign;
  }

  private HBox add(Node sign, String name, String meaning) {
    Label text = Controls.label(name, "muted");
    text.setMinWidth(USE_PREF_SIZE);
    HBox entry = new HBox(sign, text);
    entry.getStyleClass().add("legend-entry");
    entry.setAlignment(Pos.CENTER_LEFT);
    entry.setMinWidth(USE_PREF_SIZE);
    Controls.explain(text, meaning);
    getChildren().add(entry);
    return entry;
  }
}
