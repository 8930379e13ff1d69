package salvor.workbench.timeline;

import salvor.report.SharedView;
import salvor.timeline.WrittenTime;
import salvor.timeline.WrittenTime.Ambiguous;
import salvor.timeline.WrittenTime.At;
import salvor.timeline.WrittenTime.Setting;
import salvor.timeline.WrittenTime.Unclear;
import salvor.workbench.timeline.GoToTimeViewModel.Answer;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** A written time or view in words: which one it is, or why it is none. */
final class GoToTimeWords {
  private GoToTimeWords() {}

  static Answer answer(WrittenTime written, Setting setting) {
    return switch (written) {
      case At(long time, WrittenTime.Assumed assumed) ->
          new Answer(time, Moments.exact(time), place(time, setting) + assumed(assumed));
      case Ambiguous twofold -> new Answer(null, "This can be two moments", words(twofold));
      case Unclear(WrittenTime.Why why) -> new Answer(null, refusal(why), remedy(why));
    };
  }

  /** A written view in words, or where it is none. */
  static Answer view(String text) {
    try {
      SharedView view = SharedView.read(text);
      Long from = view.from();
      Long until = view.until();
      String time =
          from == null || until == null
              ? "all time"
              : Moments.range(from, until, Moments.sameDay(from, until));
      String filter =
          view.filter().isBlank() ? "no filter" : "filter " + VisibleText.of(view.filter(), 200);
      return new Answer(null, view, "A view of " + time, filter);
    } catch (SharedView.Unreadable problem) {
      return new Answer(
          null,
          "This view cannot be read",
          VisibleText.of(String.valueOf(problem.getMessage()), 300));
    }
  }

  private static String place(long time, Setting setting) {
    long first = setting.first();
    long last = setting.last();
    if (time < first) {
      return Moments.length(first - time) + " before the recording begins";
    }
    if (time > last) {
      return Moments.length(time - last) + " after the recording ends";
    }
    return time == first
        ? "the first event of the recording"
        : time == last
            ? "the last event of the recording"
            : "in the recording, " + Moments.length(time - first) + " after it begins";
  }

  private static String assumed(WrittenTime.Assumed assumed) {
    return switch (assumed) {
      case LEAP_SECOND -> "; a leap second, which clocks count as the second after it";
      case DAY -> "; no day is written, so the nearest one";
      case YEAR -> "; no year is written, so the nearest one";
      case ZONE -> "; no zone is written, so " + Moments.zone();
      case NOTHING -> "";
    };
  }

  private static String words(Ambiguous twofold) {
    return switch (twofold.why()) {
      case DAY_OR_MONTH ->
          "Day and month can be either way. Write "
              + day(twofold.one())
              + " or "
              + day(twofold.other())
              + ".";
      case CLOCK_SET_BACK ->
          "The clock was set back then and showed this time twice. Write it with an offset, such as"
              + " +01:00.";
    };
  }

  private static String day(long time) {
    return Moments.seconds(time).substring(0, 10);
  }

  private static String refusal(WrittenTime.Why why) {
    return switch (why) {
      case EMPTY -> "A time in any zone, a step from here, or a copied view";
      case FORM -> "Not a time yet";
      case NO_SUCH_TIME -> "There is no such day or time of day";
      case LEFT_OUT -> "There was no such time: the clock was set forward over it";
      case SHORT_YEAR -> "The year has two digits only";
      case ZONE -> "This zone is not known";
      case UNIT -> "A step needs a unit";
      case NOTHING_OUT -> "Nothing is out of profile";
      case RANGE -> "Only the years 1678 to 2261 can be shown";
    };
  }

  private static String remedy(WrittenTime.Why why) {
    return switch (why) {
      case EMPTY, FORM ->
          "04:43:50   2026-11-23T05:43+01:00   Nov 23 04:43   1795409030   +5m   -30s   start   end "
              + "  first out";
      case SHORT_YEAR -> "Write all four of them, so that it is no day.";
      case ZONE -> "Write Z, an offset such as +01:00, or a place such as Europe/Berlin.";
      case UNIT -> "For example 5m, 30s, 250ms, 2h, 1d.";
      case NO_SUCH_TIME, LEFT_OUT, NOTHING_OUT, RANGE -> "";
    };
  }
}
