package salvor.report;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ProcessInfo;

/**
 * What an observation is about, taken apart for a line of a table. Texts are the evidence's own,
 * not yet made safe to show.
 *
 * @param peer the other end as {@code address:port}, null when it is about no connection
 * @param file the path, null when it is about no file
 * @param detail what else the activity says, null when nothing
 */
public record Described(@Nullable String peer, @Nullable String file, @Nullable String detail) {

  /** Takes an observation apart. */
  public static Described of(Observation observation) {
    return of(observation.activity());
  }

  private static Described of(Activity activity) {
    return switch (activity) {
      case Activity.ProcessStarted() -> new Described(null, null, null);
      case Activity.ProcessEnded(Integer status, String signal) ->
          new Described(
              null,
              null,
              signal != null ? signal : status == null ? null : "exit status " + status);
      case Activity.ConnectionOpened(_, Endpoint remote, String protocol, var traffic) ->
          new Described(remote.toString(), null, TrafficWords.behind(protocol, traffic));
      case Activity.ConnectionAccepted(_, Endpoint remote, String protocol, var traffic) ->
          new Described(remote.toString(), null, TrafficWords.behind(protocol, traffic));
      case Activity.Listening(Endpoint local, String protocol) ->
          new Described(local.toString(), null, protocol);
      case Activity.NameLookedUp(String name, String answers) -> new Described(name, null, answers);
      case Activity.FileOpened(String path, String flags) -> new Described(null, path, flags);
      case Activity.FileWritten(String path, String how) -> new Described(null, path, how);
      case Activity.FileDeleted(String path) -> new Described(null, path, null);
      case Activity.KernelAction(_, String name, String detail) ->
          new Described(null, null, detail == null ? name : name + " " + detail);
      case Activity.ApiRequest api -> new Described(api.sourceAddress(), null, api(api));
      case Activity.Alert(String rule, _, _, Activity about) -> {
        Described inner = about == null ? new Described(null, null, null) : of(about);
        yield new Described(
            inner.peer, inner.file, inner.detail == null ? rule : rule + ": " + inner.detail);
      }
      case Activity.EventsLost(long count, String why) ->
          new Described(
              null, null, (count == 0 ? "" : count + " events, ") + (why == null ? "" : why));
      case Activity.ClusterEvent(String reason, _, String message, String object, _, _) ->
          new Described(
              null,
              null,
              reason
                  + (object == null ? "" : " of " + object)
                  + (message == null ? "" : ": " + message));
      case Activity.Logged(String text, _) -> new Described(null, null, text);
      case Activity.NotHeard(_, String why) -> new Described(null, null, why);
    };
  }

  private static String api(Activity.ApiRequest api) {
    return asked(api) + asker(api);
  }

  private static String asked(Activity.ApiRequest api) {
    StringBuilder words = new StringBuilder(api.verb());
    if (api.resource() == null) {
      words.append(' ').append(api.uri());
    } else {
      words
          .append(' ')
          .append(api.resource())
          .append(api.subresource() == null ? "" : "/" + api.subresource());
      words.append(api.namespace() == null ? "" : " in " + api.namespace());
      words.append(api.name() == null ? "" : " " + api.name());
    }
    return words.toString();
  }

  private static String asker(Activity.ApiRequest api) {
    return (api.user() == null ? "" : " by " + api.user())
        + (api.impersonated() == null ? "" : " as " + api.impersonated());
  }

  /** The observation in one line: what was done, by its object, and how it ended. */
  public static String line(Observation observation) {
    String ended = OutcomeWords.behind(observation.activity(), observation.outcome());
    if (observation.activity() instanceof Activity.ApiRequest api) {
      return asked(api) + ended + asker(api);
    }
    Described of = of(observation);
    ProcessInfo process = observation.process();
    String object = of.peer != null ? of.peer : of.file;
    if (object == null && of.detail == null) {
      object = process.commandLine() != null ? process.commandLine() : process.program();
    }
    return (object == null ? "" : object)
        + (of.detail == null ? "" : (object == null ? "" : "  ") + of.detail)
        + ended;
  }
}
