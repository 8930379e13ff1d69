package salvor.timeline;

/**
 * Where the lines stand on a surface: those that are pinned at its top whatever is scrolled, as
 * long as they take no more than half of it, and the others below. What is pinned beyond that is
 * scrolled as the first of the others. Where there is room for all lines, nothing is scrolled.
 */
public final class LanePlaces {
  private final Lanes lanes;
  private final Viewport viewport;
  private final int fixed;
  private final int edge;
  private final int first;
  private final int last;

  /** The places of lanes in a window. */
  public LanePlaces(Lanes lanes, Viewport viewport) {
    this.lanes = lanes;
    this.viewport = viewport;
    int row = viewport.rowHeight();
    boolean roomForAll = lanes.top(lanes.size(), row) <= viewport.height();
    this.fixed =
        roomForAll
            ? lanes.pinned()
            : Math.min(lanes.pinned(), lanes.lineAt(viewport.height() / 2, row));
    this.edge = fixed == 0 ? 0 : lanes.top(fixed, row);
    this.first = Math.max(0, lineAt(edge));
    this.last = Math.min(lanes.size() - 1, lineAt(Math.max(edge, viewport.height() - 1)));
  }

  /** How many of the first lines stay in sight. */
  public int fixed() {
    return fixed;
  }

  /** Whether all that are pinned do. */
  public boolean allFixed() {
    return fixed == lanes.pinned();
  }

  /** The upper edge of the {@link Lanes#DIVIDER} below the pinned lines, where there are any. */
  public int divider() {
    return (allFixed() ? edge : top(lanes.pinned())) - Lanes.DIVIDER;
  }

  /** The pixel at which those begin that are scrolled. */
  public int edge() {
    return edge;
  }

  /** The upper edge of a line; one that is scrolled can be above {@link #edge}. */
  public int top(int line) {
    return lanes.top(line, viewport.rowHeight()) - (line < fixed ? 0 : viewport.scroll());
  }

  /** The line at a pixel; -1 above the surface, the number of lines below the last. */
  public int lineAt(int y) {
    return y < edge
        ? Math.min(fixed - 1, lanes.lineAt(y, viewport.rowHeight()))
        : lanes.lineAt(y + viewport.scroll(), viewport.rowHeight());
  }

  /** The first line in sight of those that are scrolled. */
  public int first() {
    return first;
  }

  /** The last line in sight. */
  public int last() {
    return last;
  }

  /** The line in sight below another, behind {@link #last} below the last; of -1 the first. */
  public int next(int line) {
    return line + 1 < fixed ? line + 1 : Math.max(line + 1, first);
  }

  /** Whether a line is in sight, if only in part. */
  public boolean isSeen(int line) {
    return line >= 0 && (line < fixed || (line >= first && line <= last));
  }

  /** The uppermost pixel at which something of a line can be seen. */
  public int uppermost(int line) {
    return line < fixed ? top(line) : Math.max(edge, top(line));
  }

  /** Whether all of a line is in sight. */
  public boolean isWhole(int line) {
    int bottom = top(line) + lanes.height(line, viewport.rowHeight());
    return line < fixed || (top(line) >= edge && bottom <= viewport.height());
  }

  /** How far to scroll so that a line is in the middle of those that are scrolled. */
  public int centring(int line) {
    int room = viewport.height() - edge - viewport.rowHeight();
    return lanes.top(line, viewport.rowHeight()) - edge - room / 2;
  }
}
