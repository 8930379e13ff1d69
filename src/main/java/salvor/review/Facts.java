package salvor.review;

import salvor.evidence.Kind;
import salvor.evidence.Quality;

/** What a condition asks: an observation, or what a baseline knows. */
interface Facts {
  /** The kind of what was done. */
  Kind kind();

  /** Whether a field equals a text. */
  Holds is(Field field, String text);

  /** Whether a field contains a text. */
  Holds contains(Field field, String text);

  /** Whether the sensor marked the executable so. */
  Holds marked(Quality quality);
}
