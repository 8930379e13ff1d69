package salvor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/** What goes into the columns comes out of them, in order, however it was divided among workers. */
class ObservationsTest {
  private static final String[] TEXTS = {
    null, "", "a", "web", "/usr/bin/python3.11", "ü\u0000x", "sh -c id", "10.0.0.7"
  };
  private static final String[] TIMES = {
    "2026-11-23T04:37:39.517420419Z",
    "2026-11-23T04:37:39.5Z",
    "2026-11-23T04:37:39Z",
    "2026-11-23T13:37:39.5+09:00",
    "2026-11-23T04:37:38.999999Z",
    "1967-01-01T00:00:00.000000001Z"
  };

  private final Random random = new Random();

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private String given() {
    String text = text();
    return text == null ? "x" : text;
  }

  private Integer number() {
    return random.nextInt(4) == 0 ? null : random.nextInt(5);
  }

  private Endpoint endpoint() {
    return new Endpoint(text(), random.nextInt(3), text());
  }

  private Activity activity(boolean alertAllowed) {
    return switch (Kind.values()[random.nextInt(Kind.values().length)]) {
      case PROCESS_STARTED -> new Activity.ProcessStarted();
      case PROCESS_ENDED -> new Activity.ProcessEnded(number(), text());
      case CONNECTION_OPENED ->
          new Activity.ConnectionOpened(endpoint(), endpoint(), text(), traffic());
      case CONNECTION_ACCEPTED ->
          new Activity.ConnectionAccepted(endpoint(), endpoint(), text(), traffic());
      case LISTENING -> new Activity.Listening(endpoint(), text());
      case NAME_LOOKED_UP -> new Activity.NameLookedUp(given(), text());
      case FILE_OPENED -> new Activity.FileOpened(given(), text());
      case FILE_WRITTEN -> new Activity.FileWritten(given(), text());
      case FILE_DELETED -> new Activity.FileDeleted(given());
      case KERNEL_ACTION ->
          new Activity.KernelAction(
              Activity.KernelAction.Type.values()[random.nextInt(3)], given(), text());
      case API_REQUEST ->
          new Activity.ApiRequest(
              given(),
              text(),
              text(),
              text(),
              text(),
              text(),
              text(),
              text(),
              text(),
              text(),
              random.nextInt(3),
              text());
      case ALERT ->
          alertAllowed
              ? new Activity.Alert(
                  given(), text(), text(), random.nextBoolean() ? null : activity(false))
              : new Activity.ProcessStarted();
      case EVENTS_LOST -> new Activity.EventsLost(random.nextLong(), text());
      case CLUSTER_EVENT ->
          new Activity.ClusterEvent(given(), text(), text(), text(), text(), random.nextInt());
      case LOGGED -> new Activity.Logged(given(), text());
      case NOT_HEARD -> new Activity.NotHeard(random.nextLong(), text());
    };
  }

  private @Nullable Traffic traffic() {
    return random.nextBoolean()
        ? null
        : new Traffic(
            random.nextLong(),
            random.nextLong(),
            random.nextInt(),
            random.nextInt(),
            random.nextLong(),
            text(),
            text());
  }

  private Observation observation(int number) {
    String time = TIMES[random.nextInt(TIMES.length)];
    ObservedTime at =
        switch (random.nextInt(5)) {
          case 0 -> null;
          case 1 -> TimeText.ofNanos(1795408659517420419L + random.nextInt(9)).orElseThrow();
          default -> TimeText.read(time).orElseThrow();
        };
    ImageDigest digest = random.nextBoolean() ? null : new ImageDigest("sha256:" + "ab".repeat(32));
    WorkloadRef workload = random.nextBoolean() ? null : new WorkloadRef(given(), text(), given());
    EnumSet<Quality> quality = EnumSet.noneOf(Quality.class);
    for (Quality one : Quality.values()) {
      if (random.nextInt(4) == 0) {
        quality.add(one);
      }
    }
    return new Observation(
        at,
        new Location(text(), text(), text(), text(), text(), text(), text(), digest, workload),
        new ProcessInfo(
            number(),
            number(),
            text(),
            text(),
            text(),
            text(),
            text(),
            number(),
            random.nextBoolean()
                ? null
                : new ProcessInfo.Parent(number(), text(), text(), text(), text())),
        activity(true),
        new Outcome(
            Outcome.Result.values()[random.nextInt(Outcome.Result.values().length)], text()),
        quality,
        new RecordRef(0, number + 1, number * 100L, 50));
  }

  @Property(tries = 300)
  void whatGoesInComesOutInOrder(
      @ForAll long seed,
      @ForAll @IntRange(max = 120) int count,
      @ForAll @IntRange(min = 1, max = 4) int workers) {
    random.setSeed(seed);
    List<Observation> in = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      in.add(observation(i));
    }
    List<Tables> tables = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      tables.add(new Tables());
    }
    List<Assembly.Part> parts = new ArrayList<>();
    for (int from = 0, part = 0; from < count; part++) {
      int to = Math.min(count, from + 1 + random.nextInt(20));
      Rows rows = new Rows(4);
      Tables own = tables.get(part % workers);
      in.subList(from, to).forEach(o -> rows.add(o, own));
      parts.add(new Assembly.Part(rows, own));
      from = to;
    }
    Observations out = Assembly.of(parts);
    List<Observation> expected = new ArrayList<>(in);
    expected.sort( // stable, as the columns must be
        Comparator.comparing((Observation o) -> o.time() == null)
            .thenComparing(o -> o.time() == null ? 0L : o.time().nanos()));
    List<Observation> actual = new ArrayList<>();
    for (int row = 0; row < out.size(); row++) {
      actual.add(out.get(row));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(out.timed()).isEqualTo((int) in.stream().filter(o -> o.time() != null).count());
  }

  @Property(tries = 200)
  void theSortIsStableWhateverTheOrder(
      @ForAll long seed,
      @ForAll @IntRange(max = 3000) int count,
      @ForAll @IntRange(min = 1, max = 5000) int keys) {
    random.setSeed(seed);
    long[] key = new long[count];
    int[] order = new int[count];
    List<Integer> expected = new ArrayList<>();
    long walk = 0;
    for (int i = 0; i < count; i++) {
      walk += random.nextInt(10) == 0 ? -random.nextInt(keys) : random.nextInt(5);
      key[i] = random.nextInt(50) == 0 ? random.nextInt(keys) : walk;
      order[i] = i;
      expected.add(i);
    }
    expected.sort(Comparator.comparingLong(i -> key[i]));
    assertThat(RunSort.sort(order, count, key))
        .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
  }

  @Property(tries = 200)
  void equalTextsHaveOneNumber(@ForAll List<String> texts) {
    TextTable table = new TextTable();
    List<Integer> ids = texts.stream().map(table::add).toList();
    Texts read = table.freeze();
    for (int i = 0; i < texts.size(); i++) {
      String clean =
          new String(
              texts.get(i).getBytes(java.nio.charset.StandardCharsets.UTF_8),
              java.nio.charset.StandardCharsets.UTF_8);
      assertThat(read.get(ids.get(i))).isEqualTo(clean);
      assertThat(table.add(texts.get(i))).isEqualTo(ids.get(i));
    }
    assertThat(read.size()).isEqualTo(1 + (int) ids.stream().distinct().count());
  }

  @Example
  void aTextTooLongIsCutBetweenCharacters() {
    TextTable table = new TextTable();
    int id = table.add("a" + "ü".repeat(TextTable.LONGEST));
    String kept = table.freeze().get(id);
    assertThat(kept).endsWith("ü").doesNotContain("\ufffd");
    assertThat(kept.length()).isEqualTo(1 + (TextTable.LONGEST - 1) / 2);
  }

  @Example
  void manyPagesOfTextsAreOneTable() {
    TextTable table = new TextTable();
    String filler = "x".repeat(900_000);
    for (int i = 0; i < 40; i++) {
      table.add(i + filler);
    }
    Texts texts = table.freeze();
    assertThat(texts.pages().length).isGreaterThan(1);
    for (int i = 0; i < 40; i++) {
      assertThat(texts.get(i + 1)).isEqualTo(i + filler);
    }
  }

  @Example
  void theFirstRowAtATimeIsFound() {
    List<Observation> in = new ArrayList<>();
    for (long nanos : new long[] {10, 20, 20, 30}) {
      in.add(
          new Observation(
              new ObservedTime(nanos, "" + nanos),
              Location.UNKNOWN,
              ProcessInfo.UNKNOWN,
              new Activity.ProcessStarted(),
              EnumSet.noneOf(Quality.class),
              new RecordRef(0, 1, 0, 1)));
    }
    Observations out = Observations.of(in);
    assertThat(out.firstAtOrAfter(5)).isZero();
    assertThat(out.firstAtOrAfter(20)).isEqualTo(1);
    assertThat(out.firstAtOrAfter(21)).isEqualTo(3);
    assertThat(out.firstAtOrAfter(31)).isEqualTo(4);
  }
}
