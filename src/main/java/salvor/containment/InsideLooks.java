package salvor.containment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.custody.Sha256;
import salvor.custody.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was looked at from inside pods, as it lies in the folder of a case: {@code
 * containment/inside/UID/NNN-word.json} beside the ledger, which holds the hashes. What the toolbox
 * told is in it as it came, so that it can be judged again.
 */
public final class InsideLooks {
  private static final String FOLDER = "containment/inside";
  static final String VERB = "look-inside";
  private static final String FOR = "for";
  private static final int LARGEST = 128 << 20;
  private static final int MOST_FILES = 100_000;
  private final CaseLedger ledger;
  private final Path home;

  /** For what a look is made. */
  public enum Purpose {
    /** To know what answers, before the pod is cut off. */
    BEFORE,
    /** To know what answers a pod that nothing cuts off, in place of another one. */
    BESIDE,
    /** To know whether it is cut off. */
    AFTER,
    /** Connections that went on are ended. */
    END;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Of a case.
   *
   * @throws IllegalArgumentException where nothing is kept
   */
  public InsideLooks(CaseLedger ledger) {
    this.ledger = ledger;
    this.home =
        ledger
            .file()
            .orElseThrow(() -> new IllegalArgumentException("acting needs the folder of a case"))
            .resolveSibling("");
  }

  /** A look under way. Closed before it was kept, it failed, which is written down too. */
  public final class Look implements AutoCloseable {
    private final CaseLedger.Begun begun;
    private final Path file;

    private Look(CaseLedger.Begun begun, Path file) {
      this.begun = begun;
      this.file = file;
    }

    /**
     * Keeps what was told.
     *
     * @param seen the look
     * @param result what it came to, in words for machines
     * @return the file, as the ledger calls it
     */
    public String keep(InsideTranscript seen, Map<String, String> result) throws IOException {
      Files.writeString(
          file,
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(seen.json())
              + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);
      begun.done(result);
      return ledger.name(file);
    }

    @Override
    public void close() throws IOException {
      begun.close();
    }
  }

  /**
   * Writes down that a pod is about to be looked at.
   *
   * @param reason why
   * @param more what else is to be said of it
   */
  public Look begin(Vantage container, Purpose purpose, String reason, Map<String, String> more)
      throws IOException {
    Path file = next(container.pod(), purpose);
    Map<String, String> request = new TreeMap<>(more);
    request.put("verb", VERB);
    request.put("purpose", purpose.word());
    request.put("podUid", container.pod().uid());
    request.put("container", container.container());
    CustodyEntry entry = ledger.entry(Deed.ACTION, reason).asked(request, Map.of());
    Target target = entry.target();
    ChosenPod pod = container.pod();
    CustodyEntry planned =
        entry.on(
            (target == null ? Target.of(null, null) : target)
                .in(pod.namespace(), pod.name(), pod.uid()));
    return new Look(ledger.begin(planned, file), file);
  }

  /** The same into a pod that stands for another one, which is cut off already. */
  Look beginBeside(Vantage container, ChosenPod cutOff, String reason) throws IOException {
    return begin(container, Purpose.BESIDE, reason, Map.of(FOR, cutOff.uid()));
  }

  /** A name that no file has, in a folder that is no link. */
  private Path next(ChosenPod pod, Purpose purpose) throws IOException {
    Path folder = home.resolve(FOLDER).resolve(plain(pod.uid()));
    for (Path each = folder; !each.equals(home); each = each.resolveSibling("").normalize()) {
      if (Files.isSymbolicLink(each)) {
        throw new IOException(each + " is a link, and nothing is written through it; remove it");
      }
    }
    Files.createDirectories(folder);
    int number = count(folder) + 1;
    Path file = numbered(folder, number, purpose);
    while (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (++number > MOST_FILES) {
        throw new FileAlreadyExistsException(file.toString());
      }
      file = numbered(folder, number, purpose);
    }
    return file;
  }

  private static Path numbered(Path folder, int number, Purpose purpose) {
    return folder.resolve("%03d-%s.json".formatted(number, purpose.word()));
  }

  private static int count(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return (int) all.count();
    }
  }

  /** A uid is the cluster's word: nothing in it may lead out of the folder. */
  private static String plain(String uid) {
    String plain = uid.replaceAll("[^0-9A-Za-z-]", "_");
    return plain.isEmpty() ? "_" : plain.substring(0, Math.min(64, plain.length()));
  }

  /**
   * What was seen last before a pod was cut off, from inside of it or of one that stood for it;
   * empty where nobody looked.
   *
   * @throws IOException also when the file is not the one that was written
   */
  public Optional<InsideTranscript> before(ChosenPod pod) throws IOException {
    LedgerRecord[] last = {null};
    var _ =
        ledger.check(node -> {
          LedgerRecord record = LedgerRecord.of(node);
          if (isBefore(record, pod)) {
            last[0] = record;
          }
        });
    return last[0] == null ? Optional.empty() : Optional.of(read(last[0]));
  }

  private static boolean isBefore(LedgerRecord record, ChosenPod pod) {
    Map<String, String> request = record.request();
    return record.event() == Deed.ACTION
        && VERB.equals(request.get("verb"))
        && (Purpose.BEFORE.word().equals(request.get("purpose"))
            ? pod.uid().equals(request.get("podUid"))
            : Purpose.BESIDE.word().equals(request.get("purpose"))
                && pod.uid().equals(request.get(FOR)))
        && record.object().matches(FOLDER + "/[0-9A-Za-z_-]{1,64}/\\d{3,6}-[a-z]+\\.json");
  }

  private InsideTranscript read(LedgerRecord record) throws IOException {
    Path file = home.resolve(record.object());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(LARGEST);
    }
    if (!Sha256.of(bytes).equals(record.sha256())) {
      throw new IOException(file + " is not what the ledger says: it was altered");
    }
    try {
      return InsideTranscript.of(JsonMapper.shared().readTree(bytes));
    } catch (JacksonException | IllegalArgumentException cause) {
      throw new IOException(file + " is no look from inside a pod: " + cause.getMessage(), cause);
    }
  }
}
