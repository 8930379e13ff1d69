package salvor.workload.drift;

/**
 * One thing that an object says.
 *
 * @param what what is told of, unique in its object and aspect
 * @param value what is told; of what is masked a sum that tells whether it is the same
 * @param masked whether the value is nobody's to see
 */
public record Fact(Aspect aspect, String what, String value, boolean masked) {
  /** A fact that may be seen. */
  public Fact(Aspect aspect, String what, String value) {
    this(aspect, what, value, false);
  }
}
