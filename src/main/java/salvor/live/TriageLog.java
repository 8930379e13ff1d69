package salvor.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salvor.containment.Suspicion;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Sha256;
import salvor.custody.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What responders decided of pods and workloads, line by line in a file of the live case's folder.
 * Nothing is ever taken back or changed: who decides otherwise adds a line. Each line has the hash
 * of the one before it, so that none can be changed or taken out unseen. Several programs may add
 * to one file.
 */
public final class TriageLog {
  /** The file, in the folder of a live case. */
  public static final String FILE = "triage.jsonl";

  private final Path file;
  private final InstantSource clock;
  private final Supplier<CaseLedger> ledger;
  private List<Entry> entries = List.of();
  private List<Integer> damaged = List.of();
  private long read = -1;

  /** What was decided. */
  public enum State {
    UNSEEN,
    CLEARED,
    SUSPICIOUS,
    COMPROMISED;

    /** By its name in files and on the command line. */
    public static Optional<State> named(String name) {
      for (State state : values()) {
        if (state.id().equals(name)) {
          return Optional.of(state);
        }
      }
      return Optional.empty();
    }

    /** Its name in files and on the command line. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Of what something is decided.
   *
   * @param kind {@code Pod}, or that of a workload
   * @param uid its own: another of that name is another
   */
  public record Subject(String kind, String namespace, String name, String uid) {}

  /** One decision. */
  public record Entry(Instant time, String author, Subject subject, State state, String note) {
    /**
     * What is known of whether a pod is evidence of an incident: what somebody decided counts
     * before the verdict.
     *
     * @param decided what was decided of it last; null for nothing
     * @param verdict null where nothing was observed of it
     */
    public static Suspicion suspicion(@Nullable Entry decided, @Nullable PodVerdict verdict) {
      Suspicion judged =
          verdict == null
              ? Suspicion.NOT_KNOWN
              : verdict.out() > 0
                  ? Suspicion.OUT_OF_PROFILE
                  : verdict.unknown() > 0 ? Suspicion.NOT_KNOWN : Suspicion.IN_PROFILE;
      return decided == null
          ? judged
          : switch (decided.state) {
            case SUSPICIOUS, COMPROMISED -> Suspicion.DECIDED_BAD;
            case CLEARED -> Suspicion.CLEARED;
            case UNSEEN -> judged;
          };
    }
  }

  /**
   * That of a folder, which is made when something is decided.
   *
   * @param ledger says of each decision that it was made
   */
  public TriageLog(Path folder, Supplier<CaseLedger> ledger, InstantSource clock) {
    this.file = folder.resolve(FILE);
    this.ledger = ledger;
    this.clock = clock;
  }

  /** That of a live case which this program does not record. */
  public static TriageLog in(Path folder) throws IOException {
    InstantSource clock = InstantSource.system();
    CaseLedger ledger = CaseLedger.in(folder, clock).asRecorded();
    return new TriageLog(folder, () -> ledger, clock);
  }

  /** All decisions, the oldest first. */
  public synchronized List<Entry> entries() throws IOException {
    refresh();
    return entries;
  }

  /** What was decided last of each, by its uid. */
  public synchronized Map<String, Entry> latest() throws IOException {
    refresh();
    Map<String, Entry> latest = new LinkedHashMap<>();
    entries.forEach(entry -> latest.put(entry.subject().uid(), entry));
    return latest;
  }

  /** The lines that cannot be read, or do not follow the line before: the first is 1. */
  public synchronized List<Integer> damaged() throws IOException {
    refresh();
    return damaged;
  }

  /** Adds a decision; it is in the file, and in the ledger, when this returns. */
  public synchronized Entry decide(Subject subject, State state, String author, String note)
      throws IOException {
    Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Entry entry = new Entry(time, author, subject, state, note);
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (CaseLedger.Begun begun = ledger.get().begin(written(entry), null)) {
      add(entry);
      begun.done(Map.of("result", state.id()));
    }
    refresh();
    return entry;
  }

  /** What the ledger says of a decision. */
  private CustodyEntry written(Entry entry) {
    Subject of = entry.subject();
    CustodyEntry note = ledger.get().entry(Deed.NOTE, entry.note().isBlank() ? null : entry.note());
    Target in = note.target() == null ? Target.of(null, null) : note.target();
    boolean pod = of.kind().equals("Pod");
    return note.on(in.in(of.namespace(), pod ? of.name() : null, pod ? of.uid() : null))
        .asked(
            Map.of(
                "verb",
                "triage",
                "author",
                entry.author(),
                "path",
                of.kind() + "/" + of.namespace() + "/" + of.name(),
                "uid",
                of.uid()),
            Map.of());
  }

  private void add(Entry entry) throws IOException {
    try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw");
        FileChannel channel = all.getChannel();
        var lock = channel.lock()) {
      byte[] before = new byte[Math.toIntExact(all.length())];
      all.readFully(before);
      String text = new String(before, StandardCharsets.UTF_8);
      boolean ends = text.isEmpty() || text.endsWith("\n"); // else a program was ended in its line
      List<String> lines = text.lines().toList();
      String hash = lines.isEmpty() ? "" : Sha256.ofText(lines.getLast());
      String line = (ends ? "" : "\n") + line(entry, hash) + "\n";
      all.seek(all.length());
      all.write(line.getBytes(StandardCharsets.UTF_8));
      channel.force(true);
      assert lock.isValid();
    }
  }

  private static String line(Entry entry, String before) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    Subject of = entry.subject();
    line.put("time", entry.time().toString()).put("author", entry.author());
    line.put("kind", of.kind()).put("namespace", of.namespace());
    line.put("name", of.name()).put("uid", of.uid());
    line.put("state", entry.state().id()).put("note", entry.note());
    line.put("before", before);
    return line.toString();
  }

  private void refresh() throws IOException {
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size == read) {
      return;
    }
    List<Entry> found = new ArrayList<>();
    List<Integer> wrong = new ArrayList<>();
    String before = "";
    int number = 0;
    for (String line : size == 0 ? List.<String>of() : Files.readAllLines(file)) {
      number++;
      JsonNode json = json(line);
      Entry entry = json == null ? null : entry(json);
      if (json == null || entry == null || !json.path("before").asString("").equals(before)) {
        wrong.add(number);
      }
      if (entry != null) {
        found.add(entry);
      }
      before = Sha256.ofText(line);
    }
    entries = List.copyOf(found);
    damaged = List.copyOf(wrong);
    read = size;
  }

  private static @Nullable JsonNode json(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      return null; // is told as damaged
    }
  }

  private static @Nullable Entry entry(JsonNode line) {
    Optional<State> state = State.named(line.path("state").asString(""));
    if (state.isEmpty()) {
      return null;
    }
    try {
      return new Entry(
          Instant.parse(line.path("time").asString("")),
          line.path("author").asString(""),
          new Subject(
              line.path("kind").asString(""),
              line.path("namespace").asString(""),
              line.path("name").asString(""),
              line.path("uid").asString("")),
          state.get(),
          line.path("note").asString(""));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
