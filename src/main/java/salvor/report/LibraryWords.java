package salvor.report;

import java.util.stream.Collectors;
import salvor.baseline.LibraryAct;
import salvor.baseline.Refused;
import salvor.baseline.Version;
import salvor.baseline.VersionState;
import salvor.evidence.Visible;

/** What people do with the library of baselines, in words. */
public final class LibraryWords {
  private static final int LONGEST = 160;

  private LibraryWords() {}

  /** A version's name and number. */
  public static String ref(Version.Ref ref) {
    return Visible.text(ref.name(), LONGEST) + "@" + ref.number();
  }

  /** A state in words. */
  public static String state(VersionState state) {
    return switch (state) {
      case DRAFT -> "a draft";
      case APPROVED -> "approved";
      case REJECTED -> "rejected";
      case RETIRED -> "retired, another one was approved after it";
    };
  }

  /** An act in a few words that begin small: {@code approved shop/deployment/web:web@2}. */
  public static String act(LibraryAct act) {
    String made = act.made().stream().map(v -> ref(v.ref())).collect(Collectors.joining(", "));
    String from =
        act.made().stream()
            .flatMap(v -> v.parents().stream())
            .distinct()
            .map(LibraryWords::ref)
            .collect(Collectors.joining(", "));
    return switch (act.kind()) {
      case KEEP -> "kept " + made;
      case EDIT -> "edited " + from + ": " + made;
      case MERGE -> "merged " + from + ": " + made;
      case SPLIT -> "split " + from + ": " + made;
      case ROLL_FORWARD -> "carried " + from + " over to another image: " + made;
      case CONFIRM -> "confirmed elements of " + from + ": " + made;
      case APPROVE -> "approved " + moved(act, VersionState.APPROVED);
      case REJECT -> "rejected " + moved(act, VersionState.REJECTED);
      case UNDO -> "undid act " + act.of();
      case REDO -> "did act " + act.of() + " again";
    };
  }

  private static String moved(LibraryAct act, VersionState to) {
    String retired =
        act.moved().stream()
            .filter(m -> m.to() == VersionState.RETIRED)
            .map(m -> ref(m.ref()))
            .collect(Collectors.joining(", "));
    return act.moved().stream()
            .filter(m -> m.to() == to)
            .map(m -> ref(m.ref()))
            .collect(Collectors.joining(", "))
        + (retired.isEmpty() ? "" : ", which retires " + retired);
  }

  /** Why something was refused, and what to do. */
  public static String refused(Refused refused) {
    String what = Visible.text(refused.what(), LONGEST);
    return switch (refused.why()) {
      case NOT_THERE -> what + " is not there; see salvor baseline list and show --elements";
      case SEVERAL -> what + " is approved for several images; name one version as " + what + "@N";
      case NONE_APPROVED ->
          "no version of " + what + " is approved; approve one, or name it as " + what + "@N";
      case NOT_WIDER -> what + " does not stand for more than the element as it is";
      case NOT_NARROWER -> what + " does not stand for less than the element as it is";
      case NO_MEMBERS ->
          what + " does not list what it was made from; say with --to what it shall be";
      case MEMBERS_CUT ->
          what + " lists only the first of what it was made from; say with --to what it shall be";
      case OTHER_CONTAINER ->
          what + " is of another container or image than the first; only equal ones are merged";
      case NOTHING_CHANGES -> what + " is so already: nothing was done";
    };
  }
}
