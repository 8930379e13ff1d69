/**
 * Observations in time: lanes, spans, density, overlay on the baseline.
 *
 * <p>Nothing here knows a window: the model answers what is in a pixel, and the {@link
 * salvor.timeline.Painter} fills an {@code int[]}, so that a screen, a report and a test get the
 * same pixels. Whatever is drawn together is drawn as the worst of it: an aggregate that kept the
 * longest, the first or the most frequent would hide the one event that matters.
 *
 * <p>The house rule that English is written in the window and in reports only has an exception
 * here: {@link salvor.timeline.TimelinePicture} and its parts, with {@link
 * salvor.timeline.LaneLabel}, are a report that happens to be drawn, and its words belong to the
 * places that they are drawn in.
 */
@NullMarked
package salvor.timeline;

import org.jspecify.annotations.NullMarked;
