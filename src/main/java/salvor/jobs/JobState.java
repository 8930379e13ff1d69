package salvor.jobs;

/** Where a job stands. */
public sealed interface JobState<T> {
  /** It has not begun. */
  record Waiting<T>() implements JobState<T> {}

  /**
   * It is at work.
   *
   * @param done units done
   * @param total units in all, 0 when unknown
   * @param doing what it is doing, in words
   * @param inBytes whether the units are bytes
   */
  record Running<T>(long done, long total, String doing, boolean inBytes) implements JobState<T> {}

  /** It ended well. */
  record Succeeded<T>(T result) implements JobState<T> {}

  /** It ended by an error. */
  record Failed<T>(Throwable cause) implements JobState<T> {}

  /** It was cancelled. */
  record Cancelled<T>() implements JobState<T> {}

  /** Whether nothing more will come. */
  default boolean isFinal() {
    return switch (this) {
      case Waiting<T> _, Running<T> _ -> false;
      case Succeeded<T> _, Failed<T> _, Cancelled<T> _ -> true;
    };
  }
}
