package salvor.training;

import java.time.Duration;
import salvor.cluster.Reach;
import salvor.training.Happening.OpenSocket;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets the attacker's programs try again once their connections were ended: as recorded, within two
 * seconds where nothing keeps them from it; otherwise the attempt stays in {@code SYN-SENT}.
 */
final class Reconnecting implements PodExec.Killing {
  private static final Duration RETRY = Duration.ofSeconds(2);
  private final Reach reach;
  private final Timetable timetable;
  private int port = 50_000;

  Reconnecting(Reach reach, Timetable timetable) {
    this.reach = reach;
    this.timetable = timetable;
  }

  @Override
  public void killed(ObjectNode pod, World.Box box, OpenSocket socket) {
    if (socket.step() != null) {
      timetable.in(RETRY, () -> retry(pod, box, socket));
    }
  }

  private void retry(ObjectNode pod, World.Box box, OpenSocket socket) {
    if (box.processes.containsKey(socket.pid())) {
      boolean through =
          reach.leaves(pod, Addresses.host(socket.remote()), Addresses.port(socket.remote()));
      box.sockets.add(
          new OpenSocket(
              box.id,
              socket.opened(),
              Addresses.host(socket.local()) + ":" + port++,
              socket.remote(),
              through ? "ESTAB" : "SYN-SENT",
              socket.pid(),
              socket.step()));
    }
  }
}
