package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.CustodyLedger;
import salvor.custody.Deed;
import salvor.custody.LedgerCheck;
import salvor.custody.LedgerRecord;
import salvor.custody.Standing;
import salvor.custody.Transfer;
import salvor.evidence.Visible;
import salvor.report.CustodyReport;
import salvor.report.CustodyWords;

/** {@code salvor custody}. */
@Command(
    name = "custody",
    sortOptions = false,
    description = {
      "Shows and continues the ledger of a case: who did what to which evidence, when, why and with which result.",
      "A case folder has one, and so has the folder that a cluster is recorded into."
    })
final class CustodyCommand implements Callable<Integer> {
  private static final int FIRST = VerifyCommand.FIRST;
  private final Desk desk;
  private final CommandLine line;

  private CustodyCommand(Desk desk) {
    this.desk = desk;
    this.line = new CommandLine(this);
  }

  static CommandLine of(Desk desk) {
    CustodyCommand command = new CustodyCommand(desk);
    command.line.addSubcommand(new Show(desk));
    command.line.addSubcommand(new Verify(desk));
    command.line.addSubcommand(new Note(desk));
    command.line.addSubcommand(new HandOver(desk));
    command.line.addSubcommand(new Export(desk));
    return command.line;
  }

  @Override
  public Integer call() {
    line.usage(desk.out());
    desk.out().flush();
    return ExitCode.USAGE;
  }

  /** What each of them does with a ledger that is there. */
  @Command
  abstract static class OfCase implements Callable<Integer> {
    final Desk desk;

    @Parameters(paramLabel = "CASE", description = "the case folder")
    Path folder = Path.of("");

    OfCase(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      if (!Files.exists(folder.resolve(CustodyLedger.FILE))
          && !Files.exists(folder.resolve(CustodyLedger.HEAD))) {
        desk.err().println("salvor custody: " + Visible.text(folder.toString()) + " has no ledger");
        return ExitCode.NO_EVIDENCE;
      }
      return call(CaseLedger.in(folder, InstantSource.system()));
    }

    abstract int call(CaseLedger ledger) throws IOException;
  }

  @Command(
      name = "show",
      sortOptions = false,
      description = "Shows the records, the oldest first, and whether the ledger is whole.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "2:the command line was not understood", "3:there is no ledger"})
  static final class Show extends OfCase {
    @Option(
        names = "--find",
        paramLabel = "TEXT",
        description = "only records that hold this text, in upper or lower case")
    private String find = "";

    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "write them as JSON instead; - for standard output")
    private @Nullable String json;

    Show(Desk desk) {
      super(desk);
    }

    @Override
    int call(CaseLedger ledger) throws IOException {
      List<LedgerRecord> found = new ArrayList<>();
      String text = find.toLowerCase(Locale.ROOT);
      LedgerCheck.Result check =
          ledger.check(node -> {
            LedgerRecord record = LedgerRecord.of(node);
            if (record.raw().toLowerCase(Locale.ROOT).contains(text)) {
              found.add(record);
            }
          });
      show(desk, new CustodyReport(folder.toString(), check, found), json);
      return ExitCode.DONE;
    }
  }

  private static void show(Desk desk, CustodyReport report, @Nullable String json)
      throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }

  @Command(
      name = "verify",
      sortOptions = false,
      description =
          "Checks the chain of the records and its end, tells all that is wrong, and writes down that it did.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the ledger is whole",
        "2:the command line was not understood",
        "3:there is no ledger",
        "5:it could not be written down",
        "12:MODIFIED",
        "13:TRUNCATED",
        "14:REORDERED",
        "15:EXTRA",
        "16:MISSING",
        "17:CONTRADICTION"
      })
  static final class Verify extends OfCase {
    @Option(
        names = "--json",
        paramLabel = "FILE",
        description = "write what was found as JSON instead; - for standard output")
    private @Nullable String json;

    Verify(Desk desk) {
      super(desk);
    }

    @Override
    int call(CaseLedger ledger) throws IOException {
      LedgerCheck.Result check = ledger.check(_ -> {});
      Standing standing = CustodyWords.standing(check);
      show(desk, new CustodyReport(folder.toString(), check), json);
      try {
        ledger.verified(check, standing, null);
      } catch (IOException cause) { // what is wrong counts for more than that it cannot be written
        desk.err()
            .println(
                "salvor custody: not written down: "
                    + Visible.text(String.valueOf(cause.getMessage())));
        return standing == Standing.VALID ? ExitCode.NOT_WRITTEN : FIRST + standing.ordinal();
      }
      return standing == Standing.VALID ? ExitCode.DONE : FIRST + standing.ordinal();
    }
  }

  @Command(
      name = "note",
      sortOptions = false,
      description = "Writes a note into the ledger.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:the command line was not understood",
        "3:there is no ledger",
        "5:it could not be written down"
      })
  static final class Note extends OfCase {
    @Parameters(
        index = "1",
        paramLabel = "TEXT",
        description = "what is to be known",
        converter = Signing.Said.class)
    private String text = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "on whose instruction, or what for")
    private @Nullable String why;

    Note(Desk desk) {
      super(desk);
    }

    @Override
    int call(CaseLedger ledger) throws IOException {
      ledger.repair();
      CustodyEntry note = ledger.entry(Deed.NOTE, why).saying(text);
      ledger.write(note.asked(Map.of("verb", "note"), Map.of()));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "transfer",
      sortOptions = false,
      description = {
        "Hands a file of the evidence to another person: copies it and writes down who, what for, who allowed it, and the"
            + " hash before and after.",
        "A file that cannot be read, or is not what the ledger says, is not handed over."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:the command line was not understood",
        "3:there is no ledger, or no such file",
        "5:it was not handed over; it says why"
      })
  static final class HandOver extends OfCase {
    @Parameters(index = "1", paramLabel = "FILE", description = "what is handed over")
    private Path item = Path.of("");

    @Option(
        names = "--to",
        paramLabel = "WHO",
        required = true,
        description = "who receives it",
        converter = Signing.Said.class)
    private String to = "";

    @Option(
        names = "--purpose",
        paramLabel = "TEXT",
        required = true,
        description = "what for",
        converter = Signing.Said.class)
    private String purpose = "";

    @Option(
        names = "--authority",
        paramLabel = "TEXT",
        required = true,
        description = "who allowed it",
        converter = Signing.Said.class)
    private String authority = "";

    @Option(
        names = "--into",
        paramLabel = "FOLDER",
        required = true,
        description = "where it is copied to, such as a medium")
    private Path into = Path.of("");

    HandOver(Desk desk) {
      super(desk);
    }

    @Override
    int call(CaseLedger ledger) throws IOException {
      if (!EvidenceArguments.allThere(desk, "custody transfer", List.of(item))) {
        return ExitCode.NO_EVIDENCE;
      }
      Path copy =
          Transfer.of(
              ledger, item, new Transfer.Terms(to, purpose, authority), into, desk.progress());
      desk.out().println("Handed to " + Visible.text(to) + ": " + Visible.text(copy.toString()));
      desk.out().flush();
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "export",
      sortOptions = false,
      description =
          "Copies the records as they are, to be checked elsewhere, and writes down that it did.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "2:the command line was not understood",
        "3:there is no ledger",
        "5:it could not be written"
      })
  static final class Export extends OfCase {
    @Option(
        names = "--out",
        paramLabel = "FOLDER",
        required = true,
        description = "a new folder for " + CustodyLedger.FILE + " and " + CustodyLedger.HEAD)
    private Path out = Path.of("");

    Export(Desk desk) {
      super(desk);
    }

    @Override
    int call(CaseLedger ledger) throws IOException {
      ledger.copy(out);
      return ExitCode.DONE;
    }
  }
}
