package salvor.ingest.scap;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Outcome;

/**
 * A call: its end, and its beginning where that was seen.
 *
 * @param end the event at its end
 * @param begin the event at its beginning, null when it was not seen or not kept
 */
record Call(Event end, @Nullable Event begin) {
  /** What it returned; null when it is not told. */
  @Nullable Long returned() {
    Long result = end.number("res");
    return result != null ? result : end.number("fd");
  }

  boolean failed() {
    Long returned = returned();
    return returned != null && returned < 0;
  }

  Outcome outcome() {
    Long returned = returned();
    return returned == null ? Outcome.UNKNOWN : Outcome.ofReturned(returned);
  }

  /** The first of these parameters that is a text, at the end or else at the beginning. */
  @Nullable String text(String... names) {
    for (Event event : new Event[] {end, begin}) {
      for (String name : names) {
        String text = event == null ? null : event.text(name);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /** The first of these parameters that is a number. */
  @Nullable Long number(String... names) {
    for (Event event : new Event[] {end, begin}) {
      for (String name : names) {
        Long number = event == null ? null : event.number(name);
        if (number != null) {
          return number;
        }
      }
    }
    return null;
  }

  /** The bytes of a parameter; null when it is absent or empty. */
  byte @Nullable [] bytes(String name) {
    for (Event event : new Event[] {end, begin}) {
      byte[] bytes = event == null ? null : event.bytes(name);
      if (bytes != null && bytes.length > 0) {
        return bytes;
      }
    }
    return null;
  }
}
