package salvor.evidence;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * The columns of {@link Observations}, one value a row: on the heap after reading, memory-mapped
 * after opening a case.
 *
 * @param time nanoseconds since 1970; meaningless for untimed rows
 * @param timeForm how the time was written, see {@link TimeText}
 * @param timeText number of the time's text where the form is {@link TimeText#OTHER}, else 0
 * @param kind ordinal of {@link Kind}
 * @param quality bits of {@link Quality}
 * @param location number of a location
 * @param process number of a process
 * @param pid process id, {@link Tables#NOT_GIVEN} when not known
 * @param containerPid process id inside the container, likewise
 * @param identity number of the text that names this run of a process, 0 when none does
 * @param parentPid process id of the parent, likewise
 * @param parentIdentity number of the text that names the run of the parent, 0 when none does
 * @param activity number of an activity
 * @param source number of the source
 * @param line line in the source
 * @param offset byte offset in the source
 * @param length bytes in the source
 */
public record Columns(
    LongBuffer time,
    ByteBuffer timeForm,
    IntBuffer timeText,
    ByteBuffer kind,
    IntBuffer quality,
    IntBuffer location,
    IntBuffer process,
    IntBuffer pid,
    IntBuffer containerPid,
    IntBuffer identity,
    IntBuffer parentPid,
    IntBuffer parentIdentity,
    IntBuffer activity,
    IntBuffer source,
    LongBuffer line,
    LongBuffer offset,
    IntBuffer length) {

  /** The first of the first rows that is not before a time; their number when all are before it. */
  int firstAtOrAfter(long nanos, int rows) {
    int low = 0;
    int high = rows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time.get(middle) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
