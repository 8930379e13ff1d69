package salvor.workbench.triage;

import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.report.PeersReport;
import salvor.report.Wording;
import salvor.timeline.Extent;
import salvor.triage.NetworkPeers;
import salvor.triage.NetworkPeers.Talk;
import salvor.triage.RecordTerms;
import salvor.workbench.commands.Subject;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Locations;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** The network peers in words, and which is selected. */
public final class PeersViewModel {
  private static final int LIMIT = 400;

  private final FilteredRecords<Talk> talks;
  private final Evidence evidence;
  private final Observations observations;
  private final Extent ordinary;
  private final Selection selection;

  /**
   * @param talks what the filter leaves of them, the worst first
   */
  public PeersViewModel(FilteredRecords<Talk> talks, Evidence evidence, Selection selection) {
    this.evidence = evidence;
    this.talks = talks;
    this.observations = evidence.observations();
    this.ordinary = Extent.of(this.observations);
    this.selection = selection;
  }

  /** What is shown, the worst first. */
  public ReadOnlyObjectProperty<FilteredRecords.Shown<Talk>> shown() {
    return talks.shown();
  }

  /** The selection shared with the other views. */
  public Selection selection() {
    return selection;
  }

  /** Selects the worst event of a peer. */
  public void choose(Talk talk) {
    selection.select(talk.worstRow());
  }

  /** The peer whose worst event is selected, null when none is. */
  public @Nullable Talk current() {
    int row = selection.row().get();
    return shown().get().records().stream()
        .filter(t -> t.worstRow() == row)
        .findFirst()
        .orElse(null);
  }

  /** What can be done with a peer. */
  Subject subject(Talk talk) {
    return new Subject(
        "peer",
        "events of this program with this peer",
        RecordTerms.of(talk),
        () -> selection.select(talk.firstRow()),
        () ->
            String.join(
                "\t",
                who(talk),
                address(talk),
                way(talk),
                program(talk),
                where(talk),
                Moments.count(talk.count()),
                first(talk),
                last(talk)),
        () -> PeersReport.json(evidence, talk));
  }

  /** Who it is, in the best words there are. */
  public String who(Talk talk) {
    if (talk.who().isEmpty()) {
      return "a peer that the record does not name";
    }
    return VisibleText.of(Wording.peer(talk.who().getFirst()), LIMIT);
  }

  /** The address of the record, where it does not stand for the name already. */
  public String address(Talk talk) {
    String address = talk.remote().address();
    String shown = address == null ? "" : VisibleText.of(address, LIMIT);
    return shown.equals(who(talk)) ? "" : shown;
  }

  /** Which way, with the port that served. */
  public String way(Talk talk) {
    String arrow =
        talk.direction() == NetworkPeers.Direction.OUTGOING ? "\u2192 connects" : "\u2190 accepts";
    String port = talk.port() == 0 ? "" : ":" + talk.port();
    return arrow
        + (port.isEmpty() ? "" : " " + port)
        + (talk.protocol() == null ? "" : " " + VisibleText.of(talk.protocol(), 20));
  }

  /** The program at this end. */
  public String program(Talk talk) {
    return talk.program() == null ? "" : VisibleText.of(talk.program(), LIMIT);
  }

  /** The container at this end. */
  public String where(Talk talk) {
    return Locations.container(talk.at());
  }

  /** When it was first seen. */
  public String first(Talk talk) {
    return time(talk.firstRow());
  }

  /** When it was last seen. */
  public String last(Talk talk) {
    return time(talk.lastRow());
  }

  private String time(int row) {
    return Moments.brief(
        observations.time(row),
        observations.time(ordinary.from()),
        observations.time(ordinary.to() - 1));
  }
}
