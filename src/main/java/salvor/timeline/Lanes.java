package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lanes on the surface, from top to bottom, by what is open: an open group is a heading with
 * its parts below it; a closed one is a single lane of all that is in it. A container's lane stays
 * when its programs are opened below it. What is pinned stands first instead of in its group.
 */
public final class Lanes {
  /** The height in pixels of what stands between the pinned lanes and the others. */
  public static final int DIVIDER = 5;

  private static final int HEADING = 18;

  /**
   * One line of the surface.
   *
   * @param lane the lane or group
   * @param heading whether it only heads the lines below it, and holds no marks
   */
  public record Line(Lane lane, boolean heading) {}

  private final LaneTree tree;
  private final LaneChoice choice;
  private final List<Line> lines;
  private final int pinned;
  private final int[] headingsBefore;
  private final int[] lineOfLane; // by the lane's id; -1 for those that have no line

  private Lanes(LaneTree tree, LaneChoice choice, List<Line> lines, int pinned) {
    this.tree = tree;
    this.choice = choice;
    this.lines = List.copyOf(lines);
    this.pinned = pinned;
    this.headingsBefore = new int[this.lines.size() + 1];
    for (int i = 0; i < this.lines.size(); i++) {
      headingsBefore[i + 1] = headingsBefore[i] + (this.lines.get(i).heading() ? 1 : 0);
    }
    this.lineOfLane = new int[this.lines.stream().mapToInt(l -> l.lane().id() + 1).max().orElse(0)];
    Arrays.fill(lineOfLane, -1);
    for (int i = this.lines.size() - 1; i >= 0; i--) {
      if (!this.lines.get(i).heading()) {
        lineOfLane[this.lines.get(i).lane().id()] = i;
      }
    }
  }

  /** One lane for each container, node and client, in the order of the tree. */
  static Lanes of(LaneTree tree) {
    return of(tree, LaneChoice.NONE);
  }

  private static Lanes of(LaneTree tree, LaneChoice choice) {
    List<Line> lines = new ArrayList<>();
    choice.pinned().lanes().forEach(lane -> add(lane, choice, lines));
    int pinned = lines.size();
    addParts(tree.roots(), choice, lines);
    return new Lanes(tree, choice, lines, pinned);
  }

  /**
   * The lanes of a timeline as they were left. Reads the rows of containers that were open: not for
   * a thread that must not wait.
   *
   * @param turned what {@link #turned} said
   */
  public static Lanes of(
      TimelineModel model, Collection<Lane> turned, HiddenLanes hidden, PinnedLanes pinned) {
    Set<Integer> toggled = new HashSet<>();
    for (Lane lane : turned) {
      if (lane.isTrack()) {
        model.tree().open(lane, model.whole().index(lane));
      }
      toggled.add(lane.id());
    }
    return of(model.tree(), new LaneChoice(toggled, hidden, pinned, LaneChoice.NONE.order()));
  }

  private static List<Lane> sorted(List<Lane> parts, Comparator<Lane> order) {
    return parts.stream().sorted(order).toList();
  }

  private static void addParts(List<Lane> parts, LaneChoice choice, List<Line> lines) {
    for (Lane part : sorted(parts, choice.order())) {
      if (!choice.pinned().contains(part)) {
        add(part, choice, lines);
      }
    }
  }

  private static void add(Lane lane, LaneChoice choice, List<Line> lines) {
    if (choice.lacks(lane)) {
      return;
    }
    boolean open = choice.isOpen(lane);
    boolean heading =
        open
            && (lane.level() == Lane.Level.CLUSTER
                || lane.level() == Lane.Level.NAMESPACE
                || lane.level() == Lane.Level.API
                || lane.level() == Lane.Level.WORKLOAD
                || lane.level() == Lane.Level.COMPONENTS);
    if (heading || !open || lane.isTrack()) {
      lines.add(new Line(lane, heading));
    }
    if (open) {
      addParts(lane.children(), choice, lines);
    }
  }

  /**
   * With a group opened or closed. Give a container's lane to {@link TimelineModel#toggled}
   * instead.
   */
  Lanes toggled(Lane lane) {
    return of(tree, choice.turning(lane));
  }

  /**
   * One line for each group of a level, and nothing below it open; other lanes are single lines.
   */
  public Lanes foldedTo(Lane.Level level) {
    return of(tree, choice.foldedTo(level, tree.roots()));
  }

  /**
   * The same lines, the parts of each group in an order; those that it holds equal stay in the
   * order of the tree.
   */
  public Lanes ordered(Comparator<Lane> chosen) {
    return of(tree, choice.ordered(chosen));
  }

  /** The parts of a lane in the order in which they are shown. */
  public List<Lane> parts(Lane lane) {
    return sorted(lane.children(), choice.order());
  }

  /** These lanes, without headings. */
  static Lanes bare(LaneTree tree, List<Lane> lanes) {
    return new Lanes(
        tree, LaneChoice.NONE, lanes.stream().map(l -> new Line(l, false)).toList(), 0);
  }

  /** Only some of the lanes, with their headings, in the same order. */
  Lanes only(Set<Lane> kept) {
    Set<Lane> groups = new HashSet<>();
    for (Lane lane : kept) {
      for (Lane up = lane.parent(); up != null && groups.add(up); ) {
        up = up.parent();
      }
    }
    List<Line> some = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if ((line.heading() ? groups : kept).contains(line.lane())) {
        some.add(line);
        first += i < pinned ? 1 : 0;
      }
    }
    return new Lanes(tree, choice, some, first);
  }

  /** The same with others hidden. */
  public Lanes hiding(HiddenLanes now) {
    return of(tree, choice.hiding(now));
  }

  /** The same with others pinned. */
  public Lanes pinning(PinnedLanes now) {
    return of(tree, choice.pinning(now));
  }

  /** Which stand first. */
  public PinnedLanes pins() {
    return choice.pinned();
  }

  /** How many of the first lines are those of pinned lanes. */
  public int pinned() {
    return pinned;
  }

  /** Whether a line is that of a pinned lane itself, with nothing above that it belongs to. */
  public boolean isPin(int line) {
    return line < pinned && choice.pinned().contains(lines.get(line).lane());
  }

  /** The tracks of a lane: a container's of a program's lane. */
  public List<Lane> tracks(Lane lane) {
    Lane of = lane.parent();
    return lane.level() == Lane.Level.PROGRAM && of != null ? List.of(of) : tree.tracks(lane);
  }

  /** Which are to have no line of their own. */
  public HiddenLanes hidden() {
    return choice.hidden();
  }

  /** The tracks that are hidden and in no closed group that shows them. */
  public List<Lane> unseen() {
    if (hidden().isEmpty()) {
      return List.of();
    }
    return tree.roots().stream()
        .flatMap(root -> tree.tracks(root).stream())
        .filter(track -> lineOf(track) < 0)
        .toList();
  }

  /** The lanes that are open though they begin closed, or closed though they begin open. */
  public List<Lane> turned() {
    return choice.toggled().stream().map(tree::lane).toList();
  }

  /** The lines from top to bottom. */
  public List<Line> lines() {
    return lines;
  }

  /** The number of lines. */
  public int size() {
    return lines.size();
  }

  /** Whether a lane's parts are shown below it. */
  public boolean isOpen(Lane lane) {
    return choice.isOpen(lane);
  }

  /** The height of a heading in pixels, between lanes of a height. */
  static int heading(int rowHeight) {
    return Math.max(HEADING, rowHeight * 3 / 4);
  }

  /**
   * The upper edge of a line in pixels from the first line's; for {@link #size()} the height of
   * all.
   */
  public int top(int line, int rowHeight) {
    int headings = headingsBefore[line];
    int above = pinned > 0 && line >= pinned ? DIVIDER : 0;
    return headings * heading(rowHeight) + (line - headings) * rowHeight + above;
  }

  /** The height of a line in pixels. */
  public int height(int line, int rowHeight) {
    return lines.get(line).heading() ? heading(rowHeight) : rowHeight;
  }

  /**
   * The line at a pixel from the top of the first one; -1 above it, {@link #size()} below the last.
   */
  public int lineAt(int y, int rowHeight) {
    if (y < 0) {
      return -1;
    }
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (top(middle + 1, rowHeight) <= y) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The line of the heading that a lane is now, or of its nearest group; -1 when none is shown. */
  public int headingOf(Lane lane) {
    for (Lane up = lane; up != null; up = up.parent()) {
      for (int line = 0; line < size(); line++) {
        if (lines.get(line).heading() && lines.get(line).lane() == up) {
          return line;
        }
      }
    }
    return -1;
  }

  /** The line that shows a lane, or the closed group it is in; -1 when none does. */
  public int lineOf(Lane lane) {
    for (Lane up = lane; up != null; up = up.parent()) {
      if (up.id() < lineOfLane.length && lineOfLane[up.id()] >= 0) {
        return lineOfLane[up.id()];
      }
    }
    return -1;
  }
}
