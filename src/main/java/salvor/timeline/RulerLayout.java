package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import salvor.timeline.DwellRuler.Bracket;
import salvor.timeline.DwellRuler.Point;

/**
 * Where everything of a dwell ruler stands on a surface: a pennant for each milestone, a bar for
 * each length between two, and texts. Pennants and texts never cover one another: they are pushed
 * apart, and say less where there is too little room. What lies outside of the surface stands at
 * its edge.
 *
 * @param pennants in the order of time
 * @param bars what lies between milestones
 * @param texts in one line, from left to right
 * @param extent the first and the last pixel of what is out of profile, {@code from > to} when
 *     nothing of it is in sight
 */
public record RulerLayout(List<Pennant> pennants, List<Bar> bars, List<Text> texts, Extent extent) {
  /** Where a milestone lies. */
  public enum Side {
    EARLIER,
    IN_SIGHT,
    LATER
  }

  /**
   * The flag of a milestone.
   *
   * @param milestone which
   * @param point its event
   * @param set whether a person set it, or a record tells it; otherwise the observations show it
   * @param side where its event lies
   * @param x the pixel of its event, or of the edge next to it
   * @param left where the flag begins
   * @param width how wide it is
   * @param label what it says beside its number, may be empty
   */
  public record Pennant(
      Milestone milestone,
      Point point,
      boolean set,
      Side side,
      int x,
      int left,
      int width,
      String label) {
    /** The milestone's number, from 1, as choosers of milestones have it. */
    public int number() {
      return milestone.ordinal() + 1;
    }
  }

  /** How a length stands. */
  public enum State {
    KNOWN,
    /** Its end is not known yet: it is drawn as open, never as nothing. */
    OPEN,
    /** Its end stands before its beginning. */
    WRONG
  }

  /**
   * A length between two milestones.
   *
   * @param bracket which
   * @param state how it stands
   * @param from its first pixel, cut at the edges
   * @param to its last pixel
   */
  public record Bar(Bracket bracket, State state, int from, int to) {}

  /** The pixels from one to another. */
  public record Extent(int from, int to) {}

  /** What a text is about. */
  public enum About {
    /** Something stands in the wrong order. */
    WARNING,
    /** How long something was out of profile. */
    EXTENT,
    LENGTH,
    OPEN,
    /** How to go on. */
    HINT
  }

  /**
   * A text.
   *
   * @param about what it is about
   * @param words what it says
   * @param left where it begins
   * @param width how wide it is
   */
  public record Text(About about, String words, int left, int width) {}

  /** Letters and words of the surface. */
  public interface Words {
    /** The width of a text. */
    double width(String text);

    /** A length of time, at least 0. */
    String length(long nanos);

    /** What is said about how to go on; empty for nothing. */
    String hint();

    /** What time it is, in nanoseconds since 1970, while time goes on; empty where it stands. */
    default OptionalLong now() {
      return OptionalLong.empty();
    }
  }

  public RulerLayout {
    pennants = List.copyOf(pennants);
    bars = List.copyOf(bars);
    texts = List.copyOf(texts);
  }

  /**
   * Lays a ruler out.
   *
   * @param viewport which time the surface shows, and how wide it is
   * @param number how wide a flag is that says nothing but its number
   */
  public static RulerLayout of(
      DwellRuler ruler, TimelineModel model, Viewport viewport, int number, Words words) {
    Extent extent = extent(ruler, model, viewport);
    List<Bar> bars = bars(ruler, viewport);
    return new RulerLayout(
        pennants(ruler, viewport, number, words),
        bars,
        new RulerTexts(ruler, model, viewport, bars, words).in(extent),
        extent);
  }

  private static Extent extent(DwellRuler ruler, TimelineModel model, Viewport viewport) {
    if (ruler.firstOut() < 0) {
      return new Extent(0, -1);
    }
    int from = viewport.x(model.observations().time(ruler.firstOut()));
    int to = viewport.x(model.observations().time(ruler.lastOut()));
    boolean inSight = to >= 0 && from < viewport.width();
    return inSight
        ? new Extent(Math.max(0, from), Math.min(viewport.width() - 1, Math.max(from + 1, to)))
        : new Extent(0, -1);
  }

  private static List<Pennant> pennants(
      DwellRuler ruler, Viewport viewport, int number, Words words) {
    List<Pennant> found = new ArrayList<>();
    for (Milestone milestone : Milestone.values()) {
      Optional<Point> point = ruler.point(milestone);
      boolean told = ruler.isSet(milestone) || ruler.isRecorded(milestone);
      if (point.isPresent() && ruler.isKnown(milestone)) {
        int x = viewport.x(point.get().time());
        Side side = x < 0 ? Side.EARLIER : x >= viewport.width() ? Side.LATER : Side.IN_SIGHT;
        int at = Math.clamp(x, 0, viewport.width() - 1);
        found.add(new Pennant(milestone, point.get(), told, side, at, at, number, ""));
      }
    }
    found.sort(Comparator.comparingLong((Pennant p) -> p.point().time()));
    for (Way way : WAYS) {
      List<Pennant> placed = placed(found, way, viewport.width(), number, words);
      if (!placed.isEmpty()) {
        return placed;
      }
    }
    return found;
  }

  /** What a flag says that is in sight, and one that stands at an edge. */
  private record Way(Function<Milestone, String> inSight, Function<Milestone, String> beyond) {
    String label(Pennant of) {
      return (of.side() == Side.IN_SIGHT ? inSight : beyond).apply(of.milestone());
    }
  }

  private static final List<Way> WAYS =
      List.of(
          new Way(Milestone::words, Milestone::brief),
          new Way(Milestone::brief, Milestone::brief),
          new Way(Milestone::brief, _ -> ""),
          new Way(_ -> "", _ -> ""));

  /** Empty when there is no room for all of them. */
  private static List<Pennant> placed(
      List<Pennant> found, Way way, int room, int number, Words words) {
    int[] left = new int[found.size()];
    int[] width = new int[found.size()];
    for (int i = 0; i < left.length; i++) {
      String label = way.label(found.get(i));
      width[i] = number + (label.isEmpty() ? 0 : (int) Math.ceil(words.width(label)) + 6);
      left[i] = found.get(i).x();
    }
    if (!spread(left, width, room, 2)) {
      return List.of();
    }
    List<Pennant> placed = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      Pennant p = found.get(i);
      String label = width[i] == number ? "" : way.label(p);
      placed.add(
          new Pennant(
              p.milestone(), p.point(), p.set(), p.side(), p.x(), left[i], width[i], label));
    }
    return placed;
  }

  /**
   * Moves things, which stand in the order of their places, as little to the right as it takes for
   * none to cover another, then to the left as far as the right edge demands; says whether all have
   * room.
   */
  static boolean spread(int[] left, int[] width, int room, int gap) {
    int free = 0;
    for (int i = 0; i < left.length; i++) {
      left[i] = Math.max(left[i], free);
      free = left[i] + width[i] + gap;
    }
    int edge = room;
    for (int i = left.length - 1; i >= 0; i--) {
      left[i] = Math.min(left[i], edge - width[i]);
      edge = left[i] - gap;
    }
    return left.length == 0 || left[0] >= 0;
  }

  private static List<Bar> bars(DwellRuler ruler, Viewport viewport) {
    List<Bar> bars = new ArrayList<>();
    int right = viewport.width() - 1;
    for (Bracket bracket : Bracket.values()) {
      Optional<Point> from = ruler.point(bracket.from());
      if (from.isPresent()) {
        int a = viewport.x(from.get().time());
        Optional<Point> to = ruler.point(bracket.to());
        int b = to.isEmpty() ? viewport.width() : viewport.x(to.get().time());
        State state = to.isEmpty() ? State.OPEN : b < a ? State.WRONG : State.KNOWN;
        if (to.isPresent() && to.get().time() < from.get().time()) {
          state = State.WRONG;
        }
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        if (high >= 0 && low <= right) {
          bars.add(new Bar(bracket, state, Math.max(0, low), Math.min(right, high)));
        }
      }
    }
    return bars;
  }
}
