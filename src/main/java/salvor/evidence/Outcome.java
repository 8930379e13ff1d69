package salvor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * How it ended, as far as the source says.
 *
 * @param result what came of it
 * @param said the source's own word where it has one: {@code 403}, {@code ECONNREFUSED}, {@code
 *     DROPPED}; null when it has none
 */
public record Outcome(Result result, @Nullable String said) {
  /** The source says nothing of it: this is not the same as success. */
  public static final Outcome UNKNOWN = new Outcome(Result.UNKNOWN, null);

  /** What came of it. The order is part of the stored format: append only. */
  public enum Result {
    /** The source does not say. */
    UNKNOWN,
    /** It was done. */
    SUCCEEDED,
    /** It was let pass; whether it was answered is not recorded. */
    ALLOWED,
    /** A policy or an authoriser prevented it. */
    DENIED,
    /** It was tried and failed. */
    FAILED;

    /** The mark that an observation with this result has, as a bit; 0 for none. */
    public int qualityBit() {
      return switch (this) {
        case DENIED -> Quality.DENIED.bit();
        case FAILED -> Quality.FAILED.bit();
        case UNKNOWN, SUCCEEDED, ALLOWED -> 0;
      };
    }
  }

  /** The outcome that an activity itself tells: the status of a request. */
  public static Outcome in(Activity activity) {
    return switch (activity) {
      case Activity.ApiRequest request -> ofStatus(request.code());
      case Activity.Alert(_, _, _, Activity.ApiRequest request) -> ofStatus(request.code());
      default -> UNKNOWN;
    };
  }

  /**
   * The outcome of an HTTP request; unknown for 0, which says nothing, and for what is no status.
   */
  public static Outcome ofStatus(int code) {
    if (code < 100 || code > 599) {
      return code == 0 ? UNKNOWN : new Outcome(Result.UNKNOWN, Integer.toString(code));
    }
    Result result =
        code == 401 || code == 403 ? Result.DENIED : code >= 400 ? Result.FAILED : Result.SUCCEEDED;
    return new Outcome(result, Integer.toString(code));
  }

  /** The outcome of a name lookup by the code of its answer (IANA, DNS RCODEs). */
  public static Outcome ofLookup(long code) {
    return code == 0
        ? new Outcome(Result.SUCCEEDED, null)
        : new Outcome(
            Result.FAILED,
            code == 1
                ? "FORMERR"
                : code == 2
                    ? "SERVFAIL"
                    : code == 3 ? "NXDOMAIN" : code == 5 ? "REFUSED" : "rcode " + code);
  }

  /** The outcome of a system call that returned a number, an error below 0. */
  public static Outcome ofReturned(long value) {
    return value >= 0
        ? new Outcome(Result.SUCCEEDED, null)
        : value == -115 // EINPROGRESS: a connect that does not wait
            ? new Outcome(Result.UNKNOWN, "EINPROGRESS")
            : new Outcome(Result.FAILED, Errno.name(-value));
  }
}
