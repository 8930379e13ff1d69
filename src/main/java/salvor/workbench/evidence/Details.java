package salvor.workbench.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageFact;
import salvor.baseline.Judgement;
import salvor.baseline.Verdict;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.OffsetText;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.TimeKind;
import salvor.report.ImageWords;
import salvor.report.TimeWording;
import salvor.report.Wording;
import salvor.timeline.DrawingClass;
import salvor.workbench.wording.Activities;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;

/**
 * Everything the details pane says about one observation, in words.
 *
 * @param drawn how it is drawn
 * @param title what was done, in a few words
 * @param subject the command, file or peer
 * @param when when it happened, null when its source gives no time
 * @param exactness how exactly that is known, empty where it is known to the nanosecond
 * @param brief the reason in a few words
 * @param why the reason as a sentence
 * @param severity the severity with its sum, empty where severity says nothing
 * @param facts baseline, nearest element, support, rules
 * @param caution what is to be known of the baseline that judged, empty when nothing is
 * @param differences where it differs from the nearest element
 * @param remarks what is to be known about the record
 * @param where place, process and activity, each a group of fields
 * @param record file and line
 * @param ref where the record stands
 * @param cause the record that explains it, null when there is none
 * @param causeText file and line of it
 * @param sameFact the other records that tell of the same fact
 */
public record Details(
    DrawingClass drawn,
    String title,
    String subject,
    @Nullable ObservedTime when,
    String exactness,
    String brief,
    String why,
    String severity,
    List<Activities.Field> facts,
    String caution,
    List<Judgement.Difference> differences,
    List<String> remarks,
    List<Group> where,
    String record,
    RecordRef ref,
    @Nullable RecordRef cause,
    String causeText,
    List<Link> sameFact) {

  /**
   * Fields that belong together.
   *
   * @param title what they are about
   * @param fields in order, none empty
   */
  public record Group(String title, List<Activities.Field> fields) {}

  /**
   * Another observation that one can go to.
   *
   * @param row its number
   * @param text file and line of its record
   */
  public record Link(int row, String text) {}

  /** The name of the field with the baseline that judged. */
  static final String BASELINE = "Baseline";

  private static final int LIMIT = 4_000;

  static Details of(
      Observation observation,
      String exactness,
      long clockOffset,
      Judgement judgement,
      List<Source> sources,
      List<Link> sameFact,
      Map<String, String> cautions) {
    ProcessInfo process = observation.process();
    RecordRef cause = judgement.cause();
    return new Details(
        DrawingClass.of(judgement),
        observation.activity().kind().words(),
        VisibleText.command(
            cut(Activities.line(process, observation.activity(), observation.outcome()))),
        observation.time(),
        exactness,
        Words.brief(judgement.reason()),
        Words.sentence(judgement.reason()),
        severity(judgement),
        facts(judgement),
        judgement.baseline() == null ? "" : cautions.getOrDefault(judgement.baseline(), ""),
        judgement.differences().stream().map(Details::visible).toList(),
        observation.quality().stream().sorted().map(Words::quality).toList(),
        groups(observation, clockOffset, sources),
        record(observation.source(), sources),
        observation.source(),
        cause,
        cause == null ? "" : record(cause, sources),
        List.copyOf(sameFact));
  }

  private static String severity(Judgement judgement) {
    if (judgement.verdict() != Verdict.OUT) {
      return "";
    }
    return judgement.modifiers().isEmpty()
        ? Words.severity(judgement.severity()) + ", by its reason alone"
        : Wording.sum(judgement);
  }

  /** When it happened, in the zone in which times are told now. */
  String time() {
    if (when != null) {
      return Moments.exact(when.nanos());
    }
    return exactness.isEmpty() ? "The source gives no time" : "When is not known";
  }

  private static List<Activities.Field> facts(Judgement judgement) {
    List<Activities.Field> facts = new ArrayList<>();
    add(facts, BASELINE, judgement.baseline());
    add(
        facts,
        judgement.verdict() == Verdict.OUT ? "Nearest known" : "Known as",
        judgement.element());
    add(facts, "Seen in", judgement.support());
    ImageFact image = judgement.image();
    if (image != null) {
      String gives = ImageWords.gives(image);
      add(facts, "Image", ImageWords.fact(image));
      add(facts, "Gives an attacker", gives.isEmpty() ? null : "It " + gives);
    }
    add(
        facts,
        "Rules applied",
        judgement.rules().isEmpty() ? null : String.join(", ", judgement.rules()));
    return facts;
  }

  private static void add(List<Activities.Field> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.add(visible(new Activities.Field(name, value)));
    }
  }

  private static List<Group> groups(
      Observation observation, long clockOffset, List<Source> sources) {
    List<Group> groups = new ArrayList<>();
    add(groups, "What", Activities.fields(observation.activity(), observation.outcome()));
    add(groups, "Process", Activities.process(observation.process()));
    add(groups, "Where", Activities.place(observation));
    ObservedTime time = observation.time();
    if (time != null) {
      int source = observation.source().source();
      TimeKind kind =
          source >= sources.size()
              ? TimeKind.UNKNOWN
              : TimeKind.of(
                  sources.get(source).format(),
                  observation.activity().kind(),
                  observation.quality());
      List<Activities.Field> fields = new ArrayList<>();
      add(fields, "As recorded", time.original());
      add(
          fields,
          "Clock offset",
          clockOffset == 0 ? null : OffsetText.of(clockOffset) + ", added in this case");
      add(fields, "Tells", TimeWording.kind(kind));
      add(groups, "Time", fields);
    }
    return groups;
  }

  private static void add(List<Group> groups, String title, List<Activities.Field> fields) {
    if (!fields.isEmpty()) {
      groups.add(new Group(title, fields.stream().map(Details::visible).toList()));
    }
  }

  private static Activities.Field visible(Activities.Field field) {
    return new Activities.Field(field.name(), VisibleText.command(cut(field.value())));
  }

  private static Judgement.Difference visible(Judgement.Difference d) {
    return new Judgement.Difference(
        VisibleText.of(d.field()),
        VisibleText.command(cut(d.expected())),
        VisibleText.command(cut(d.observed())));
  }

  private static String cut(String text) {
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "\u2026";
  }

  /** File and line of a record. */
  static String record(RecordRef ref, List<Source> sources) {
    String path =
        ref.source() < sources.size() ? sources.get(ref.source()).path() : "source " + ref.source();
    return VisibleText.of(path, 400) + ":" + ref.line();
  }
}
