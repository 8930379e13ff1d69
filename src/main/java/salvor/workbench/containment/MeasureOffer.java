package salvor.workbench.containment;

/**
 * A measure that can be chosen, or cannot for the chosen pods.
 *
 * @param against why it cannot, in a sentence; empty where it can
 */
record MeasureOffer(MeasureChoice choice, String against) {
  boolean isOpen() {
    return against.isEmpty();
  }
}
