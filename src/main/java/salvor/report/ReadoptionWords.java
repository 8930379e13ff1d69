package salvor.report;

import java.util.stream.Collectors;
import salvor.containment.Readoption;
import salvor.evidence.Visible;

/** What becomes of pods that get their labels back, in words. */
public final class ReadoptionWords {
  private static final int LIMIT = 600;

  private ReadoptionWords() {}

  /** What a controller does. */
  public static String text(Readoption of) {
    String pods =
        Visible.text(
            of.pods().stream()
                .map(pod -> pod.namespace() + "/" + pod.name())
                .collect(Collectors.joining(", ")),
            LIMIT);
    int all = of.present() + of.pods().size();
    return Visible.text(of.controller(), LIMIT)
        + switch (of.fate()) {
          case STAYS -> " takes " + pods + " back, and has room for it";
          case ONE_TOO_MANY ->
              " takes "
                  + pods
                  + " back, wants "
                  + of.wanted()
                  + " and then has "
                  + all
                  + ": "
                  + (all - of.wanted())
                  + " of them will be deleted, as a rule what is ready for the shortest time";
          case NOT_READY ->
              " takes "
                  + pods
                  + " back, wants "
                  + of.wanted()
                  + " and then has "
                  + all
                  + ": what is not ready goes first, and THIS IS DELETED, with all that is in it";
          case NOT_WANTED ->
              " takes "
                  + pods
                  + " back and wants none such: THIS IS DELETED, with all that is in it";
          case OUTDATED ->
              " takes "
                  + pods
                  + " back and replaces what is of an older template: THIS IS DELETED, with all that"
                  + " is in it";
        };
  }
}
