package salvor.workbench.comparison;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Mirror.Half;
import salvor.timeline.MirrorLayout;
import salvor.triage.ComparedAct;
import salvor.workbench.timeline.Ink;
import salvor.workbench.wording.Moments;

/**
 * What a baseline expects and was not seen: a hollow tick for each, beside the axis and not on it,
 * since the baseline gives no time.
 */
final class ExpectedStrip {
  private static final int WIDTH = 150;
  private static final int LEFT = 8;
  private static final int APART = 8;
  private static final int TICK = 5;
  private static final int MORE = 34; // pixels for how many have no room
  private static final int NAMED = 12;

  private final Compared compared;
  private final MirrorLayout layout;

  ExpectedStrip(Compared compared, int height) {
    this.compared = compared;
    this.layout = new MirrorLayout(compared.picture().kinds().size(), height);
  }

  /** The width that it takes beside a comparison. */
  static int width(@Nullable Compared compared) {
    return compared != null && compared.comparison().baseline().isPresent() ? WIDTH : 0;
  }

  private List<ComparedAct> unseen(int lane) {
    ComparedAct.Kind kind = compared.picture().kinds().get(lane);
    List<ComparedAct> acts = compared.comparison().acts();
    return IntStream.range(0, acts.size())
        .filter(compared::shows)
        .mapToObj(acts::get)
        .filter(act -> act.isUnseen() && act.isDifference() && act.kind() == kind)
        .toList();
  }

  private static int drawn(int count) {
    int room = (WIDTH - 2 * LEFT) / APART;
    return count <= room ? count : (WIDTH - 2 * LEFT - MORE) / APART;
  }

  void draw(GraphicsContext g, double x, Ink ink) {
    g.setFill(Ink.color(ink.palette().background()));
    g.fillRect(x, 0, WIDTH, layout.used());
    g.setFill(Ink.color(ink.palette().heading()));
    g.fillRect(x, layout.axis(), WIDTH, layout.axisHeight());
    g.setFill(Ink.color(ink.palette().border()));
    g.fillRect(x, 0, 1, layout.used());
    g.fillRect(x, layout.axis(), WIDTH, 1);
    g.fillRect(x, layout.axis() + layout.axisHeight() - 1.0, WIDTH, 1);
    text(g, "Expected, not seen", x + LEFT, layout.axis() + layout.axisHeight() / 2.0, ink);
    for (int lane = 0; lane < layout.lanes(); lane++) {
      int top = layout.top(Half.LOWER, lane);
      g.setFill(Ink.color(ink.palette().border()));
      g.fillRect(x, top + layout.laneHeight() - 1.0, WIDTH, 1);
      ticks(g, unseen(lane).size(), x, top, ink);
    }
  }

  private void ticks(GraphicsContext g, int count, double x, int top, Ink ink) {
    int drawn = drawn(count);
    int tall = Math.max(4, layout.laneHeight() * 2 / 3);
    g.setStroke(Ink.color(ink.palette().quietText()));
    for (int i = 0; i < drawn; i++) {
      g.strokeRect(x + LEFT + i * APART + 0.5, top + 2.5, TICK, tall);
    }
    if (drawn < count) {
      text(
          g,
          "+" + Moments.count(count - drawn),
          x + LEFT + drawn * APART + 2,
          top + 2 + tall / 2.0,
          ink);
    }
  }

  private static void text(GraphicsContext g, String text, double x, double middle, Ink ink) {
    Ink.text(g, text, Ink.SMALL, Ink.color(ink.palette().quietText()), x, middle + 4);
  }

  /** What stands at a place of it, null when nothing does. */
  @Nullable ComparedAct at(double x, int y) {
    List<ComparedAct> unseen = lane(y);
    int tick = (int) (x - LEFT) / APART;
    return x < LEFT || tick >= drawn(unseen.size()) ? null : unseen.get(tick);
  }

  private List<ComparedAct> lane(int y) {
    MirrorLayout.Place place = layout.at(y);
    return place == null || place.half() == Half.UPPER ? List.of() : unseen(place.lane());
  }

  /** What is under the pointer, in words; empty when nothing is. */
  String words(double x, int y) {
    ComparedAct tick = at(x, y);
    List<ComparedAct> unseen = lane(y);
    if (tick != null) {
      return ActWords.kind(tick)
          + "  "
          + ActWords.what(tick)
          + "\nExpected by the baseline, not seen in A. The baseline gives no time.";
    }
    return unseen.isEmpty()
        ? ""
        : Moments.count(unseen.size())
            + " expected, not seen:\n"
            + unseen.stream().limit(NAMED).map(ActWords::what).collect(Collectors.joining("\n"))
            + (unseen.size() > NAMED ? "\nThe table lists them all." : "");
  }
}
