package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import salvor.baseline.Peer;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.jobs.Progress;
import salvor.triage.NetworkPeers;
import salvor.triage.NetworkPeers.Direction;
import salvor.triage.NetworkPeers.Talk;
import salvor.workload.Location;

/** Who talked to whom, for people and for machines. */
public final class PeersReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final Overview overview;
  private final Observations observations;
  private final List<Talk> talks;

  private PeersReport(Overview overview, Progress progress) {
    this.overview = overview;
    this.observations = overview.evidence().observations();
    this.talks =
        NetworkPeers.of(overview.evidence(), overview.verdicts(), overview.rows(), progress);
  }

  /**
   * The connections among the rows that a filter leaves.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static PeersReport of(Overview overview, Progress progress) {
    return new PeersReport(overview, progress);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("peers.schema.json");
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.head(VERSION, overview);
          json.objects("peers", talks, talk -> talk(json, overview.evidence(), talk));
        });
  }

  /** One of them as the document has it. */
  public static String json(Evidence evidence, Talk talk) {
    return JsonDocument.text(json -> talk(json, evidence, talk));
  }

  private static void talk(JsonDocument json, Evidence evidence, Talk talk) {
    Observations observations = evidence.observations();
    Location at = talk.at();
    json.text("cluster", observations.cluster(observations.locationId(talk.firstRow())));
    json.text("namespace", at.namespace());
    json.text("workload", at.workload() == null ? null : at.workload().name());
    json.text("pod", at.pod());
    json.text("container", at.container());
    json.text("containerId", at.containerId());
    json.text("program", talk.program());
    json.text("direction", TriageJson.lower(talk.direction()));
    json.texts("peer", talk.who().stream().map(Peer::text).toList());
    json.text("address", talk.remote().address());
    json.text("name", talk.remote().name());
    json.number("port", talk.port() == 0 ? null : (Integer) talk.port());
    json.text("protocol", talk.protocol());
    json.number("connections", talk.count());
    json.text("first", TimeText.rfc3339(observations.time(talk.firstRow()), 9));
    json.text("last", TimeText.rfc3339(observations.time(talk.lastRow()), 9));
    json.text("worst", TriageJson.lower(talk.worst()));
    json.source(evidence, talk.worstRow());
  }

  private record Place(String shown) {}

  /**
   * Writes the peers of each container, the container with the worst one first.
   *
   * @param colour whether the terminal takes colours; everything is told in words as well
   */
  @Override
  public void text(PrintWriter out, boolean colour) {
    OverviewText.head(overview, out, colour);
    Map<Place, List<Talk>> places = new LinkedHashMap<>();
    for (Talk talk : talks) {
      places
          .computeIfAbsent(new Place(OverviewText.place(talk.at())), _ -> new ArrayList<>())
          .add(talk);
    }
    places.forEach((place, of) -> {
      OverviewText.heading(place.shown(), out, colour);
      container(of, out, colour);
      out.println();
    });
    if (talks.isEmpty()) {
      out.println(
          overview.hidden() > 0
              ? "The filter leaves no connection."
              : "No record tells of a connection. A rule that logs connect and accept records"
                  + " them.");
    }
    out.flush();
  }

  private void container(List<Talk> talks, PrintWriter out, boolean colour) {
    int ways = talks.stream().mapToInt(t -> way(t).length()).max().orElse(0);
    int programs = talks.stream().mapToInt(t -> program(t).length()).max().orElse(0);
    for (Talk talk : talks) {
      out.println(
          "  "
              + OverviewText.verdict(talk.worst(), true, colour)
              + pad(way(talk), ways)
              + String.format(Locale.ROOT, "  %,9d×  ", talk.count())
              + pad(program(talk), programs)
              + "  "
              + OverviewText.clock(observations.time(talk.firstRow()))
              + (talk.count() == 1
                  ? ""
                  : " to " + OverviewText.clock(observations.time(talk.lastRow()))));
    }
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String program(Talk talk) {
    return talk.program() == null ? "" : Visible.text(talk.program(), 60);
  }

  /** Which way, who, at which port; the address where a name stands for it. */
  private static String way(Talk talk) {
    String who =
        talk.who().isEmpty()
            ? "a peer that the record does not name"
            : Wording.peer(talk.who().getFirst());
    String address = talk.remote().address();
    return (talk.direction() == Direction.OUTGOING ? "→ " : "← ")
        + Visible.text(who, 60)
        + (talk.port() == 0
            ? ""
            : (talk.direction() == Direction.OUTGOING ? " port " : " on port ") + talk.port())
        + (talk.protocol() == null ? "" : " " + Visible.text(talk.protocol(), 20))
        + (address == null || address.equals(who) ? "" : " [" + Visible.text(address, 60) + "]");
  }
}
