package salvor.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Visible;
import salvor.triage.Ending;
import salvor.triage.Pace;
import salvor.triage.Response;
import salvor.workload.Location;

/** Whether it is over, in words that claim no more than the record tells. Safe to be shown. */
public final class EndingWords {
  private static final int PROCESSES = 4;
  private static final int REPEATS = 3;
  private static final int COMMAND = 80;
  private static final int NAME = 80;

  private final Observations observations;
  private final Medium medium;

  /** How is told what depends on where it is read. */
  public interface Medium {
    /** A moment, epoch nanoseconds. */
    String clock(long nanos);

    /** A length of time. */
    String length(long nanos);

    /** Where to look an event up; safe to be shown. */
    String record(int row);
  }

  /**
   * A fact.
   *
   * @param row the event that it is about, -1 when it is about none
   */
  public record Fact(String text, int row) {}

  /**
   * @param observations that the endings are of
   */
  public EndingWords(Observations observations, Medium medium) {
    this.observations = observations;
    this.medium = medium;
  }

  /**
   * What is to be said where there is nothing to tell of.
   *
   * @param findings whether there is any finding, accepted as normal or not
   * @param unknown how many observations could not be judged
   */
  public String nothing(boolean findings, long unknown) {
    if (observations.size() == 0) {
      return "Nothing was recorded, so nothing can be said.";
    }
    if (findings) {
      return "No open finding is left to tell it of.";
    }
    int timed = observations.timed();
    return "Nothing is out of profile as far as it was recorded"
        + (timed == 0 ? "" : ", until " + medium.clock(observations.time(timed - 1)))
        + (unknown == 0 ? "." : String.format(Locale.ROOT, "; %,d could not be judged.", unknown));
  }

  /** The pod and its containers, else what is known of where it was. */
  public static String place(Ending ending) {
    Location at = ending.location();
    String pod = at.pod() != null ? at.pod() : at.containerId() != null ? at.containerId() : "";
    String where =
        pod.isEmpty()
            ? at.node() == null ? "an unknown place" : "node " + at.node()
            : (at.namespace() == null ? "" : at.namespace() + "/") + pod;
    String containers = String.join(", ", ending.containers());
    return (at.cluster() == null ? "" : Visible.text(at.cluster(), NAME) + ": ")
        + Visible.text(where, NAME)
        + (containers.isEmpty() ? "" : " (" + Visible.text(containers, NAME) + ")");
  }

  /** Whether it is over. */
  public String verdict(Ending ending) {
    Pace pace = ending.pace();
    String limits =
        (ending.broken() ? ", but the record has gaps" : "")
            + (ending.alertsOnly() ? ", but only alerts were recorded" : "");
    return switch (ending.state()) {
      case RUNS -> "not over: still running at the end of the record";
      case ACTS -> "not over: acts until the end of the record";
      case UNTIMED -> "not known: no event has a time that can be true";
      case QUIET -> "not known to be over: quiet for " + silence(pace) + limits;
      case STOPPED -> stopped(ending, pace) + limits;
    };
  }

  private String silence(@Nullable Pace pace) {
    return pace == null
        ? "no time"
        : medium.length(pace.silence()) + " until the end of the record";
  }

  private String stopped(Ending ending, @Nullable Pace pace) {
    return ending
        .stop()
        .filter(_ -> pace != null)
        .map(stop ->
            "no more after "
                + request(stop)
                + " at "
                + medium.clock(stop.time())
                + "; the record goes on for "
                + medium.length((pace == null ? 0 : pace.until()) - stop.time()))
        .orElse("no more");
  }

  /** What it is known by: when, what still runs, what goes on, and what was done against it. */
  public List<Fact> facts(Ending ending) {
    List<Fact> facts = new ArrayList<>();
    Pace pace = ending.pace();
    if (pace != null) {
      facts.add(new Fact("first out of profile " + medium.clock(pace.first()), ending.firstRow()));
      facts.add(
          new Fact(
              "last out of profile "
                  + medium.clock(pace.last())
                  + (pace.silence() == 0
                      ? ", where the record ends"
                      : ", " + medium.length(pace.silence()) + " before the record ends"),
              ending.lastRow()));
      if (!pace.goesOn() && pace.longest() >= pace.silence()) {
        facts.add(new Fact("it was quiet before for up to " + medium.length(pace.longest()), -1));
      }
    }
    processes(ending.processes(), facts);
    ending.repeats().stream().limit(REPEATS).map(this::repeat).forEach(facts::add);
    more(ending.repeats().size() - REPEATS, "connection", facts);
    ending.responses().stream()
        .collect(Collectors.groupingBy(this::request, LinkedHashMap::new, Collectors.toList()))
        .forEach((request, same) -> facts.add(responses(request, same)));
    if (ending.responses().isEmpty() && pace != null) {
      facts.add(
          new Fact(
              ending.audited()
                  ? "no request to contain it is recorded"
                  : "what was done against it is not known: no audit log",
              -1));
    }
    return List.copyOf(facts);
  }

  private static void more(int count, String what, List<Fact> facts) {
    if (count > 0) {
      facts.add(new Fact("and " + OverviewText.plural(count, what) + " more", -1));
    }
  }

  private void processes(Ending.Processes of, List<Fact> facts) {
    for (int row : of.running().subList(0, Math.min(PROCESSES, of.running().size()))) {
      facts.add(
          new Fact(
              "no end recorded: "
                  + program(row)
                  + ", since "
                  + medium.clock(observations.time(row)),
              row));
    }
    more(of.running().size() - PROCESSES, "process", facts);
    if (of.untold() > 0) {
      facts.add(new Fact("ends of processes are not recorded: what still runs is not known", -1));
    } else if (of.ended() > 0 && of.running().isEmpty()) {
      facts.add(new Fact("all processes out of profile have ended: " + of.ended(), -1));
    }
  }

  private String program(int row) {
    ProcessInfo process = observations.processAt(row);
    String shown = process.commandLine() != null ? process.commandLine() : process.program();
    return shown == null ? "an unknown program" : Visible.text(shown, COMMAND);
  }

  private Fact repeat(Ending.Repeat repeat) {
    Activity activity = observations.activity(observations.activityId(repeat.row()));
    Endpoint peer =
        switch (activity) {
          case Activity.ConnectionOpened opened -> opened.remote();
          case Activity.ConnectionAccepted accepted -> accepted.remote();
          default -> Endpoint.NONE; // nothing else is repeated
        };
    ProcessInfo process = observations.processAt(repeat.row());
    String program = process.program() == null ? "an unknown program" : process.program();
    String way = activity instanceof Activity.ConnectionOpened ? " → " : " ← ";
    String line =
        peer.toString().isEmpty()
            ? program(repeat.row()) + way + "an address that the record does not hold"
            : Visible.text(program + way + peer, COMMAND);
    return new Fact(
        "goes on: "
            + line
            + ", "
            + repeat.times()
            + " times about every "
            + medium.length(repeat.pace().beat())
            + failed(repeat.failed(), repeat.times()),
        repeat.row());
  }

  private static String failed(int failed, int of) {
    return failed == 0
        ? ""
        : failed == of
            ? of == 1 ? ", failed" : ", all failed"
            : String.format(Locale.ROOT, ", %,d failed", failed);
  }

  private Fact responses(String request, List<Response> same) {
    Response last = same.getLast();
    String when = medium.clock(last.time());
    return new Fact(
        request
            + (same.size() == 1
                ? " at " + when
                : " "
                    + same.size()
                    + " times, "
                    + medium.clock(same.getFirst().time())
                    + " to "
                    + when)
            + doubt(same)
            + ": "
            + (last.after() == 0
                ? "nothing more after it"
                : String.format(Locale.ROOT, "%,d more after it", last.after())
                    + failed(last.failed(), last.after())),
        last.row());
  }

  private String doubt(List<Response> same) {
    Response last = same.getLast();
    String see =
        ": see " + medium.record(last.row()) + (same.size() == 1 ? ")" : ", the last of them)");
    return switch (last.kind()) {
      case NETWORK_POLICY, PODS_DELETED -> " (which pods it is for" + see;
      case POD_CHANGED, WORKLOAD_CHANGED, NODE_CHANGED -> " (what changed" + see;
      case POD_DELETED, POD_REMOVED, POD_EVICTED, WORKLOAD_DELETED -> "";
    };
  }

  /** What was asked for, and by whom. */
  private String request(Response response) {
    if (!(observations.activity(observations.activityId(response.row()))
        instanceof Activity.ApiRequest api)) {
      throw new IllegalStateException("row " + response.row() + " is no request");
    }
    String part = api.subresource() == null ? "" : "/" + api.subresource();
    String name = api.name() == null ? "" : " " + api.name();
    String user = api.impersonated() != null ? api.impersonated() : api.user();
    return Visible.text(api.verb() + " " + Wording.orDash(api.resource()) + part + name, NAME)
        + " by "
        + Visible.text(Wording.orDash(user), NAME);
  }
}
