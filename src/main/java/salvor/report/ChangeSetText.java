package salvor.report;

import java.io.PrintWriter;
import salvor.evidence.Visible;

/** What the check of a change set found, for people. */
public final class ChangeSetText {
  private ChangeSetText() {}

  /**
   * Writes it.
   *
   * @param own what the user's own key is known by; empty when there is none
   */
  public static void write(ChangeSetCheck check, String own, PrintWriter out) {
    out.println(
        check.problems().isEmpty()
            ? "The document and its "
                + OverviewText.plural(check.files(), "file")
                + " are as they were signed."
            : "NOT as it was signed:");
    for (ChangeSetCheck.Problem problem : check.problems()) {
      out.println("  " + Visible.text(problem.file(), 200) + ": " + what(problem.what()));
    }
    if (check.signer() != null) {
      out.println("  key     " + check.signer());
      out.println(
          check.signer().equals(own)
              ? "          your own key"
              : "          not your own key: compare it with what the signer tells you by another way");
    }
    if (check.author() != null) {
      out.println("  author  " + Visible.text(check.author(), 120));
    }
    if (check.reason() != null) {
      out.println("  reason  " + Visible.text(check.reason(), 400));
    }
    if (check.at() != null) {
      out.println("  at      " + Visible.text(check.at(), 60) + " by the signer's clock");
    }
  }

  private static String what(ChangeSetCheck.What what) {
    return switch (what) {
      case NO_SIGNATURE -> "there is no signature";
      case SIGNATURE_DOES_NOT_HOLD -> "changed since it was signed, or signed by another key";
      case NOT_A_CHANGE_SET -> "no change set of this version";
      case FILE_MISSING -> "is missing";
      case FILE_CHANGED -> "was changed";
      case FILE_NOT_SIGNED -> "does not belong to it";
      case PATH_LEADS_ELSEWHERE -> "the document names a file outside of its folder";
    };
  }
}
