package salvor.report;

import salvor.casefile.BundleDoubted;
import salvor.custody.Fault;
import salvor.custody.bundle.BundleCheck;
import salvor.evidence.Visible;

/** Why a sealed bundle is not opened, in English. */
public final class DoubtWords {
  private static final int LONGEST = 300;

  private DoubtWords() {}

  /** All of it in a few sentences: its status, what that means, and the worst that was found. */
  public static String of(BundleDoubted doubted) {
    String words =
        Visible.text(doubted.bundle().toString(), LONGEST)
            + " is "
            + BundleWords.name(doubted.standing())
            + ". "
            + BundleWords.sentence(doubted.standing());
    String worst = worst(doubted);
    return worst.isEmpty() ? words : words + " " + worst;
  }

  /** The worst that was found; empty when nothing more can be said. */
  public static String worst(BundleDoubted doubted) {
    BundleCheck.Result result = doubted.result();
    return result == null
        ? Visible.text(String.valueOf(doubted.getMessage()), LONGEST)
        : worst(result);
  }

  /** The same of a check; empty when nothing was found. */
  public static String worst(BundleCheck.Result result) {
    if (result.faults().isEmpty()) {
      return "";
    }
    Fault fault = result.faults().getFirst();
    int more = result.faults().size() - 1;
    return Visible.text(fault.place(), LONGEST)
        + (fault.line() > 0 ? " line " + fault.line() : "")
        + ": "
        + BundleWords.what(fault)
        + (more == 0 ? "." : ", and " + more + " more.");
  }
}
