package salvor.workbench.timeline;

import salvor.timeline.Response;
import salvor.workbench.wording.Moments;

/** What was done about an incident, in words and signs. */
final class ResponseWords {
  private ResponseWords() {}

  /** A shape for what became of an act: it says by itself what colour says. */
  static String sign(Response.State state) {
    return switch (state) {
      case PLANNED -> "\u25cb";
      case DONE -> "\u25cf";
      case UNDONE -> "\u25d2";
      case FAILED -> "\u2715";
    };
  }

  /** How much was done. */
  static String amount(Response response) {
    return Moments.count(response.acts().size(), "act")
        + (response.untold() == 0 ? "" : ", " + Moments.count(response.untold()) + " not shown");
  }

  /** An act in one line: when, what, on what, by whom, and why. */
  static String act(Response.Act act) {
    return Moments.seconds(act.time())
        + "  "
        + sign(act.state())
        + " "
        + act.state().words()
        + ": "
        + act.what()
        + (act.on().isEmpty() ? "" : ", " + act.on())
        + ", by "
        + act.who()
        + (act.why().isEmpty() ? "" : " \u201c" + act.why() + "\u201d");
  }
}
