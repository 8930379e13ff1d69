package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.casefile.CaseUnusable;
import salvor.casefile.Edit;
import salvor.casefile.Edits;
import salvor.casefile.EventId;
import salvor.casefile.OpenedCase;
import salvor.report.EditWords;
import salvor.timeline.Milestone;
import salvor.triage.Filter;
import salvor.triage.FilterError;

/** {@code salvor mark}. */
@Command(
    name = "mark",
    sortOptions = false,
    description = {
      "Adds to events of a case what salvor marks lists and the window shows: stars, tags, comments, milestones,"
          + " acceptance.",
      "Author and time are kept; each is one edit, which salvor undo takes back."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, also when it was so already",
      "2:the command line or the filter was not understood, or it leaves no event or too many",
      "4:the case folder cannot be used, for example while it is open in a window"
    })
final class MarkCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CASE", description = "the case folder")
  private Path folder = Path.of("");

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = "the events that this expression leaves")
  private @Nullable String filter;

  @Option(
      names = "--event",
      paramLabel = "SHA256:OFFSET",
      description = "an event by its name, which salvor marks and exports tell; more than once")
  private List<String> events = new ArrayList<>();

  @Option(names = "--star", description = "gives them a star")
  private boolean star;

  @Option(names = "--tag", paramLabel = "TAG", description = "gives them a tag; more than once")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--comment", paramLabel = "TEXT", description = "adds a comment to them")
  private @Nullable String comment;

  @Option(
      names = "--milestone",
      paramLabel = "NAME",
      description = "has one event stand for a milestone: ${COMPLETION-CANDIDATES}")
  private @Nullable Milestone milestone;

  @Option(names = "--accept", paramLabel = "REASON", description = "accepts them as normal")
  private @Nullable String reason;

  MarkCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if ((filter == null) == events.isEmpty()) {
      throw wrong("name the events by --filter or by --event, one of them");
    }
    if (!star && tags.isEmpty() && comment == null && milestone == null && reason == null) {
      throw wrong("say what to add: --star, --tag, --comment, --milestone or --accept");
    }
    if (isBlank(comment) || isBlank(reason) || tags.stream().anyMatch(String::isBlank)) {
      throw wrong("a tag, a comment and a reason are words");
    }
    try (OpenedCase opened = CaseArguments.open(desk, folder)) {
      int[] rows = rows(opened);
      if (milestone != null && rows.length > 1) {
        throw wrong("one event stands for a milestone, not " + rows.length);
      }
      if (milestone != null && rows[0] >= opened.evidence().observations().timed()) {
        throw wrong("this event has no time, and a milestone needs one");
      }
      edit(opened.edits(), rows);
      return ExitCode.DONE;
    } catch (FilterError error) {
      return EvidenceArguments.misunderstood(desk, "mark", filter, error);
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text != null && text.isBlank();
  }

  private int[] rows(OpenedCase opened) throws FilterError {
    BitSet found = new BitSet();
    if (filter != null) {
      found.or(Filter.parse(filter).rows(opened.evidence(), opened.verdicts(), opened.marks()));
    }
    for (String name : events) {
      BitSet rows = opened.marks().find(event(name));
      if (rows.isEmpty()) {
        throw wrong("--event: no event of the case is called " + name);
      }
      found.or(rows);
    }
    int count = found.cardinality();
    if (count == 0) {
      throw wrong("the filter leaves no event");
    }
    if (count > Edits.MOST_EVENTS) {
      throw wrong(
          count
              + " events are too many for one edit, which takes "
              + Edits.MOST_EVENTS
              + ": narrow the filter, by a time for example");
    }
    return found.stream().toArray();
  }

  private EventId event(String name) {
    int colon = name.lastIndexOf(':');
    try {
      return new EventId(
          name.substring(0, Math.max(0, colon)), Long.parseLong(name.substring(colon + 1)));
    } catch (NumberFormatException _) {
      throw wrong("--event: " + name + " is no SHA256:OFFSET");
    }
  }

  private void edit(Edits edits, int... rows) throws CaseUnusable {
    if (star) {
      say(edits.star(rows));
    }
    for (String tag : tags) {
      say(edits.tag(tag.strip(), rows));
    }
    if (comment != null) {
      say(edits.comment(comment.strip(), rows));
    }
    if (milestone != null) {
      say(edits.milestone(milestone, rows[0]));
    }
    if (reason != null) {
      say(edits.accept(reason.strip(), rows));
    }
  }

  private void say(Optional<Edit> edit) {
    desk.out().println(edit.map(EditWords::of).orElse("it was so already"));
  }

  private CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(
        spec == null ? new CommandLine(this) : spec.commandLine(), why);
  }
}
