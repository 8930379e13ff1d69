package salvor.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.workload.ImageDigest;
import salvor.workload.Location;

/**
 * Observations made up for a test, told in the order of time; each lasts a second unless {@link
 * #at} says when.
 */
public final class Story {
  public static final ImageDigest DIGEST = new ImageDigest("sha256:" + "a".repeat(64));
  public static final Location WEB =
      new Location(
          null, "shop", "web-5468d8c4df-8ppl7", null, "web", "0123456789ab", null, DIGEST, null);
  public static final Location NODE =
      new Location("n1", null, null, null, null, null, null, null, null);
  public static final ProcessInfo.Parent SHIM =
      new ProcessInfo.Parent(1, null, "/usr/bin/containerd-shim-runc-v2", "containerd-shim", null);
  private static final long BEGIN = 1_800_000_000_000_000_000L;

  private final List<Observation> told = new ArrayList<>();
  private Location where = WEB;
  private int source;
  private long next;

  public Story in(Location location) {
    where = location;
    return this;
  }

  /** From now on by this sensor. */
  public Story by(int sensor) {
    source = sensor;
    return this;
  }

  /** The next one happens so many milliseconds after the beginning. */
  public Story at(long millis) {
    next = millis;
    return this;
  }

  public Story start(
      int pid,
      String executable,
      String command,
      ProcessInfo.@Nullable Parent parent,
      Quality... quality) {
    return act(process(pid, executable, command, parent), new Activity.ProcessStarted(), quality);
  }

  public Story act(int pid, String executable, Activity activity) {
    return act(process(pid, executable, base(executable), null), activity);
  }

  public Story act(ProcessInfo process, Activity activity, Quality... quality) {
    told.add(
        new Observation(
            new ObservedTime(BEGIN + next * 1_000_000L, "t" + next),
            where,
            process,
            activity,
            Set.of(quality),
            new RecordRef(source, told.size() + 1, told.size(), 1)));
    next += 1000;
    return this;
  }

  public static ProcessInfo process(
      int pid, String executable, String command, ProcessInfo.@Nullable Parent parent) {
    return new ProcessInfo(
        pid, pid + 1, null, executable, base(executable), command, null, null, parent);
  }

  public static ProcessInfo.Parent parent(int pid, String executable, String command) {
    return new ProcessInfo.Parent(pid, null, executable, base(executable), command);
  }

  public static Activity.KernelAction call(String name) {
    return new Activity.KernelAction(Activity.KernelAction.Type.SYSCALL, name, null);
  }

  public static Activity.ConnectionAccepted from(String client, int port) {
    return new Activity.ConnectionAccepted(
        new Endpoint("10.0.0.1", 8000, null), new Endpoint(client, port, null), "tcp");
  }

  public static Activity.ConnectionOpened to(String peer, int port) {
    return new Activity.ConnectionOpened(
        new Endpoint("10.0.0.1", 40_000, null), new Endpoint(peer, port, null), "tcp");
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public Observations observations() {
    return Observations.of(told);
  }
}
