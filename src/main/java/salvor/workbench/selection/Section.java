package salvor.workbench.selection;

import org.jspecify.annotations.Nullable;
import salvor.timeline.Area;

/**
 * A part of the recording that is looked at for itself.
 *
 * @param span the time
 * @param area the lanes, with the same time; null for all of them
 */
public record Section(Span span, @Nullable Area area) {
  public Section {
    if (area != null && (area.from() != span.from() || area.to() != span.to())) {
      throw new IllegalArgumentException("an area of another time");
    }
  }

  /** All lanes in a range of time. */
  public static Section of(Span span) {
    return new Section(span, null);
  }

  /** Some lanes in a range of time. */
  public static Section of(Area area) {
    return new Section(new Span(area.from(), area.to()), area);
  }
}
