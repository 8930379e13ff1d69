package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Simulated weeks: by day, overdispersed, as the counts of real services are. */
class RateEnvelopeTest {
  private static final long MONDAY = 20_000L * 24;
  private static final double BURSTY = 0.15;

  @Test
  void ordinaryWeeksRaiseHardlyAnAlarmAndATenfoldHourIsFound() {
    Random random = new Random(42);
    int alarms = 0;
    int weeks = 0;
    int bursts = 0;
    int found = 0;
    for (int metric = 0; metric < 60; metric++) {
      double level = Math.exp(random.nextDouble() * 6); // 1 to 400 an hour
      RateEnvelope envelope = envelope(counts(random, level, 14), 14);
      for (int week = 0; week < 4; week++, weeks++) {
        for (int hour = 0; hour < 7 * 24; hour++) {
          alarms += draw(random, mean(level, hour % 24)) > envelope.most(hour % 24) ? 1 : 0;
        }
      }
      for (int hour = 9; hour < 18; hour++, bursts++) {
        found += draw(random, 10 * Math.max(4, mean(level, hour))) > envelope.most(hour) ? 1 : 0;
      }
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "false alarms a week and metric: %.2f; tenfold hours found: %.3f%n",
        (double) alarms / weeks,
        (double) found / bursts);
    assertThat((double) alarms / weeks).isLessThanOrEqualTo(0.6);
    assertThat((double) found / bursts).isGreaterThan(0.98);
  }

  @Test
  void aHeartbeatThatStopsIsBelowTheEnvelope() {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (long hour = MONDAY; hour < MONDAY + 14 * 24; hour++) {
      counts.put(hour, 60L);
    }
    RateEnvelope envelope = envelope(counts, 14);
    assertThat(envelope.least(3)).isPositive().isLessThan(60);
    assertThat(envelope.most(3)).isGreaterThan(60);
  }

  @Test
  void fewerThanSevenDaysOfAnHourAreUnknown() {
    Random random = new Random(1);
    assertThat(RateEnvelope.of(profile(counts(random, 50, 6), 6), Facet.EXEC)).isEmpty();
    assertThat(RateEnvelope.of(profile(counts(random, 50, 7), 7), Facet.EXEC)).isPresent();
    assertThat(RateEnvelope.of(profile(counts(random, 50, 7), 7), Facet.DNS)).isEmpty();
  }

  @Test
  void countsThatNobodyMakesEndInABound() {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (long hour = MONDAY; hour < MONDAY + 7 * 24; hour++) {
      counts.put(hour, hour % 5 == 0 ? 1_000_000_000_000L : 0L);
    }
    assertThat(envelope(counts, 7).most(3)).isPositive();
  }

  @Test
  void whatIsNotRecordedIsNotMissing() {
    Profile known = profile(counts(new Random(1), 50, 8), 8);
    Profile now =
        new Profile(
            "a",
            known.key(),
            Map.of(),
            List.of(),
            List.of(new Unit("pod", null, null, java.util.EnumSet.of(Facet.DNS), false)),
            known.windows(),
            "salvor");
    JudgedHours judged = JudgedHours.of(known, now, WatchedHours.in(known.windows())).getFirst();
    assertThat(judged.recorded()).isFalse();
    assertThat(judged.outside()).isEmpty();
  }

  @Test
  void onlyWholeHoursAreCounted() {
    SortedMap<Long, Long> counts = counts(new Random(1), 50, 8);
    Profile profile =
        new Profile(
            "a",
            new Profile.Key(null, null, "a", "a", null),
            Map.of(),
            List.of(),
            List.of(),
            List.of(
                new Window(MONDAY * HourlyCounts.HOUR + 1, (MONDAY + 7 * 24) * HourlyCounts.HOUR)),
            "salvor",
            List.of(new HourlyCounts(Facet.EXEC, counts)));
    RateEnvelope envelope = RateEnvelope.of(profile, Facet.EXEC).orElseThrow();
    assertThat(envelope.days(0)).isEqualTo(6);
    assertThat(envelope.knows(0)).isFalse();
    assertThat(envelope.days(1)).isEqualTo(7);
  }

  private static RateEnvelope envelope(SortedMap<Long, Long> counts, int days) {
    return RateEnvelope.of(profile(counts, days), Facet.EXEC).orElseThrow();
  }

  private static Profile profile(SortedMap<Long, Long> counts, int days) {
    return new Profile(
        "a",
        new Profile.Key(null, null, "a", "a", null),
        Map.of(),
        List.of(),
        List.of(),
        List.of(new Window(MONDAY * HourlyCounts.HOUR, (MONDAY + days * 24L) * HourlyCounts.HOUR)),
        "salvor",
        List.of(new HourlyCounts(Facet.EXEC, counts)));
  }

  private static SortedMap<Long, Long> counts(Random random, double level, int days) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (int hour = 0; hour < days * 24; hour++) {
      counts.put(MONDAY + hour, draw(random, mean(level, hour % 24)));
    }
    return counts;
  }

  private static double mean(double level, int hour) {
    return level * (1 + 0.8 * Math.sin(2 * Math.PI * (hour - 9) / 24));
  }

  /** A Poisson number of a mean that itself varies by a gamma distribution. */
  private static long draw(Random random, double mean) {
    double shape = 1 / BURSTY;
    double gamma = 0;
    int whole = (int) shape;
    for (int i = 0; i < whole; i++) {
      gamma -= Math.log(1 - random.nextDouble());
    }
    double rate = mean * gamma / whole;
    double limit = random.nextDouble();
    if (rate > 500) {
      return Math.max(0, Math.round(rate + Math.sqrt(rate) * random.nextGaussian()));
    }
    double probability = Math.exp(-rate);
    double sum = probability;
    long count = 0;
    while (sum < limit && count < 100_000) {
      count++;
      probability *= rate / count;
      sum += probability;
    }
    return count;
  }
}
