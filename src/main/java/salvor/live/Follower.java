package salvor.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;
import salvor.jobs.Progress;

/**
 * Follows one sensor: everything that it writes goes to a recorder once, over lost connections and
 * restarts.
 *
 * <p>After a loss the log is asked for from the time of the last line on, that line included. When
 * it comes again, nothing was lost; when it does not, because the container is another or its log
 * was rotated, that is a {@link Hole}.
 */
public final class Follower {
  private static final Duration FIRST_TRY = Duration.ofSeconds(1);
  private static final Duration LAST_TRY = Duration.ofSeconds(30);
  private static final Trouble ENDED = new Trouble.Other("its log ended");

  private final Sensor sensor;
  private final LogSource source;
  private final Recorder recorder;
  private final Consumer<Hole> holes;
  private final Consumer<@Nullable Trouble> lost;
  private final Waiting waiting;
  private @Nullable Instant last;
  private final List<byte[]> atLast = new ArrayList<>();

  /** Waits between two attempts. */
  @FunctionalInterface
  public interface Waiting {
    /** Waits, and tells the progress so that it can be cancelled. */
    void wait(Duration time, Progress progress);
  }

  /**
   * @param holes told of every time that may be missing
   * @param lost told why the connection was lost, and null once it is back
   */
  public Follower(
      Sensor sensor,
      LogSource source,
      Recorder recorder,
      Consumer<Hole> holes,
      Consumer<@Nullable Trouble> lost,
      Waiting waiting) {
    this.sensor = sensor;
    this.source = source;
    this.recorder = recorder;
    this.holes = holes;
    this.lost = lost;
    this.waiting = waiting;
  }

  /**
   * Follows until cancelled. A log that says nothing for a while is asked for anew without a word:
   * if it had nothing to say, its last line comes again; if the connection was half open, what was
   * written meanwhile comes with it.
   *
   * @throws IOException when what arrives cannot be written: nothing of it would be evidence
   */
  public void run(Progress progress) throws IOException {
    Duration next = FIRST_TRY;
    Trouble why = ENDED;
    while (true) {
      Attempt attempt = new Attempt(why);
      try {
        source.follow(sensor, last, attempt, progress);
        why = ENDED;
      } catch (ClusterFailure cause) {
        why = cause.trouble();
      }
      if (why instanceof Trouble.Silent) {
        progress.at(0, 0, "Following " + sensor.pod());
        continue;
      }
      next = attempt.heard ? FIRST_TRY : longer(next);
      lost.accept(why);
      waiting.wait(next, progress);
    }
  }

  /** Waits on the clock of the machine. */
  static void pause(Duration time, Progress progress) {
    CountDownLatch end = new CountDownLatch(1);
    progress.onCancel(end::countDown);
    try {
      end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.at(0, 0, "Waiting for the next attempt");
  }

  private static Duration longer(Duration time) {
    Duration twice = time.multipliedBy(2);
    return twice.compareTo(LAST_TRY) > 0 ? LAST_TRY : twice;
  }

  /** One connection: drops what was there before, and finds out whether something is missing. */
  private final class Attempt implements LogSource.Lines {
    private final Trouble why;
    private final @Nullable Instant before = last;
    private final Set<ByteBuffer> known = new HashSet<>();
    private boolean overlap;
    private boolean heard;
    private boolean wanted;

    Attempt(Trouble why) {
      this.why = why;
      atLast.forEach(text -> known.add(ByteBuffer.wrap(text)));
    }

    @Override
    public void line(Instant time, byte[] text, boolean ends) throws IOException {
      if (!heard) {
        heard = true;
        lost.accept(null);
      }
      wanted = isNew(time, text);
      if (wanted) {
        if (before != null && !overlap) {
          overlap = true;
          holes.accept(new Hole(sensor, before, time, why));
        }
        recorder.piece(text, ends);
        if (!time.equals(last)) {
          last = time;
          atLast.clear();
        }
        atLast.add(text);
      }
    }

    private boolean isNew(Instant time, byte[] text) {
      if (before == null || time.isAfter(before)) {
        return true;
      }
      boolean again = time.equals(before) && known.contains(ByteBuffer.wrap(text));
      overlap |= again;
      return !again && time.equals(before);
    }

    @Override
    public void more(byte[] text, boolean ends) throws IOException {
      if (wanted) {
        recorder.piece(text, ends);
      }
    }
  }
}
