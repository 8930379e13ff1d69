package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.evidence.Source;

/**
 * Which sources are records of what watches nodes all the time, and which of them one sensor wrote.
 *
 * <p>Files that rotation numbered one after the other are one record: {@code falco.log}, {@code
 * falco.log.1}, {@code falco.log.2.gz} of one format in one folder. Rotation leaves out nothing
 * between two of them, so a pause there is as quiet as one inside of a file. Where a number is
 * missing, where two files have the same one, and where names carry dates or addresses ({@code
 * falco.2026.11.25}, {@code tetragon-10.0.0.1}), nothing proves that no file lay between: such
 * files stay records of their own, and a pause between them is not recorded.
 */
public final class Sensors {
  /** The formats of what watches nodes all the time; an audit log or a snapshot does not. */
  private static final Set<String> FORMATS =
      Set.of("falco", "tetragon", "tracee", "inspektor-gadget", "hubble", "auditd", "sysmon");

  private static final Pattern PACKED = Pattern.compile("\\.(gz|zst|zstd|bz2|xz|zip)$");
  private static final Pattern NUMBERED = Pattern.compile("(.*\\D)\\.([1-9]\\d{0,2})");

  /**
   * As what arrives live is recorded: numbered upwards, with nothing left out between two. Not a
   * date.
   */
  private static final Pattern SEGMENT = Pattern.compile("(.*[/\\\\])(0\\d{5})\\.jsonl");

  private static final int LAST_SEGMENT = 1_000_000;

  /** It is not known which sources are sensors. */
  static final Sensors NONE = new Sensors(new int[0]);

  private final int[] ofSource; // -1 for what is no sensor
  private final List<List<String>> files = new ArrayList<>(); // of each, the newest first

  private Sensors(int[] ofSource) {
    this.ofSource = ofSource;
  }

  /** The sensors among these sources. */
  public static Sensors of(List<Source> sources) {
    int most = sources.stream().mapToInt(Source::id).max().orElse(-1);
    Sensors sensors = new Sensors(new int[most + 1]);
    Arrays.fill(sensors.ofSource, -1);
    Map<String, Map<Integer, List<Source>>> rotated = new TreeMap<>();
    for (Source source : sources) {
      if (FORMATS.contains(source.format())) {
        String whole = PACKED.matcher(source.path()).replaceFirst("");
        Matcher name = NUMBERED.matcher(whole);
        Matcher segment = SEGMENT.matcher(whole);
        boolean numbered = name.matches();
        boolean recorded = segment.matches();
        String record = recorded ? segment.group(1) : numbered ? name.group(1) : whole;
        int number =
            recorded
                ? LAST_SEGMENT - Integer.parseInt(segment.group(2))
                : numbered ? Integer.parseInt(name.group(2)) : 0;
        rotated
            .computeIfAbsent(source.format() + ' ' + record, _ -> new TreeMap<>())
            .computeIfAbsent(number, _ -> new ArrayList<>())
            .add(source);
      }
    }
    rotated.values().forEach(sensors::add);
    return sensors;
  }

  private void add(Map<Integer, List<Source>> byNumber) {
    byNumber.forEach((number, same) -> {
      List<Source> newer = byNumber.getOrDefault(number - 1, List.of());
      boolean follows = same.size() == 1 && newer.size() == 1;
      for (Source source : same) {
        if (!follows) {
          files.add(new ArrayList<>());
        }
        files.getLast().add(source.path());
        ofSource[source.id()] = files.size() - 1;
      }
    });
  }

  /** Whether any source is known to be one. */
  boolean isEmpty() {
    return files.isEmpty();
  }

  /** The number of the sensor that wrote a source, -1 when none did. */
  public int of(int source) {
    return source < ofSource.length ? ofSource[source] : -1;
  }

  /** The paths of the files of a sensor, the newest first, as the evidence names them. */
  List<String> files(int sensor) {
    return List.copyOf(files.get(sensor));
  }
}
