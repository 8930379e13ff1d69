package salvor.workbench.containment;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.containment.ChosenPod;
import salvor.containment.Containment;
import salvor.containment.InsideCheck;
import salvor.containment.Verification;
import salvor.containment.Verification.Tried;
import salvor.report.InsideWords;
import salvor.workbench.containment.VerifyViewModel.Row;
import salvor.workbench.containment.VerifyViewModel.State;
import salvor.workbench.fx.StateColour;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What was seen from inside of pods, as the window says it. */
final class VerifyWords {
  private static final int LIMIT = 100;

  /** Of a pod whose label says that it is cut off, where nothing is. */
  static final String LABEL_ALONE = "\u25b2 label alone";

  /** The same where it was not seen whether something is. */
  static final String LABEL_UNPROVED = "? label, not proved";

  /** Of a pod that another case cut off. */
  static final String ELSEWHERE = "\u25d1 another case";

  private VerifyWords() {}

  /** How far the cutting off of a pod has come, with a shape, as short as a chip. */
  static String chip(@Nullable Containment state) {
    return state == null
        ? "\u25cb not cut off"
        : switch (state) {
          case REQUESTED -> "\u25d4 REQUESTED";
          case ACCEPTED -> "\u25d1 ACCEPTED, not verified";
          case VERIFIED -> "\u25cf VERIFIED";
          case PARTIAL -> "\u25b2 PARTIAL";
          case NOT_ENFORCED -> "\u2715 NOT ENFORCED";
          case LIFTED -> "\u25cb taken back";
        };
  }

  /** The same for a cell. */
  static String cell(@Nullable Containment state) {
    return state == null
        ? ""
        : switch (state) {
          case REQUESTED -> "\u25d4 requested";
          case ACCEPTED -> "\u25d1 not verified";
          case VERIFIED -> "\u25cf verified";
          case PARTIAL -> "\u25b2 partial";
          case NOT_ENFORCED -> "\u2715 not enforced";
          case LIFTED -> "";
        };
  }

  /** A pod's. */
  static String state(Row row) {
    return switch (row.state()) {
      case State.NotLooked _ -> chip(row.accepted());
      case State.Looking _ -> "\u25d4 LOOKING";
      case State.NotSeen _ -> "? NOT SEEN";
      case State.Seen(InsideCheck.Seen seen, var _) ->
          seen.before()
              ? "\u25cb " + seen.answering() + " answer"
              : switch (seen.verification().result()) {
                case VERIFIED -> chip(Containment.VERIFIED);
                case PARTIAL -> chip(Containment.PARTIAL);
                case NOT_ENFORCED -> chip(Containment.NOT_ENFORCED);
                case NOT_PROVED -> "? NOT PROVED";
              };
    };
  }

  /** A pod's for a narrow cell. */
  static String brief(Row row) {
    return row.state() instanceof State.NotLooked && row.accepted() != null && !row.isBefore()
        ? cell(row.accepted())
        : state(row);
  }

  /** That of all: never better than the worst of them. */
  static String chip(List<Row> rows) {
    if (rows.size() == 1) {
      return state(rows.getFirst());
    }
    List<String> different = rows.stream().map(VerifyWords::state).distinct().toList();
    return different.size() == 1
        ? different.getFirst()
        : different.stream()
            .limit(3)
            .map(state ->
                state + " " + rows.stream().filter(row -> state(row).equals(state)).count())
            .collect(Collectors.joining("  "));
  }

  /** What was seen of a pod, in sentences. */
  static String about(Row row) {
    return switch (row.state()) {
      case State.NotLooked _ ->
          row.isBefore()
              ? "Nothing cuts this pod off. What answers from inside of it now is what silence later"
                  + " on is proved by."
              : "The toolbox tries from inside of the pod what it reached before, until nothing"
                  + " passes twice in a row, for ten seconds at most; and lists its connections.";
      case State.Looking _ ->
          "The toolbox looks; it takes a few seconds, ten at most while something passes.";
      case State.NotSeen(String why) -> "Not seen: " + why;
      case State.Seen(InsideCheck.Seen seen, Instant at) -> seen(seen) + " Seen " + time(at) + ".";
    };
  }

  private static String seen(InsideCheck.Seen seen) {
    Verification now = seen.verification();
    if (seen.before()) {
      return Moments.count(seen.answering(), "target")
          + " of "
          + now.targets().size()
          + " answer: only these can prove something once the pod is cut off.";
    }
    int passing = now.passing().size();
    int surviving = now.surviving().size();
    String still =
        (passing == 0 ? "" : " " + Moments.count(passing, "target") + " can be reached.")
            + (surviving == 0
                ? ""
                : " " + Moments.count(surviving, "connection") + " may go on, and can be ended.");
    Instant since = now.since();
    ChosenPod beside = now.beside();
    return InsideWords.result(now.result())
        + (beside == null ? "" : " and beside " + VisibleText.of(beside.name(), LIMIT))
        + (since == null ? "." : ", since " + time(since) + ", the first blocked probe.")
        + still;
  }

  /** To the second: a look takes longer than that. The ledger has it whole. */
  static String time(Instant at) {
    return Moments.seconds(at.getEpochSecond() * 1_000_000_000L);
  }

  /** How the chip of all is drawn, beside its shapes and its words. */
  static StateColour colour(List<Row> rows) {
    return StateColour.of(rows.stream().map(VerifyWords::state).toList());
  }

  /** What the look leaves open; empty where nobody looked. */
  static String unproved(Row row) {
    return row.state() instanceof State.Seen(InsideCheck.Seen seen, var _) && !seen.before()
        ? seen.verification().unproved().stream()
                .sorted()
                .map(InsideWords::unproved)
                .collect(Collectors.joining("; ", "Not proved by this: ", "."))
            + row.counterpart().map(pod -> " " + comparing(List.of(pod))).orElse("")
        : "";
  }

  /** What came of a target before, and now. */
  static String before(InsideCheck.Seen seen, Tried tried) {
    return InsideWords.answer(seen.before() ? tried.after() : tried.before());
  }

  static String now(InsideCheck.Seen seen, Tried tried) {
    return seen.before() ? "" : InsideWords.answer(tried.after());
  }

  /** What a target proves, with a shape. */
  static String finding(InsideCheck.Seen seen, Tried tried) {
    if (seen.before()) {
      var answer = tried.after();
      return answer != null && answer.isSuccess() ? "\u25cb answers" : "? would prove nothing";
    }
    String shape =
        switch (tried.finding()) {
          case BLOCKED -> "\u25cf ";
          case PASSES -> "\u25b2 ";
          case PASSES_TO_NODE -> "\u25cb ";
          case NEVER_ANSWERED, NOT_TRIED_BEFORE, UNCLEAR -> "? ";
        };
    return shape + InsideWords.finding(tried.finding(), seen.verification().beside() != null);
  }

  /** Why it cannot be looked now; empty where it can. */
  static String against(@Nullable String doing, boolean allowed, boolean image, List<Row> rows) {
    return doing != null
        ? doing
        : rows.isEmpty()
            ? "There is no pod to look into."
            : !image
                ? "Name the toolbox by its digest: a tag can lead elsewhere tomorrow."
                : allowed
                    ? ""
                    : "Read-only. Say why, and allow acting: the toolbox runs in the pod then.";
  }

  /** Which pods are asked what answers them. */
  static String compare(List<ChosenPod> counterparts) {
    return counterparts.size() == 1
        ? "Com_pare with " + VisibleText.of(counterparts.getFirst().name(), 40)
        : "Com_pare with " + Moments.count(counterparts.size(), "pod");
  }

  /** What comparing is, and what it leaves behind. */
  static String comparing(List<ChosenPod> counterparts) {
    return "Comparing proves it, by a pod of the same labels and account that nothing cuts off: the"
        + " toolbox is brought into "
        + counterparts.stream()
            .map(pod -> VisibleText.of(pod.name(), LIMIT))
            .collect(Collectors.joining(", "))
        + " and tries the same, except for the other ends of connections.";
  }

  /** What the button says. */
  static String button(List<Row> rows) {
    boolean before = rows.stream().allMatch(Row::isBefore);
    boolean again = rows.stream().anyMatch(row -> row.state() instanceof State.Seen);
    String what = before ? "_Look inside" : "_Verify";
    return what + " " + Moments.count(rows.size(), "pod") + (again ? " again" : "");
  }
}
