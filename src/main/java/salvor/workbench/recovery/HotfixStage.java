package salvor.workbench.recovery;

import salvor.recovery.HotfixWait;

/** How far a rebuild is. */
sealed interface HotfixStage {
  /** The settings are being read. */
  record Reading() implements HotfixStage {}

  /**
   * The settings cannot be used.
   *
   * @param why place, cause and remedy of each problem
   */
  record NoSettings(String why) implements HotfixStage {}

  /** A rebuild can be triggered. */
  record Ready() implements HotfixStage {}

  /** It is being triggered. */
  record Triggering() implements HotfixStage {}

  /**
   * A run is followed.
   *
   * @param said how far it is, in words
   */
  record Following(String said) implements HotfixStage {}

  /** The run is known, and nobody looks at it. */
  record Known(String said) implements HotfixStage {}

  /** It came to an end. */
  record Ended(HotfixWait.End end) implements HotfixStage {}

  /** It was not triggered, or cannot be followed, or not ended. */
  record Failed(String why, boolean isKnown) implements HotfixStage {}
}
