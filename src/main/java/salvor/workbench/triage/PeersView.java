package salvor.workbench.triage;

import java.util.Comparator;
import javafx.scene.layout.BorderPane;
import salvor.triage.NetworkPeers.Talk;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.Moments;

/** Who talked to whom, the worst first. */
public final class PeersView extends BorderPane {
  /** A table of the model's peers. */
  public PeersView(PeersViewModel model) {
    RecordTable<Talk> table =
        new RecordTable<>(
                "Network peers, the worst first",
                model.talks(),
                Talk::worst,
                "No connection was recorded. A rule that logs connect and accept with fd.rip and"
                    + " fd.rport records them.")
            .with("Peer", 180, model::who)
            .with("Address", 100, model::address)
            .with("Way", 170, model::way, Comparator.comparingInt(Talk::port))
            .with("Program", 130, model::program)
            .with("Container", 190, model::where)
            .with(
                "Times",
                60,
                talk -> Moments.count(talk.count()),
                Comparator.comparingInt(Talk::count))
            .withTime("First", model::first, Comparator.comparingInt(Talk::firstRow))
            .withTime("Last", model::last, Comparator.comparingInt(Talk::lastRow))
            .onChosen(model::choose);
    table.setId("peers");
    model.selection().row().subscribe(_ -> table.follow(model.current()));
    setCenter(table);
  }
}
