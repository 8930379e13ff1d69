package salvor.timeline;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observations;

/**
 * What an observation is about, in a word of the evidence: the program started, the peer, the file,
 * the request.
 */
public final class Subject {
  private Subject() {}

  /**
   * The subject of a row; empty when the source names none. Text of the evidence: may hold
   * anything.
   */
  public static String of(Observations observations, int row) {
    String program = observations.processAt(row).program();
    return of(observations.activity(observations.activityId(row)), program);
  }

  /** The subject of an activity of a program; the program is null when it is not known. */
  public static String of(Activity activity, @Nullable String program) {
    String who = program == null ? "" : brief(program);
    return switch (activity) {
      case Activity.ProcessStarted _, Activity.ProcessEnded _ -> who;
      case Activity.ConnectionOpened opened -> opened.remote().toString();
      case Activity.ConnectionAccepted accepted -> withoutPort(accepted.remote()).toString();
      case Activity.Listening listening -> listening.local().toString();
      case Activity.NameLookedUp looked -> looked.name();
      case Activity.FileOpened file -> file.path();
      case Activity.FileWritten file -> file.path();
      case Activity.FileDeleted file -> file.path();
      case Activity.KernelAction action -> action.name();
      case Activity.ApiRequest request -> request(request);
      case Activity.Alert alert ->
          alert.about() == null ? alert.rule() : of(alert.about(), program);
      case Activity.EventsLost lost -> lost.why() == null ? "" : lost.why();
      case Activity.ClusterEvent event -> event.reason();
      case Activity.Logged line -> line.text();
      case Activity.NotHeard gap -> gap.why() == null ? "" : gap.why();
    };
  }

  /**
   * The name of a program without its folders; a program that has no file is told by the whole of
   * it.
   */
  private static String brief(String program) {
    return program.startsWith("/proc/") ? program : program.substring(program.lastIndexOf('/') + 1);
  }

  /** Whoever connects does so from a port of chance. */
  private static Endpoint withoutPort(Endpoint remote) {
    return new Endpoint(remote.address(), 0, remote.name());
  }

  private static String request(Activity.ApiRequest request) {
    if (request.resource() == null) {
      return request.verb() + " " + (request.uri() == null ? "" : request.uri());
    }
    return request.verb()
        + " "
        + request.resource()
        + (request.subresource() == null ? "" : "/" + request.subresource());
  }
}
