package salvor.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.cluster.Trouble;
import salvor.custody.Sha256;
import salvor.jobs.Job;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;

/** The sensors of a cluster that are followed, each by a job and into a folder of its own. */
final class FollowedSensors implements AutoCloseable {
  /** A pod alone may have a name of 253 bytes, and a file one of 255. */
  private static final int LONGEST_NAME = 200;

  private static final Trouble NOT_RECORDED =
      new Trouble.Other("nothing was recorded between two recordings into one folder");
  private static final Trouble GONE = new Trouble.Other("its pod is gone");

  private final Cluster cluster;
  private final Path folder;
  private final HoleLog notHeard;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Map<Sensor, Following> followed = new LinkedHashMap<>();
  private final List<Hole> holes = new ArrayList<>();

  FollowedSensors(Cluster cluster, Path folder, HoleLog notHeard, Jobs jobs, InstantSource clock) {
    this.cluster = cluster;
    this.folder = folder;
    this.notHeard = notHeard;
    this.jobs = jobs;
    this.clock = clock;
  }

  private static final class Following {
    private final Recorder recorder;
    private volatile @Nullable Trouble lost;
    private volatile @Nullable Instant since;
    private @Nullable Job<Sensor> job;
    private boolean gone;
    private volatile boolean replaced;

    Following(Recorder recorder) {
      this.recorder = recorder;
    }
  }

  /** How many lines they wrote. */
  synchronized long lines() {
    return followed.values().stream().mapToLong(each -> each.recorder.lines()).sum();
  }

  /** Each of them that no other replaced, and whether it is heard. */
  synchronized List<LiveCase.Heard> heard() {
    List<LiveCase.Heard> heard = new ArrayList<>();
    followed.forEach((sensor, each) -> {
      Trouble lost = each.lost;
      if (!each.replaced) {
        Instant since = lost == null ? null : each.since;
        heard.add(new LiveCase.Heard(sensor, each.recorder.lines(), lost, since));
      }
    });
    return heard;
  }

  /** Times in which one was not heard. */
  synchronized List<Hole> holes() {
    return List.copyOf(holes);
  }

  /** The files of what they wrote. */
  synchronized List<Recorder.Segment> segments() {
    List<Recorder.Segment> all = new ArrayList<>();
    followed.values().forEach(each -> all.addAll(each.recorder.segments()));
    return all;
  }

  /** Follows each sensor that is not followed yet, and lets go of those that are gone. */
  synchronized void follow(Collection<LivePod> pods) throws IOException {
    Set<Sensor> there = new HashSet<>();
    for (LivePod pod : pods) {
      Map<String, String> images =
          pod.containers().stream()
              .collect(
                  Collectors.toMap(LiveContainer::name, LiveContainer::image, (one, other) -> one));
      var found = Sensor.in(pod.namespace(), pod.name(), pod.node(), images);
      if (found.isPresent()) {
        there.add(found.get());
        Following known = followed.get(found.get());
        if (known == null) {
          follow(found.get());
        } else if (known.gone) {
          again(found.get(), known);
        }
      }
    }
    followed.forEach((sensor, each) -> {
      if (!there.contains(sensor) && !each.gone && each.job != null) {
        each.gone = true;
        each.job.cancel();
        heard(sensor, each, GONE);
      }
    });
  }

  private void follow(Sensor sensor) throws IOException {
    Following following = new Following(new Recorder(folder.resolve(named(sensor)), clock));
    followed.put(sensor, following);
    Instant before = following.recorder.endedBefore();
    if (before != null) {
      hole(new Hole(sensor, before, clock.instant(), NOT_RECORDED));
    }
    begin(sensor, following);
  }

  /** A pod that was gone is there again under its name, as of a StatefulSet: its log is another. */
  private void again(Sensor sensor, Following following) {
    Instant since = following.since;
    following.gone = false;
    if (since != null && !following.replaced) {
      hole(new Hole(sensor, since, clock.instant(), GONE));
    }
    following.replaced = false;
    heard(sensor, following, null);
    begin(sensor, following);
  }

  private void begin(Sensor sensor, Following following) {
    Follower follower =
        new Follower(
            sensor,
            new ClusterLogs(cluster),
            following.recorder,
            this::hole,
            why -> heard(sensor, following, why),
            Follower::pause);
    Job<Sensor> job =
        jobs.start(
            "Follow " + sensor.pod(),
            progress -> {
              try {
                follower.run(progress);
              } catch (JobCancelled asked) {
                throw asked;
              } catch (IOException | UncheckedIOException cause) {
                following.lost =
                    new Trouble.Other("what it says cannot be written: " + cause.getMessage());
              } catch (RuntimeException cause) { // whoever looks on must not take it for heard
                heard(sensor, following, new Trouble.Other("it is no longer followed: " + cause));
                throw cause;
              }
              return sensor;
            });
    following.job = job;
  }

  /** Notes whether a sensor is heard, and writes down when that changes. */
  private void heard(Sensor sensor, Following following, @Nullable Trouble why) {
    boolean was = following.lost == null;
    following.lost = why;
    if (was && why != null) {
      Instant now = clock.instant();
      following.since = now;
      notHeard.lost(sensor, now, why);
    } else if (!was && why == null) {
      notHeard.again(sensor, clock.instant());
    }
    if (why == null) {
      replace(sensor);
    }
  }

  /** A pod of the same sensor that is gone from the node is not awaited when another is heard. */
  private synchronized void replace(Sensor by) {
    followed.forEach((sensor, each) -> {
      Instant since = each.since;
      if (each.gone
          && !each.replaced
          && since != null
          && sensor.kind() == by.kind()
          && sensor.node().equals(by.node())
          && sensor.namespace().equals(by.namespace())
          && sensor.container().equals(by.container())) {
        each.replaced = true;
        hole(new Hole(sensor, since, clock.instant(), GONE));
      }
    });
  }

  /** The name of the folder of a sensor; no two have the same. */
  static String named(Sensor sensor) {
    String name =
        named(sensor.namespace()) + "_" + named(sensor.pod()) + "_" + named(sensor.container());
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    Sha256 hash = new Sha256();
    byte[] whole = name.getBytes(StandardCharsets.UTF_8);
    hash.update(whole, 0, whole.length);
    String hex = hash.hex();
    return name.substring(0, LONGEST_NAME - hex.length() - 1) + "-" + hex;
  }

  /** A name that a server gave, as a part of a file's name; no two names give the same. */
  private static String named(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9.-]", "-");
    return safe.equals(name) ? safe : safe + "-" + Integer.toHexString(name.hashCode());
  }

  private synchronized void hole(Hole hole) {
    holes.add(hole);
    notHeard.hole(hole);
  }

  @Override
  public void close() throws IOException {
    Map<Sensor, Following> ending;
    synchronized (this) {
      ending = new LinkedHashMap<>(followed);
    }
    for (Following each : ending.values()) {
      Job<Sensor> job = each.job;
      if (job != null) {
        job.cancel();
      }
    }
    for (Map.Entry<Sensor, Following> each : ending.entrySet()) {
      Following following = each.getValue();
      Job<Sensor> job = following.job;
      if (job != null) {
        job.await();
      }
      following.recorder.close();
      Trouble why = following.lost;
      Instant since = following.since;
      if (why != null
          && since != null
          && !following.replaced) { // a silence must not reach into the next recording
        notHeard.hole(new Hole(each.getKey(), since, clock.instant(), why));
      }
    }
  }
}
