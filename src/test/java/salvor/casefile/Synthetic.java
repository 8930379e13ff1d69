package salvor.casefile;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.custody.Sha256;
import salvor.evidence.Activity;
import salvor.evidence.Assembly;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Source;
import salvor.evidence.Tables;
import salvor.evidence.TimeText;
import salvor.evidence.Unreadable;
import salvor.jobs.Progress;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/**
 * A format for tests: each line of a file is a program that was started; and a million rows out of
 * nothing.
 */
final class Synthetic {
  static final long START = 1_790_000_000_000_000_000L;

  private Synthetic() {}

  /**
   * Reads files and folders; a line that begins with {@code ?} is unreadable, one that begins with
   * {@code #} skipped.
   */
  static Given read(List<Path> paths, Progress progress) throws IOException {
    List<Source> sources = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    for (Path path : paths) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          sources.add(read(file, sources.size(), observations));
        }
      }
    }
    Pod pod =
        new Pod(
            "shop",
            "web-1",
            "u1",
            "n1",
            List.of("10.0.0.1"),
            "default",
            new WorkloadRef("shop", "Deployment", "web"),
            List.of());
    Inventory inventory =
        new Inventory(List.of(pod), List.of(), Map.of("n1", List.of("192.168.0.1")));
    return new Given(new Evidence(sources, Observations.of(observations), inventory), List.of());
  }

  private static Source read(Path file, int id, List<Observation> into) throws IOException {
    List<Unreadable> unreadable = new ArrayList<>();
    long skipped = 0;
    long offset = 0;
    long line = 0;
    int before = into.size();
    for (String text : Files.readAllLines(file)) {
      line++;
      if (text.startsWith("?")) {
        unreadable.add(new Unreadable(line, offset, "a question"));
      } else if (text.startsWith("#")) {
        skipped++;
      } else {
        into.add(started(text, new RecordRef(id, line, offset, text.length())));
      }
      offset += text.length() + 1;
    }
    return new Source(
        id,
        file.toString(),
        Sha256.of(file),
        "lines",
        Files.size(file),
        line,
        into.size() - before,
        unreadable.size(),
        unreadable,
        skipped == 0 ? Map.of() : Map.of("a remark", skipped),
        List.of("read by a test"));
  }

  private static Observation started(String command, RecordRef ref) {
    long nanos = START + ref.offset() * 1_000_000L;
    return new Observation(
        new ObservedTime(nanos, TimeText.rfc3339(nanos, 9)),
        new Location(
            "n1",
            "shop",
            "web-1",
            "u1",
            "web",
            "c".repeat(64),
            "shop/web",
            ImageDigest.in("sha256:" + "a".repeat(64)).orElseThrow(),
            new WorkloadRef("shop", "Deployment", "web")),
        new ProcessInfo(
            (int) ref.line(),
            null,
            null,
            "/bin/" + command.split(" ")[0],
            null,
            command,
            "/",
            0,
            new ProcessInfo.Parent(1, null, "/sbin/init", "init", null)),
        new Activity.ProcessStarted(),
        Outcome.ofReturned(command.startsWith("nc") ? -13 : 0),
        Set.of(Quality.LOSSY_ARGUMENTS),
        ref);
  }

  /** Rows about {@code nc} are out, the others in. */
  static Verdicts judge(Given given, @Nullable Window suspected, Progress progress) {
    Observations all = given.evidence().observations();
    int[] perRow = new int[all.size()];
    for (int row = 0; row < perRow.length; row++) {
      perRow[row] = "/bin/nc".equals(all.process(all.processId(row)).executable()) ? 1 : 0;
    }
    Judgement out =
        new Judgement(
            Reason.NEW_BINARY_IN_IMAGE,
            Reason.NEW_BINARY_IN_IMAGE.base(),
            List.of(Judgement.Modifier.SHELL_ANCESTOR),
            "shop",
            "/bin/ls",
            "3 of 4",
            List.of(new Judgement.Difference("program", "/bin/ls", "/bin/nc")),
            List.of("C1"),
            new RecordRef(0, 1, 0, 3));
    return new Verdicts(IntBuffer.wrap(perRow), List.of(Judgement.of(Reason.MATCHED), out));
  }

  /**
   * Many rows with about as many distinct command lines and file names, in the manner of a busy
   * cluster.
   */
  static Given many(int size) {
    Tables tables = new Tables();
    Rows rows = new Rows(size);
    int[] locations = new int[120];
    for (int i = 0; i < locations.length; i++) {
      locations[i] =
          tables.add(
              new Location(
                  "node-" + i % 5,
                  "ns-" + i % 7,
                  "pod-" + i,
                  null,
                  "web",
                  "c" + i + "0".repeat(60),
                  "registry.example/app-" + i % 20,
                  null,
                  new WorkloadRef("ns-" + i % 7, "Deployment", "app-" + i % 20)));
    }
    for (int i = 0; i < size; i++) {
      String program = "/usr/bin/tool-" + i % 15;
      int process =
          tables.add(
              new ProcessInfo(
                  1000 + i % 30000,
                  null,
                  null,
                  program,
                  "tool-" + i % 15,
                  i % 2 == 0
                      ? program + " --request " + i * 7919L + " --output /tmp/result"
                      : program,
                  "/",
                  1000,
                  new ProcessInfo.Parent(1, null, "/usr/bin/supervisor", "supervisor", null)));
      Activity activity =
          switch (i % 4) {
            case 0, 2 -> new Activity.ProcessStarted();
            case 1 ->
                new Activity.FileOpened(
                    "/var/lib/data/" + i * 104729L + "/segment.bin", "O_RDONLY");
            default ->
                new Activity.ConnectionOpened(
                    new Endpoint("10.0.0.1", 1024 + i % 60000, null),
                    new Endpoint("10.1." + i % 256 + "." + i % 100, 443, null),
                    "tcp");
          };
      rows.add(
          START + i * 86_000_000L,
          (byte) (TimeText.RFC3339 + 9),
          0,
          activity.kind(),
          0,
          locations[i % 120],
          process,
          tables.numbers,
          tables.add(activity, Outcome.UNKNOWN),
          0,
          i + 1,
          i * 941L,
          940);
    }
    Source source =
        new Source(
            0,
            "events.jsonl",
            "e".repeat(64),
            "falco",
            size * 941L,
            size,
            size,
            0,
            List.of(),
            Map.of(),
            List.of());
    return new Given(
        new Evidence(
            List.of(source),
            Assembly.of(List.of(new Assembly.Part(rows, tables))),
            Inventory.EMPTY),
        List.of());
  }
}
