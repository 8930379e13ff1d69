package salvor.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Traffic;
import salvor.workload.Location;

/**
 * What an observation has in a field of the filter language, so that others with the same can be
 * asked for.
 *
 * @param field the field
 * @param value what the observation has there, as the evidence says it
 */
public record FilterFact(FilterField field, String value) {
  /** A command line longer than this is no use as a filter. */
  private static final int LONGEST = 2000;

  /** The term that leaves what has the same. */
  public String term() {
    return field.names().getFirst() + "=" + FilterTerms.quoted(value);
  }

  /**
   * What an observation has, from the place to the deed.
   *
   * @param source the path of its source
   */
  public static List<FilterFact> of(Observation observation, Judgement judgement, String source) {
    List<FilterFact> facts = new ArrayList<>(of(observation.location()));
    process(facts, observation.process());
    activity(facts, observation.activity());
    Outcome outcome = observation.outcome();
    add(
        facts,
        FilterField.OUTCOME,
        outcome.said() != null ? outcome.said() : word(outcome.result()));
    add(facts, FilterField.KIND, word(observation.activity().kind()));
    add(facts, FilterField.VERDICT, word(judgement.verdict()));
    add(facts, FilterField.REASON, word(judgement.reason()));
    add(facts, FilterField.BASELINE, judgement.baseline());
    add(facts, FilterField.ELEMENT, judgement.element());
    add(facts, FilterField.SOURCE, source);
    return List.copyOf(facts);
  }

  /** What a place has. */
  public static List<FilterFact> of(Location at) {
    List<FilterFact> facts = new ArrayList<>();
    add(facts, FilterField.CLUSTER, at.cluster());
    add(facts, FilterField.NAMESPACE, at.namespace());
    add(facts, FilterField.WORKLOAD, at.workload() == null ? null : at.workload().name());
    add(facts, FilterField.POD, at.pod());
    add(facts, FilterField.CONTAINER, at.container());
    add(facts, FilterField.IMAGE, at.image());
    add(facts, FilterField.DIGEST, at.digest() == null ? null : at.digest().value());
    add(facts, FilterField.NODE, at.node());
    return List.copyOf(facts);
  }

  /** What the other end of a connection has. */
  public static List<FilterFact> of(Endpoint remote, int port) {
    List<FilterFact> facts = new ArrayList<>();
    add(facts, FilterField.PEER, remote.address() != null ? remote.address() : remote.name());
    add(facts, FilterField.PORT, port == 0 ? null : Integer.toString(port));
    return List.copyOf(facts);
  }

  /** The other end of what an activity did, as the filter has it; empty where there is none. */
  static Optional<FilterFact> peer(Activity activity) {
    List<FilterFact> facts = new ArrayList<>();
    activity(facts, activity);
    return facts.stream().filter(fact -> fact.field() == FilterField.PEER).findFirst();
  }

  private static void process(List<FilterFact> facts, ProcessInfo process) {
    add(facts, FilterField.PROGRAM, process.program());
    ProcessInfo.Parent parent = process.parent();
    if (parent != null) {
      add(
          facts,
          FilterField.PARENT,
          parent.executable() != null ? parent.executable() : parent.name());
    }
    String command = process.commandLine();
    add(
        facts,
        FilterField.ARGUMENTS,
        command == null || command.length() > LONGEST ? null : command);
    add(facts, FilterField.PID, process.pid() == null ? null : process.pid().toString());
  }

  private static void activity(List<FilterFact> facts, Activity activity) {
    switch (activity) {
      case Activity.ConnectionOpened opened -> {
        facts.addAll(
            of(
                opened.remote(),
                Endpoint.served(opened.local(), opened.remote(), opened.remote().port())));
        asked(facts, opened.traffic());
      }
      case Activity.ConnectionAccepted accepted -> {
        facts.addAll(
            of(
                accepted.remote(),
                Endpoint.served(accepted.local(), accepted.remote(), accepted.local().port())));
        asked(facts, accepted.traffic());
      }
      case Activity.Listening listening ->
          facts.addAll(of(Endpoint.NONE, listening.local().port()));
      case Activity.NameLookedUp looked -> add(facts, FilterField.DNS, looked.name());
      case Activity.FileOpened file -> add(facts, FilterField.FILE, file.path());
      case Activity.FileWritten file -> add(facts, FilterField.FILE, file.path());
      case Activity.FileDeleted file -> add(facts, FilterField.FILE, file.path());
      case Activity.ApiRequest request -> {
        add(facts, FilterField.USER, request.user());
        add(facts, FilterField.VERB, request.verb());
        add(facts, FilterField.PEER, request.sourceAddress());
      }
      case Activity.Alert alert -> {
        add(facts, FilterField.RULE, alert.rule());
        if (alert.about() != null) {
          activity(facts, alert.about());
        }
      }
      case Activity.ClusterEvent event -> add(facts, FilterField.RULE, event.reason());
      case Activity.ProcessStarted _,
          Activity.ProcessEnded _,
          Activity.KernelAction _,
          Activity.EventsLost _,
          Activity.NotHeard _,
          Activity.Logged _ -> {}
    }
  }

  private static void asked(List<FilterFact> facts, @Nullable Traffic traffic) {
    if (traffic != null) {
      add(facts, FilterField.DNS, traffic.asked());
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void add(List<FilterFact> facts, FilterField field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.add(new FilterFact(field, value));
    }
  }
}
