package salvor.workbench.comparison;

/** How far a comparison is. */
sealed interface CompareState {
  /** There is nothing to compare; the words say why. */
  record Nothing(String why) implements CompareState {}

  /**
   * It is being made.
   *
   * @param part 0 to 1, -1 when nobody knows
   * @param doing what is being done
   */
  record Making(double part, String doing) implements CompareState {}

  /** Here it is. */
  record Made(Compared it) implements CompareState {}

  /** It could not be made. */
  record Failed(String why) implements CompareState {}
}
