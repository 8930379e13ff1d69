package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.evidence.checkpoint.ExtractedFile;
import salvor.evidence.checkpoint.MemoryFound;
import salvor.ingest.checkpoint.BytePattern;
import salvor.ingest.checkpoint.CheckpointComparison;
import salvor.ingest.checkpoint.Extraction;
import salvor.ingest.checkpoint.MemorySearch;
import salvor.report.CheckpointDifferenceReport;
import salvor.report.MemorySearchReport;
import salvor.report.MemoryWords;
import salvor.report.Report;

/** {@code salvor memory}. */
@Command(
    name = "memory",
    sortOptions = false,
    description = "Looks into the memory of containers' checkpoints.")
final class MemoryCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private MemoryCommand() {}

  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new MemoryCommand());
    line.addSubcommand(new Search(desk));
    line.addSubcommand(new Extract(desk));
    line.addSubcommand(new Compare(desk));
    return line;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "salvor memory needs to know what to do: search, extract or compare");
    }
  }

  private static void write(Desk desk, Report report, @Nullable String json, LedgerArguments kept)
      throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      new Leaving(desk, kept.ledger(), "memory").machine(json, report::json);
    }
  }

  /** {@code salvor memory search}. */
  @Command(
      name = "search",
      sortOptions = false,
      description = {
        "Searches the memory in a checkpoint, and tells of each hit the process, the mapping, the address and what is"
            + " around it.",
        "Bytes that cannot be shown are dots; --json has them as hexadecimal digits."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:nothing was found",
        "2:the command line or the pattern was not understood",
        "3:there is no such checkpoint, or it is none",
        "5:a result could not be written"
      })
  static final class Search implements Callable<Integer> {
    private static final int MOST = 1000;

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "an archive or its folder")
    private Path checkpoint = Path.of("");

    @Parameters(index = "1", paramLabel = "PATTERN", description = "a text, as UTF-8")
    private String pattern = "";

    @Option(
        names = "--regex",
        description =
            "the pattern is a regular expression over bytes: \\xHH is a byte; (?s) lets the dot be"
                + " any")
    private boolean regex;

    @Option(
        names = "--hex",
        description =
            "the pattern is bytes as YARA writes them: 4D 5A ?? 9? [2-4] (AA | BB), each two digits")
    private boolean hex;

    @Option(
        names = "--context",
        paramLabel = "BYTES",
        description = "as many before and behind each hit, 4096 at most (default: 32)")
    private int context = 32;

    @Option(
        names = "--most",
        paramLabel = "HITS",
        description = "as many are shown, all are counted (default: 1000)")
    private int most = MOST;

    @Option(
        names = "--json",
        paramLabel = "FILE",
        arity = "0..1",
        fallbackValue = "-",
        description = "write them as JSON instead; - for standard output")
    private @Nullable String json;

    @Mixin private LedgerArguments kept = new LedgerArguments();

    @Spec private @Nullable CommandSpec spec;

    Search(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws Exception {
      BytePattern wanted = wanted();
      if (!EvidenceArguments.allThere(desk, "memory search", List.of(checkpoint))) {
        return ExitCode.NO_EVIDENCE;
      }
      MemoryFound found =
          MemorySearch.of(checkpoint, wanted, context, Math.max(0, most), desk.progress());
      write(desk, new MemorySearchReport(found), json, kept);
      return found.count() == 0 ? ExitCode.FOUND : ExitCode.DONE;
    }

    private BytePattern wanted() {
      try {
        if (regex && hex) {
          throw new IllegalArgumentException("--regex and --hex exclude each other");
        }
        return regex
            ? BytePattern.expression(pattern)
            : hex ? BytePattern.hex(pattern) : BytePattern.text(pattern);
      } catch (IllegalArgumentException cause) {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        throw new ParameterException(
            line, "the pattern is not understood: " + cause.getMessage(), cause);
      }
    }
  }

  /** {@code salvor memory extract}. */
  @Command(
      name = "extract",
      sortOptions = false,
      description = {
        "Takes a program, or another file that a process had mapped, out of a checkpoint.",
        "A deleted file is in it whole; of others only the pages that were changed or have no other home: what is missing"
            + " is a hole of zeros, and is told."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done, the file is whole",
        "1:done, the file has holes",
        "2:the command line was not understood",
        "3:there is no such checkpoint, or it is none",
        "5:nothing could be taken out, or it could not be written"
      })
  static final class Extract implements Callable<Integer> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "an archive or its folder")
    private Path checkpoint = Path.of("");

    @Option(
        names = "--pid",
        paramLabel = "PID",
        required = true,
        description = "the process, by its number in the container")
    private int pid;

    @Option(
        names = "--path",
        paramLabel = "PATH",
        description = "the mapped file, by its path in the container (default: its program)")
    private @Nullable String path;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "a new file")
    private Path out = Path.of("");

    @Mixin private LedgerArguments kept = new LedgerArguments();

    Extract(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws Exception {
      if (!EvidenceArguments.allThere(desk, "memory extract", List.of(checkpoint))) {
        return ExitCode.NO_EVIDENCE;
      }
      CaseLedger ledger = kept.ledger();
      Map<String, String> how =
          Map.of("verb", "extract", "path", ledger.name(checkpoint), "pid", Integer.toString(pid));
      ExtractedFile taken;
      try (CaseLedger.Begun begun =
          ledger.begin(ledger.entry(Deed.DERIVED, null).asked(how, Map.of()), out)) {
        taken = Extraction.of(checkpoint, pid, path, out, desk.progress());
        begun.done(Map.of());
      }
      MemoryWords.extracted(taken, pid, out.toString(), desk.out());
      return taken.complete() ? ExitCode.DONE : ExitCode.FOUND;
    }
  }

  /** {@code salvor memory compare}. */
  @Command(
      name = "compare",
      sortOptions = false,
      description = {
        "Tells what is other in a second checkpoint: processes, sockets, open files, files that differ from the image, and"
            + " how many pages of memory changed."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:the command line was not understood",
        "3:there is no such checkpoint, or it is none",
        "5:a result could not be written"
      })
  static final class Compare implements Callable<Integer> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "FIRST", description = "the earlier checkpoint")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "SECOND", description = "the later one")
    private Path second = Path.of("");

    @Option(
        names = "--json",
        paramLabel = "FILE",
        arity = "0..1",
        fallbackValue = "-",
        description = "write it as JSON instead; - for standard output")
    private @Nullable String json;

    @Mixin private LedgerArguments kept = new LedgerArguments();

    Compare(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws Exception {
      if (!EvidenceArguments.allThere(desk, "memory compare", List.of(first, second))) {
        return ExitCode.NO_EVIDENCE;
      }
      write(
          desk,
          new CheckpointDifferenceReport(CheckpointComparison.of(first, second, desk.progress())),
          json,
          kept);
      return ExitCode.DONE;
    }
  }
}
