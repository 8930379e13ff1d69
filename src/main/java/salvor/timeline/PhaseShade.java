package salvor.timeline;

import java.util.List;
import salvor.baseline.Lives;
import salvor.baseline.Phase;

/**
 * Shades the upper edge of a container's lane by its phases: a solid bar while it starts, a thin
 * line while it is steady, a hatched bar while it stops. Only where a start or a stop is wide
 * enough to be told apart: from afar thousands of lanes stay quiet.
 */
final class PhaseShade {
  static final int LEAST = 4; // pixels
  private static final int THICK = 3;

  private final Surface surface;
  private final Viewport viewport;
  private final Palette palette;

  PhaseShade(Surface surface, Viewport viewport, Palette palette) {
    this.surface = surface;
    this.viewport = viewport;
    this.palette = palette;
  }

  /** Draws what is told until the last observation: what came later nobody knows. */
  void draw(List<Lives.Part> parts, int top, long last) {
    if (parts.stream().anyMatch(this::isWide)) {
      parts.forEach(part -> draw(part, top, Math.min(part.until(), last + 1)));
    }
  }

  private boolean isWide(Lives.Part part) {
    return part.phase() != Phase.STEADY
        && (part.until() - part.from()) / viewport.nanosPerPixel() >= LEAST;
  }

  private void draw(Lives.Part part, int top, long until) {
    int left = Math.max(0, viewport.x(part.from()));
    int right = Math.min(surface.width(), viewport.x(until));
    switch (part.phase()) {
      case START -> surface.fill(left, top, right - left, THICK, palette.phase());
      case STEADY ->
          surface.fill(
              left, top, right - left, 1, Surface.mix(palette.background(), palette.phase(), 110));
      case STOP -> {
        for (int x = left; x < right; x++) {
          surface.hatchRising(x, top, THICK, 4, 2, palette.phase());
        }
      }
    }
  }
}
