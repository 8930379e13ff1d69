package salvor.ingest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Traffic;
import salvor.workload.Inventory;
import salvor.workload.Location;

/**
 * Whose what was seen on the network is. Who watches packets knows addresses; which pods had them
 * is known once all evidence has been read, so until then it is kept here.
 *
 * <p>A connection is told from the pod that began it. Where the answering end is a pod, too, the
 * first of its answers tells that it was accepted there; where only that end is one, the whole is
 * told from there. What no pod is known to have been part of belongs to the node that began it, or
 * to no known place.
 */
public final class OnTheWire {
  private static final String TOLD = "record of a connection that another one tells of";

  private record Act(
      @Nullable String address,
      @Nullable ObservedTime time,
      Activity activity,
      Outcome outcome,
      Set<Quality> quality,
      RecordRef ref) {}

  private final Sink sink;

  private record Warned(WireConnection seen, UnaryOperator<Activity> of) {}

  private final List<WireConnection> connections = new ArrayList<>();
  private final List<Warned> alerts = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();

  /** Will tell a sink. */
  public OnTheWire(Sink sink) {
    this.sink = sink;
  }

  /** A connection was seen. */
  public void connection(WireConnection seen) {
    connections.add(seen);
  }

  /** Somebody warned of a connection: of whose end is told as it is. */
  public void alert(WireConnection seen, UnaryOperator<Activity> of) {
    alerts.add(new Warned(seen, of));
  }

  /** Whoever has an address did something; null when that is not known. */
  public void act(
      @Nullable String address,
      @Nullable ObservedTime time,
      Activity activity,
      Outcome outcome,
      Set<Quality> quality,
      RecordRef ref) {
    acts.add(new Act(address, time, activity, outcome, quality, ref));
  }

  /** No more will be seen. */
  public void end() {
    if (!connections.isEmpty() || !acts.isEmpty() || !alerts.isEmpty()) {
      sink.whenAllIsRead(this::tell);
    }
  }

  private void tell(Inventory inventory) {
    PodAddresses places = new PodAddresses(inventory);
    connections.forEach(c -> tell(c, places, UnaryOperator.identity()));
    alerts.forEach(a -> tell(a.seen(), places, a.of()));
    for (Act act : acts) {
      Location pod = places.pod(act.address(), act.time());
      observe(
          act.time(),
          pod != null ? pod : places.node(act.address()),
          act.activity(),
          act.outcome(),
          act.quality(),
          act.ref());
    }
    connections.clear();
    acts.clear();
    alerts.clear();
  }

  private void tell(WireConnection seen, PodAddresses places, UnaryOperator<Activity> as) {
    WireConnection.Answer answer = seen.answer();
    Endpoint own = answer != null ? answer.own() : seen.server();
    Location client = places.pod(seen.client().address(), seen.time());
    Location server = places.pod(own.address(), seen.time());
    long told = 1;
    if (client == null && server != null) {
      accepted(seen, server, seen.time(), seen.ref(), as);
    } else {
      observe(
          seen.time(),
          client != null ? client : places.node(seen.client().address()),
          as.apply(
              new Activity.ConnectionOpened(
                  seen.client(), seen.server(), seen.protocol(), seen.traffic())),
          seen.outcome(),
          seen.quality(),
          seen.ref());
      boolean another = answer != null && !answer.ref().equals(seen.ref());
      if (server != null && answer != null && another && !seen.client().equals(own)) {
        accepted(seen, server, answer.time(), answer.ref(), as);
        told++;
      }
    }
    sink.skipped(TOLD, seen.records() - told);
  }

  private void accepted(
      WireConnection seen,
      Location server,
      @Nullable ObservedTime time,
      RecordRef ref,
      UnaryOperator<Activity> as) {
    WireConnection.Answer answer = seen.answer();
    Traffic traffic = seen.traffic();
    Traffic turned = answer != null ? answer.traffic() : traffic == null ? null : traffic.turned();
    Endpoint end = answer != null ? answer.own() : seen.server();
    Endpoint own = new Endpoint(end.address(), end.port(), null);
    observe(
        time,
        server,
        as.apply(
            new Activity.ConnectionAccepted(
                own, answer != null ? answer.peer() : seen.client(), seen.protocol(), turned)),
        seen.outcome(),
        seen.quality(),
        ref);
  }

  private void observe(
      @Nullable ObservedTime time,
      Location at,
      Activity activity,
      Outcome outcome,
      Set<Quality> quality,
      RecordRef ref) {
    Set<Quality> all = EnumSet.noneOf(Quality.class);
    all.addAll(quality);
    if (at.pod() != null) {
      all.add(Quality.LOCATION_JOINED);
    }
    sink.observed(new Observation(time, at, ProcessInfo.UNKNOWN, activity, outcome, all, ref));
  }
}
