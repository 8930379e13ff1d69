package salvor.cluster.fabric8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Gap;
import salvor.cluster.LogLine;
import salvor.cluster.Trouble;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import salvor.cluster.Watching;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps up with the objects of a kind: one list, and one watch from the list's version on.
 *
 * <p>Each line of the watch moves the version on; bookmarks move it where nothing changes. When the
 * watch breaks, it is begun again from the last version, and the server tells what was missed: a
 * hole that is retold. When the server no longer knows that version (410), has gone back to an
 * older one (restored from a backup), or said something that is not understood, the kind is listed
 * anew: a hole that stays one. A server that is behind our version would tell nothing until it has
 * caught up, and never say so; therefore its version is asked for after every loss.
 *
 * <p>A watch that the server ends by itself, as it does every few minutes, is no loss.
 */
final class KindWatch implements Watching {
  private static final int LONGEST_LINE = 64 << 20;
  private static final int SHORTEST_WATCH_SECONDS = 300;
  private final Asking asking;
  private final String path;
  private final WatchListener listener;
  private final KnownObjects known;
  private final InstantSource clock;
  private final Patience patience;
  private final Random chance;
  private final Consumer<Watching> whenClosed;
  private String version = "";
  private boolean listed;
  private int failures;
  private Instant heard;
  private @Nullable Trouble lost;
  private boolean relisted;
  private volatile @Nullable Exchange exchange;
  private boolean closed;
  private boolean hurried;

  KindWatch(
      Asking asking,
      String path,
      WatchListener listener,
      InstantSource clock,
      Patience patience,
      long seed,
      Consumer<Watching> whenClosed) {
    this.asking = asking;
    this.path = path;
    this.listener = listener;
    this.known = new KnownObjects(listener);
    this.clock = clock;
    this.patience = patience;
    this.chance = new Random(seed ^ path.hashCode());
    this.whenClosed = whenClosed;
    this.heard = clock.instant();
  }

  /** Runs until closed. */
  void run() {
    while (!isClosed()) {
      try {
        if (lost != null && !version.isEmpty()) {
          compareVersions();
        }
        if (version.isEmpty()) {
          list();
        }
        follow();
      } catch (ClusterFailure failure) {
        if (!isClosed()) {
          failed(failure.trouble());
        }
      }
    }
    listener.state(new WatchState.Closed());
    whenClosed.accept(this);
  }

  private void list() throws ClusterFailure {
    relisted = listed;
    if (lost == null) {
      listener.state(new WatchState.Listing(0));
    }
    known.begin();
    version = new Pages(asking, path).each(known::listed);
    known.end();
    heard();
    if (!listed) {
      lost = null; // before the first list nothing was known: no hole
    }
    listed = true;
    listener.synced();
  }

  private void compareVersions() throws ClusterFailure {
    String now = new Pages(asking, path).version();
    if (isBefore(now, version)) {
      throw wentBack(now);
    }
  }

  private ClusterFailure wentBack(String now) {
    return new ClusterFailure(
        new Trouble.Expired("the server is at version " + now + ", before " + version));
  }

  /** Versions are numbers that grow (KEP-5504); what is no number is not compared. */
  private static boolean isBefore(String one, String other) {
    boolean numbers = (one + other).chars().allMatch(c -> c >= '0' && c <= '9');
    return numbers
        && (one.length() != other.length()
            ? one.length() < other.length()
            : one.compareTo(other) < 0);
  }

  private void follow() throws ClusterFailure {
    Instant begun = clock.instant();
    int seconds = SHORTEST_WATCH_SECONDS + chance.nextInt(SHORTEST_WATCH_SECONDS);
    String query =
        "?watch=1&allowWatchBookmarks=true&resourceVersion="
            + version
            + "&timeoutSeconds="
            + seconds;
    try (Exchange stream = asking.stream(path + query)) {
      exchange = stream;
      found();
      LineReader lines = new LineReader(stream, LONGEST_LINE);
      while (!isClosed()) {
        LogLine line = lines.next(patience.silence());
        if (line == null) {
          heard(); // it ended in order: nothing that was sent before is missing
          break;
        }
        if (!line.ends() && line.bytes().length < LONGEST_LINE) {
          break; // a line that broke off with the stream is told again
        }
        event(line);
      }
    } finally {
      exchange = null;
      if (Duration.between(begun, clock.instant()).compareTo(patience.longest()) > 0) {
        failures = 0; // it was quiet, but it was there
      }
    }
    if (!isClosed() && Duration.between(begun, clock.instant()).compareTo(patience.first()) < 0) {
      throw new ClusterFailure(
          new Trouble.Unreachable(
              asking.server(), Trouble.Unreachable.Reason.BROKEN, "the watch ended at once"));
    }
  }

  private void found() {
    Trouble why = lost;
    if (why != null) {
      listener.gap(new Gap(heard, clock.instant(), why, !relisted));
      lost = null;
    }
    relisted = false;
    heard();
    listener.state(new WatchState.Live(heard));
  }

  private void heard() {
    if (lost == null) {
      heard = clock.instant();
    }
  }

  private void event(LogLine line) throws ClusterFailure {
    JsonNode event;
    try {
      event = JsonMapper.shared().readTree(line.bytes());
    } catch (JacksonException e) {
      throw notUnderstood(line);
    }
    JsonNode object = event.path("object");
    String at = object.path("metadata").path("resourceVersion").asString("");
    switch (event.path("type").asString("")) {
      case "ADDED", "MODIFIED" -> {
        forward(at);
        known.changed(object);
      }
      case "DELETED" -> {
        version = at.isEmpty() || isBefore(at, version) ? version : at;
        known.gone(object);
      }
      case "BOOKMARK" -> forward(at);
      case "ERROR" ->
          throw new ClusterFailure(Failures.status(asking.server(), object, Duration.ZERO));
      default -> throw notUnderstood(line);
    }
    heard();
    failures = 0;
  }

  private void forward(String at) throws ClusterFailure {
    if (isBefore(at, version)) {
      throw wentBack(at);
    }
    version = at.isEmpty() ? version : at;
  }

  private ClusterFailure notUnderstood(LogLine line) {
    version = ""; // what it told is lost: only a list can tell
    return new ClusterFailure(new Trouble.Other(Failures.begin(line.bytes())));
  }

  private void failed(Trouble trouble) {
    failures++;
    boolean first = lost == null;
    lost = first ? trouble : lost;
    boolean never = !listed;
    if (never && (trouble instanceof Trouble.Forbidden || trouble instanceof Trouble.Missing)) {
      listener.state(new WatchState.Ended(trouble));
      pause(null);
      return;
    }
    Duration wait = patience.pause(failures, chance);
    if (trouble instanceof Trouble.Expired) {
      version = "";
      wait = failures == 1 ? Duration.ZERO : wait;
    } else if (trouble instanceof Trouble.Busy(Duration asked, String said)
        && asked.compareTo(wait) > 0) {
      wait = asked;
    }
    listener.state(new WatchState.Lost(heard, trouble, clock.instant().plus(wait)));
    pause(wait);
  }

  private synchronized void pause(@Nullable Duration wait) {
    long end = wait == null ? Long.MAX_VALUE : System.nanoTime() + wait.toNanos();
    try {
      while (!closed && !hurried) {
        long left = wait == null ? 0 : (end - System.nanoTime() + 999_999) / 1_000_000;
        if (wait != null && left <= 0) {
          return;
        }
        wait(left);
      }
      hurried = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void retry() {
    hurried = true;
    notifyAll();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    Exchange open = exchange;
    if (open != null) {
      open.close();
    }
  }
}
