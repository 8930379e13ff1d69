package salvor.containment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.containment.RecordedMeasure.Stage;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.LedgerCheck;
import salvor.custody.LedgerRecord;
import salvor.custody.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The measures of a case: by its ledger, and by the files beside it whose hashes the ledger holds.
 * Nothing else is needed, so that they are known after a restart and on another machine.
 *
 * @param all those that can be told, the oldest first
 * @param unreadable those that cannot, with the reason
 * @param altered files of measures that are not what the ledger says, or are not there
 * @param ledger whether the ledger itself is whole
 */
public record Measures(
    List<RecordedMeasure> all,
    List<Unreadable> unreadable,
    List<String> altered,
    LedgerCheck.Result ledger) {
  private static final int LARGEST = 256 << 20;
  private static final int MOST = 10_000;

  /** Copies the lists. */
  public Measures {
    all = List.copyOf(all);
    unreadable = List.copyOf(unreadable);
    altered = List.copyOf(altered);
  }

  /** A measure that cannot be told. */
  public record Unreadable(String mark, Why why, String said) {
    /** Why not. */
    public enum Why {
      /** Its file is not there, or not to be read. */
      NO_FILE,
      /** Its file is not the one that was written. */
      ALTERED,
      /** Its file holds no measure. */
      NO_MEASURE
    }
  }

  /** Whether everything is as it was written. */
  public boolean isSound() {
    return ledger.faults().isEmpty() && unreadable.isEmpty() && altered.isEmpty();
  }

  /** The one with a mark. */
  public Optional<RecordedMeasure> marked(String mark) {
    return all.stream().filter(each -> each.measure().mark().equals(mark)).findFirst();
  }

  /** Those that a ledger tells. */
  public static Measures in(CaseLedger ledger) throws IOException {
    Optional<Path> file = ledger.file();
    Reading reading = new Reading(file.map(Path::getParent).orElse(Path.of("")));
    LedgerCheck.Result check = ledger.check(reading::record);
    return reading.measures(check);
  }

  /** What the records say of one measure. */
  private static final class Said {
    private @Nullable LedgerRecord planned;
    private @Nullable String clusterUid;
    private @Nullable String takenBack;
    private final Map<Integer, Sent> steps = new TreeMap<>();
  }

  /** What they say of one step. */
  private record Sent(Stage stage, @Nullable String uid, String since) {}

  private static final class Reading {
    private static final Pattern FILE =
        Pattern.compile(ActionLog.FOLDER + "/[0-9a-f]{8}/\\d{3,6}-[a-z]+\\.json");
    private final Path folder;
    private final Map<String, Said> said = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    Reading(Path folder) {
      this.folder = folder;
    }

    void record(ObjectNode node) {
      LedgerRecord record = LedgerRecord.of(node);
      String mark = record.request().getOrDefault(ActionLog.MEASURE, "");
      if (!mark.matches("[0-9a-f]{8}") || (said.size() == MOST && !said.containsKey(mark))) {
        return;
      }
      Said of = said.computeIfAbsent(mark, _ -> new Said());
      String file = node.path("artefact").path("path").asString("");
      if (FILE.matcher(file).matches()) {
        files.put(file, record.sha256());
      }
      String step = record.request().getOrDefault(ActionLog.STEP, "");
      if (step.matches("\\d{1,6}")) {
        step(of, Integer.parseInt(step), record);
      } else if (record.event() == Deed.PLANNED && of.planned == null) {
        of.planned = record;
        of.clusterUid = node.path("target").path("clusterUid").asString(null);
      } else if (record.event() == Deed.UNDO) {
        of.takenBack = record.time();
      }
    }

    private static void step(Said of, int number, LedgerRecord record) {
      Sent before = of.steps.getOrDefault(number, new Sent(Stage.NOT_BEGUN, null, ""));
      boolean back = record.request().containsKey(ActionLog.BACK);
      Deed event = record.event();
      Stage stage =
          event == Deed.UNDO
              ? Stage.UNDONE
              : back
                  ? before.stage()
                  : event == Deed.PLANNED
                      ? Stage.BEGUN
                      : event == Deed.ACTION ? Stage.DONE : Stage.FAILED;
      boolean ours =
          event == Deed.ACTION
              || record
                  .response()
                  .getOrDefault("hindrance", "")
                  .equals(Outcome.Hindrance.NOT_AS_SENT.name());
      String uid = ours && !back ? record.response().get("uid") : before.uid();
      of.steps.put(number, new Sent(stage, uid, record.time()));
    }

    Measures measures(LedgerCheck.Result check) {
      List<RecordedMeasure> all = new ArrayList<>();
      List<Unreadable> unreadable = new ArrayList<>();
      said.forEach((mark, of) -> {
        LedgerRecord planned = of.planned;
        if (planned == null) {
          return; // nothing was sent before this was written
        }
        try {
          all.add(measure(of, planned));
        } catch (Unusable cause) {
          unreadable.add(new Unreadable(mark, cause.why, String.valueOf(cause.getMessage())));
        }
      });
      List<String> altered =
          files.entrySet().stream()
              .filter(file -> !isAsWritten(file.getKey(), file.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      return new Measures(all, unreadable, altered, check);
    }

    private boolean isAsWritten(String file, String sha256) {
      try {
        return Sha256.of(bytes(file)).equals(sha256);
      } catch (IOException _) {
        return false;
      }
    }

    private byte[] bytes(String name) throws IOException {
      Path file = folder.resolve(name);
      for (Path each = file; !each.equals(folder); each = each.resolveSibling("").normalize()) {
        if (Files.isSymbolicLink(each)) {
          throw new IOException(each + " is a link");
        }
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return in.readNBytes(LARGEST);
      }
    }

    private RecordedMeasure measure(Said of, LedgerRecord planned) throws Unusable {
      if (!FILE.matcher(planned.object()).matches()) {
        throw new Unusable(Unreadable.Why.NO_FILE, planned.object());
      }
      byte[] bytes;
      try {
        bytes = bytes(planned.object());
      } catch (IOException cause) {
        throw new Unusable(Unreadable.Why.NO_FILE, String.valueOf(cause.getMessage()));
      }
      if (!Sha256.of(bytes).equals(planned.sha256())) {
        throw new Unusable(Unreadable.Why.ALTERED, planned.object());
      }
      try {
        Measure measure = MeasureFile.of(JsonMapper.shared().readTree(bytes));
        if (!measure.mark().equals(planned.request().get(ActionLog.MEASURE))) {
          throw new IllegalArgumentException("of another measure: " + measure.mark());
        }
        return new RecordedMeasure(
            measure,
            planned.time(),
            planned.who(),
            of.clusterUid,
            steps(measure, of),
            of.takenBack);
      } catch (JacksonException | IllegalArgumentException cause) {
        throw new Unusable(Unreadable.Why.NO_MEASURE, String.valueOf(cause.getMessage()));
      }
    }

    private static List<Recorded> steps(Measure measure, Said of) {
      List<Recorded> steps = new ArrayList<>();
      for (Step step : measure.steps()) {
        Sent sent = of.steps.get(steps.size() + 1);
        steps.add(
            sent == null
                ? new Recorded(step, Stage.NOT_BEGUN, null, null)
                : new Recorded(step, sent.stage(), sent.uid(), sent.since()));
      }
      return steps;
    }
  }

  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final Unreadable.Why why;

    Unusable(Unreadable.Why why, String said) {
      super(said);
      this.why = why;
    }
  }
}
