package salvor.ingest.falco;

import salvor.evidence.Activity;
import salvor.evidence.Outcome;

/** How a Falco record says that it ended. */
final class FalcoOutcome {
  private FalcoOutcome() {}

  static Outcome of(FalcoFields fields, Activity activity) {
    String said = fields.text("evt.res");
    if (said != null) {
      return ofResult(said);
    }
    Long returned = fields.number("evt.rawres");
    return returned == null ? Outcome.in(activity) : Outcome.ofReturned(returned);
  }

  /**
   * What {@code evt.res} says: {@code SUCCESS} or the name of an error. A connect that does not
   * wait answers {@code EINPROGRESS}: that is no failure, and no success yet.
   */
  static Outcome ofResult(String said) {
    if (said.equals("SUCCESS")) {
      return new Outcome(Outcome.Result.SUCCEEDED, null);
    }
    boolean failed = said.startsWith("E") && !said.equals("EINPROGRESS");
    return new Outcome(failed ? Outcome.Result.FAILED : Outcome.Result.UNKNOWN, said);
  }
}
