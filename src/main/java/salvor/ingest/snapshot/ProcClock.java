package salvor.ingest.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;

/**
 * The time of a tree of {@code /proc}. When the machine was started is told by {@code stat}, to the
 * second; how long it ran then by {@code uptime}; how long a tick is by the vector that the kernel
 * hands each program, or by the ticks that a processor has spent in that time. What is not told by
 * one of these has no time.
 */
final class ProcClock {
  private static final Pattern BOOT = Pattern.compile("(?m)^btime ([0-9]{1,11})$");
  private static final Pattern PROCESSOR = Pattern.compile("(?m)^cpu0((?: [0-9]{1,18}){4,8})");
  private static final Pattern UPTIME = Pattern.compile("([0-9]{1,11})(?:\\.([0-9]{2}))? .*\\s*");

  /** The kernel's own limits of it, USER_HZ. */
  private static final int[] RATES = {100, 1024};

  private static final int TICKS_KEY = 17; // AT_CLKTCK of auxvec.h

  private @Nullable Long boot;
  private double spent;
  private double up;
  private int vector;

  void stat(String text) {
    Matcher at = BOOT.matcher(text);
    boot = at.find() ? Long.valueOf(at.group(1)) : null;
    Matcher processor = PROCESSOR.matcher(text);
    spent = 0;
    if (processor.find()) {
      for (String each : processor.group(1).strip().split(" ")) {
        spent += Double.parseDouble(each);
      }
    }
  }

  void uptime(String text) {
    Matcher told = UPTIME.matcher(text);
    if (told.matches()) {
      up =
          Long.parseLong(told.group(1))
              + (told.group(2) == null ? 0 : Integer.parseInt(told.group(2)) / 100.0);
    }
  }

  /** Pairs of a key and a value, in the words of the machine. */
  void vector(byte[] pairs) {
    ByteBuffer in = ByteBuffer.wrap(pairs).order(ByteOrder.LITTLE_ENDIAN);
    while (vector == 0 && in.remaining() >= 16) {
      long key = in.getLong();
      long value = in.getLong();
      vector = key == TICKS_KEY && value > 0 && value <= 1_000_000 ? (int) value : 0;
    }
  }

  /** The ticks of a second; 0 where nothing tells. */
  int rate() {
    if (vector > 0) {
      return vector;
    }
    for (int rate : RATES) {
      if (up > 60 && Math.abs(spent / up - rate) < rate * 0.2) {
        return rate;
      }
    }
    return 0;
  }

  /** Whether it is told when the machine was started. */
  boolean knowsBoot() {
    return boot != null;
  }

  /** When the machine was started, which tells one run of it from others; null when not told. */
  @Nullable Long boot() {
    return boot;
  }

  /** When the tree was taken, to the second; null where nothing tells. */
  @Nullable ObservedTime taken() {
    return up == 0 ? null : after((long) up);
  }

  /** When a process was started, to the second; null where nothing tells. */
  @Nullable ObservedTime started(long ticks) {
    int rate = rate();
    return rate == 0 || ticks < 0 ? null : after(ticks / rate);
  }

  private @Nullable ObservedTime after(long seconds) {
    return boot == null || boot == 0
        ? null
        : TimeText.read(Instant.ofEpochSecond(boot + seconds).toString()).orElse(null);
  }
}
