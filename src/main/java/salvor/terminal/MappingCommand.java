package salvor.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.evidence.Visible;
import salvor.ingest.ContentHead;
import salvor.ingest.table.Mapping;
import salvor.ingest.table.MappingJson;
import salvor.ingest.table.MappingPreview;
import salvor.ingest.table.Mappings;
import salvor.ingest.table.Proposal;
import salvor.ingest.table.TableHead;
import salvor.ingest.table.UnusableMapping;
import salvor.report.MappingWords;

/** {@code salvor mapping}. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proposes what the columns of a table mean (CSV, TSV, JSON lines), and tells what its rows would become.",
      "",
      "The proposal is a JSON file to be looked at and changed; --mapping FILE of triage, export and the window reads"
          + " tables by it, and a case keeps it. Nothing is read by a mapping that nobody named."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood, or the mapping cannot be used",
      "3:PATH is no table",
      "5:a result could not be written"
    })
final class MappingCommand implements Callable<Integer> {
  private static final int MOST = 64 << 20;
  private static final int EXAMPLES = 5;

  private final Desk desk;

  @Parameters(index = "0", paramLabel = "PATH", description = "the table, also packed")
  private Path path = Path.of("");

  @Option(
      names = "--member",
      paramLabel = "NAME",
      description = "which one in an archive, as triage names it; the first one otherwise")
  private @Nullable String member;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "try this one instead of proposing one")
  private @Nullable Path given;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where the proposal is written; - for standard output")
  private String out = "-";

  MappingCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!EvidenceArguments.allThere(desk, "mapping", List.of(path))) {
      return ExitCode.NO_EVIDENCE;
    }
    ContentHead content = ContentHead.of(path, path.toString(), member, MOST);
    TableHead head = content == null ? null : TableHead.of(content);
    if (content == null || head == null || head.columns().isEmpty()) {
      desk.err()
          .println("salvor mapping: " + Visible.text(path.toString()) + " holds no table there");
      return ExitCode.NO_EVIDENCE;
    }
    try {
      Mapping mapping = given == null ? proposed(head) : Mappings.in(given);
      tell(MappingPreview.of(content, mapping, desk.progress()));
      if (mapping.times().isEmpty()) {
        desk.err().println("  no column was taken for the time: say under \"time\" which it is");
      }
      return ExitCode.DONE;
    } catch (UnusableMapping why) {
      desk.err()
          .println("salvor mapping: --mapping: " + Visible.text(String.valueOf(why.getMessage())));
      return ExitCode.USAGE;
    }
  }

  private Mapping proposed(TableHead head) throws IOException {
    Mapping known = Mappings.of(List.of()).fitting(head.columns());
    Path name = path.getFileName();
    Mapping mapping =
        known == null ? Proposal.of(name == null ? "a table" : name.toString(), head) : known;
    String text = MappingJson.write(mapping);
    EvidenceArguments.machine(desk, out, to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
    return mapping;
  }

  private void tell(MappingPreview preview) {
    desk.err()
        .println(
            MappingWords.counts(
                new MappingWords.Counts(
                    preview.observations(),
                    preview.withoutTime(),
                    preview.withoutZone(),
                    preview.unreadable(),
                    preview.whole())));
    preview.first().stream()
        .filter(row -> row.observation() == null)
        .limit(EXAMPLES)
        .forEach(
            row -> desk.err().println("  line " + row.line() + ": " + Visible.text(row.reason())));
    preview
        .skipped()
        .forEach((reason, count) ->
            desk.err().println("  skipped " + count + ": " + Visible.text(reason)));
  }
}
