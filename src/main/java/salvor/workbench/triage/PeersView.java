package salvor.workbench.triage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import salvor.triage.NetworkPeers.Talk;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.wording.Moments;

/** Who talked to whom, the worst first, as far as the filter leaves them. */
public final class PeersView extends BorderPane implements SubjectView {
  private final PeersViewModel model;
  private final RecordTable<Talk> table;

  /** A table of the model's peers. */
  public PeersView(PeersViewModel model) {
    this.model = model;
    table =
        new RecordTable<>("Network peers, the worst first", List.of(), Talk::worst, "")
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
    Label told = Controls.label("", "muted", "records-filtered");
    told.setId("peers-filtered");
    told.managedProperty().bind(told.textProperty().isNotEmpty());
    model
        .shown()
        .subscribe(shown -> {
          told.setText(shown.told());
          table.quiet(shown.dimmed());
          table.show(shown.records(), shown.none());
          table.follow(model.current());
        });
    setTop(told);
    setCenter(table);
  }

  @Override
  public Optional<Subject> subject(int place) {
    return place < 0 || place >= table.getItems().size()
        ? Optional.empty()
        : Optional.of(model.subject(table.getItems().get(place)));
  }

  @Override
  public int focused() {
    return table.getFocusModel().getFocusedIndex();
  }
}
