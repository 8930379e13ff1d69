package salvor.review;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Lineage;
import salvor.baseline.Matching;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;

/** The facts of one row after the other. Not safe for several threads. */
final class ObservedFacts implements Facts {
  private final Observations observations;
  private final Matching.Match[] matches;
  private int row;
  private @Nullable ProcessInfo process;
  private @Nullable Activity activity;

  ObservedFacts(Observations observations, Matching matching) {
    this.observations = observations;
    this.matches = new Matching.Match[observations.locations()];
    for (int id = 0; id < matches.length; id++) {
      matches[id] = matching.match(observations.location(id));
    }
  }

  /** Speaks of this row from now on. */
  ObservedFacts at(int row) {
    this.row = row;
    process = null;
    activity = null;
    return this;
  }

  Matching.Match match() {
    return matches[observations.locationId(row)];
  }

  @Override
  public Kind kind() {
    return Lineage.kind(observations, row);
  }

  @Override
  public Holds is(Field field, String text) {
    String value = value(field);
    return value == null ? Holds.MAYBE : Holds.of(value.equals(text));
  }

  @Override
  public Holds contains(Field field, String text) {
    String value = value(field);
    return value == null ? Holds.MAYBE : Holds.of(value.contains(text));
  }

  @Override
  public Holds marked(Quality quality) {
    return Holds.of((observations.quality(row) & quality.bit()) != 0);
  }

  /** What a field holds; null when the record does not say. */
  @Nullable String value(Field field) {
    Matching.Match match = match();
    return switch (field) {
      case NAMESPACE ->
          match.workload() != null
              ? match.workload().namespace()
              : observations.location(observations.locationId(row)).namespace();
      case CONTAINER -> match.container();
      case DIGEST -> match.digest() == null ? null : match.digest().value();
      case EXECUTABLE -> process().executable();
      case NAME ->
          process().name() != null ? process().name() : CalledPaths.name(process().executable());
      case PARENT -> parent() == null ? null : parent().executable();
      case PARENT_NAME -> parent() == null ? null : name(parent());
      case ARGUMENTS -> arguments(process().commandLine());
      case COMMAND_LINE -> line(process().commandLine());
      case FILE, PEER, PORT, LOOKUP, VERB, RESOURCE, USER, USER_AGENT, CALL -> done(field);
    };
  }

  private ProcessInfo process() {
    ProcessInfo known = process;
    if (known == null) {
      known = observations.processAt(row);
      process = known;
    }
    return known;
  }

  private ProcessInfo.@Nullable Parent parent() {
    return process().parent();
  }

  private static @Nullable String name(ProcessInfo.Parent parent) {
    return parent.name() != null ? parent.name() : CalledPaths.name(parent.executable());
  }

  /** The words behind the first; empty when there are none. */
  static @Nullable String arguments(@Nullable String commandLine) {
    if (commandLine == null) {
      return null;
    }
    String line = commandLine.replace('\0', ' ');
    int space = line.indexOf(' ');
    return space < 0 ? "" : line.substring(space + 1);
  }

  private static @Nullable String line(@Nullable String commandLine) {
    return commandLine == null ? null : commandLine.replace('\0', ' ');
  }

  private @Nullable String done(Field field) {
    Activity known = activity;
    if (known == null) {
      known = observations.activity(observations.activityId(row));
      activity = known;
    }
    Activity about =
        known instanceof Activity.Alert(_, _, _, Activity of) && of != null ? of : known;
    return switch (about) {
      case Activity.ConnectionOpened(_, Endpoint remote, _, _) -> end(field, remote, remote.port());
      case Activity.ConnectionAccepted(Endpoint local, Endpoint remote, _, _) ->
          end(field, remote, local.port());
      case Activity.Listening(Endpoint local, _) -> field == Field.PORT ? port(local.port()) : null;
      case Activity.NameLookedUp(String name, _) ->
          field == Field.LOOKUP ? name.toLowerCase(Locale.ROOT) : null;
      case Activity.FileOpened(String path, _) -> field == Field.FILE ? path : null;
      case Activity.FileWritten(String path, _) -> field == Field.FILE ? path : null;
      case Activity.FileDeleted(String path) -> field == Field.FILE ? path : null;
      case Activity.KernelAction(_, String name, _) -> field == Field.CALL ? name : null;
      case Activity.ApiRequest api -> asked(field, api);
      case Activity.ProcessStarted _,
          Activity.ProcessEnded _,
          Activity.EventsLost _,
          Activity.ClusterEvent _,
          Activity.NotHeard _,
          Activity.Logged _,
          Activity.Alert _ ->
          null;
    };
  }

  private static @Nullable String end(Field field, Endpoint remote, int port) {
    return switch (field) {
      case PEER -> remote.address();
      case PORT -> port(port);
      default -> null;
    };
  }

  private static @Nullable String port(int port) {
    return port == 0 ? null : Integer.toString(port);
  }

  private static @Nullable String asked(Field field, Activity.ApiRequest api) {
    return switch (field) {
      case VERB -> api.verb();
      case RESOURCE -> resource(api.resource(), api.subresource());
      case USER -> api.user();
      case USER_AGENT -> api.userAgent();
      default -> null;
    };
  }

  static @Nullable String resource(@Nullable String resource, @Nullable String subresource) {
    return subresource == null ? resource : resource + "/" + subresource;
  }
}
