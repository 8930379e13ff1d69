package salvor.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * How much of a facet a workload does in an hour of the day, and how much it may.
 *
 * <p>The counts of one hour of the day follow a negative binomial distribution: workloads are
 * burstier than a Poisson process, whose bounds raise dozens of false alarms a week. The mean of an
 * hour is drawn to those of its neighbours, since a week has few samples of each; the dispersion is
 * one for all hours; both are widened by what so few samples leave uncertain. An hour is judged
 * only with {@value #DAYS} days of it.
 *
 * <p>Each test is wrong once in {@code 1/}{@value #CHANCE} cases in either direction, so the number
 * of hours looked at says how many false alarms to expect. Rates are a weak signal: they show
 * mining and exfiltration, and never a single shell.
 */
public final class RateEnvelope {
  /** The fewest days from which an hour is judged. */
  public static final int DAYS = 7;

  /** How often a test calls an ordinary hour out of the envelope, in each direction. */
  public static final double CHANCE = 0.001;

  private static final int HOURS = 24;

  /** So many days of its neighbours count as much as the hour's own. */
  private static final double DRAWN = 3;

  /** Burstiness that is always reckoned with; 1 over the size parameter. */
  private static final double LEAST_DISPERSION = 0.01;

  /** No hour holds more; a bound above it would be of counts that nobody made. */
  private static final long MOST = 1L << 50;

  private final int[] days = new int[HOURS];
  private final double[] mean = new double[HOURS];
  private final double dispersion;

  private RateEnvelope(SortedMap<Long, Long> counts, List<Window> windows) {
    double[] sum = new double[HOURS];
    for (Window window : windows) {
      for (long hour = first(window); hour < end(window); hour++) {
        int of = (int) Math.floorMod(hour, (long) HOURS);
        days[of]++;
        sum[of] += counts.getOrDefault(hour, 0L);
      }
    }
    for (int hour = 0; hour < HOURS; hour++) {
      mean[hour] = mean(sum, hour);
    }
    dispersion = dispersion(counts, windows);
  }

  /** The first hour that lies wholly in a window, in hours since 1970. */
  private static long first(Window window) {
    return Math.ceilDiv(window.from(), HourlyCounts.HOUR);
  }

  private static long end(Window window) {
    return Math.floorDiv(window.until(), HourlyCounts.HOUR);
  }

  private double mean(double[] sum, int hour) {
    double near = 0;
    double weights = 0;
    for (int by = -1; by <= 1; by++) {
      int at = Math.floorMod(hour + by, HOURS);
      double weight = days[at] * (by == 0 ? 2.0 : 1.0);
      near += days[at] == 0 ? 0 : weight * sum[at] / days[at];
      weights += weight;
    }
    double around = weights == 0 ? 0 : near / weights;
    return Math.max(
        (sum[hour] + DRAWN * around) / (days[hour] + DRAWN), 0.5 / Math.max(1, days[hour]));
  }

  /** By the moments of all hours together. */
  private double dispersion(SortedMap<Long, Long> counts, List<Window> windows) {
    double excess = 0;
    double squares = 0;
    for (Window window : windows) {
      for (long hour = first(window); hour < end(window); hour++) {
        double expected = mean[(int) Math.floorMod(hour, (long) HOURS)];
        double off = counts.getOrDefault(hour, 0L) - expected;
        excess += off * off - expected;
        squares += expected * expected;
      }
    }
    return squares == 0 ? LEAST_DISPERSION : Math.max(LEAST_DISPERSION, excess / squares);
  }

  /**
   * The envelope of a facet; empty when its hours were not counted or no hour of the day was
   * watched on {@value #DAYS} days.
   */
  public static Optional<RateEnvelope> of(Profile profile, Facet facet) {
    return !isBounded(profile)
        ? Optional.empty()
        : profile.hours().stream()
            .filter(h -> h.facet() == facet)
            .findFirst()
            .map(h -> new RateEnvelope(h.counts(), profile.windows()))
            .filter(RateEnvelope::knowsAny);
  }

  private static boolean isBounded(Profile profile) {
    return profile.windows().stream()
        .noneMatch(w -> w.from() == Long.MIN_VALUE || w.until() == Long.MAX_VALUE);
  }

  /**
   * On how many days the hour of the day was watched that was watched most often; 0 also where it
   * is not known when was watched.
   */
  public static int days(Profile profile) {
    return isBounded(profile)
        ? Arrays.stream(new RateEnvelope(new TreeMap<>(), profile.windows()).days).max().orElse(0)
        : 0;
  }

  private boolean knowsAny() {
    for (int of : days) {
      if (of >= DAYS) {
        return true;
      }
    }
    return false;
  }

  /** On how many days an hour of the day was watched. */
  public int days(int hourOfDay) {
    return days[hourOfDay];
  }

  /** Whether an hour of the day is judged. */
  public boolean knows(int hourOfDay) {
    return days[hourOfDay] >= DAYS;
  }

  /** The expected count. */
  public double mean(int hourOfDay) {
    return mean[hourOfDay];
  }

  /** The largest count that is still ordinary. */
  public long most(int hourOfDay) {
    return quantile(hourOfDay, 1 - CHANCE);
  }

  /** The count that half of all hours do not exceed. */
  public long median(int hourOfDay) {
    return quantile(hourOfDay, 0.5);
  }

  private long quantile(int hourOfDay, double share) {
    long low = -1;
    long high = 1;
    while (high < MOST && upTo(hourOfDay, high) < share) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (upTo(hourOfDay, middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The smallest count that is still ordinary; 0 where silence is. */
  public long least(int hourOfDay) {
    long least = 0;
    while (upTo(hourOfDay, least) < CHANCE) {
      least = least == 0 ? 1 : least + Math.max(1, least / 64);
    }
    return least;
  }

  /** The probability of a count or less: {@code I_p(r, count + 1)}. */
  private double upTo(int hourOfDay, long count) {
    double expected = mean[hourOfDay];
    double samples = days[hourOfDay] + DRAWN;
    double widened = dispersion + (dispersion + 1 / expected) / samples;
    double size = 1 / widened;
    return RegularizedBeta.value(size / (size + expected), size, count + 1.0);
  }
}
